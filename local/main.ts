import { Failure } from '../src/domain/failure.ts';
import type { BuildCommand } from './commands/build.ts';
import { PlaceFailure } from './place-failure.ts';
import { placeFailures } from './places.ts';
import { sweepScratch } from './scratch.ts';
import { EXIT, exitOf, summary, summaryJson } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { type Command, parseCommand } from './usage.ts';

/**
 * Runs one command line.
 * @returns the exit code: 0 done, 2 an export rejected or an edition incomplete, 1 wrong usage or a failure, told by its
 * name, with the place in the runbook and without a stack trace, when it has one
 */
export async function main(
  argv: readonly string[],
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  try {
    const command = parseCommand(argv);
    await sweepScratch();
    return await run(command, terminal, environment).catch((error: unknown) => {
      throw placeFailures(command, environment)(error);
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    terminal.err(`factsheets: ${error.name}: ${error.message}`);
    // what to do about a place is told in its own line
    if (!(error instanceof PlaceFailure)) terminal.err(`  what to do: docs/runbook.md#${error.name.toLowerCase()}`);
    return EXIT.failure;
  }
}

/** Each command brings what it needs: all of them together take a second to load. */
async function run(command: Command, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  switch (command.command) {
    case 'help':
      terminal.out(command.usage);
      return command.asked ? EXIT.complete : EXIT.failure;
    case 'start':
      return (await import('./start.ts')).start(command, terminal, environment);
    case 'replay':
      return (await import('./replay.ts')).replay(command, terminal, environment);
    case 'publish':
      return (await import('./publish.ts')).publish(command, terminal, environment);
    case 'build':
      return runBuild(command, terminal, environment);
    case 'check':
      return (await import('./check.ts')).check(command, terminal);
    case 'preview':
      return (await import('./preview.ts')).preview(command, terminal, environment);
    case 'status':
      return (await import('./status.ts')).status(command, terminal, environment);
    case 'editions':
      return (await import('./editions.ts')).editions(command, terminal, environment);
    case 'review':
      return (await import('./review.ts')).review(command, terminal, environment);
    case 'approve':
    case 'reject':
      return (await import('./decide.ts')).decide(command, terminal, environment);
    case 'stakeholders':
      return (await import('./stakeholders.ts')).stakeholders(command, terminal, environment);
    case 'resolve':
      return (await import('./distribute.ts')).resolve(command, terminal, environment);
    case 'distribute':
      return (await import('./distribute.ts')).distribute(command, terminal, environment);
    case 'verify':
    case 'restore':
      return (await import('./verify.ts')).verifyOrRestore(command, terminal, environment);
    case 'migrate':
      return (await import('./migrate.ts')).migrate(command, terminal);
    case 'sheets':
      return (await import('./list.ts')).listSheets(command, terminal);
    case 'hotlines':
      return (await import('./list.ts')).listHotlines(command, terminal);
  }
}

async function runBuild(command: BuildCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const { build } = await import('./build.ts');
  const built = await build(command, terminal, environment);
  const code = exitOf(built);
  if (command.json) terminal.out(summaryJson(built));
  else if (!command.quiet) for (const line of summary(built)) terminal.out(line);
  else
    for (const line of summary(built).filter((one) => /^(rejected |missing |warning: )/u.test(one))) terminal.err(line);
  return code;
}
