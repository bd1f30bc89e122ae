import { Failure } from '../src/domain/failure.ts';
import { build } from './build.ts';
import { check } from './check.ts';
import type { BuildCommand } from './commands/build.ts';
import { decide } from './decide.ts';
import { distribute, resolve } from './distribute.ts';
import { editions } from './editions.ts';
import { listHotlines, listSheets } from './list.ts';
import { asPlaceFailure } from './place-failure.ts';
import { preview } from './preview.ts';
import { publish } from './publish.ts';
import { replay } from './replay.ts';
import { review } from './review.ts';
import { stakeholders } from './stakeholders.ts';
import { start } from './start.ts';
import { EXIT, exitOf, summary, summaryJson } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { parseCommand, USAGE } from './usage.ts';

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
    return await run(argv, terminal, environment);
  } catch (thrown) {
    const error = asPlaceFailure(thrown);
    if (!(error instanceof Failure)) throw error;
    terminal.err(`factsheets: ${error.name}: ${error.message}`);
    terminal.err(`  what to do: docs/runbook.md#${error.name.toLowerCase()}`);
    return EXIT.failure;
  }
}

async function run(argv: readonly string[], terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const command = parseCommand(argv);
  switch (command.command) {
    case 'help':
      terminal.out(USAGE);
      return argv.length === 0 ? EXIT.failure : EXIT.complete;
    case 'start':
      return start(command, terminal, environment);
    case 'replay':
      return replay(command, terminal, environment);
    case 'publish':
      return publish(command, terminal, environment);
    case 'build':
      return runBuild(command, terminal, environment);
    case 'check':
      return check(command, terminal);
    case 'preview':
      return preview(command, terminal, environment);
    case 'editions':
      return editions(command, terminal, environment);
    case 'review':
      return review(command, terminal, environment);
    case 'approve':
    case 'reject':
      return decide(command, terminal, environment);
    case 'stakeholders':
      return stakeholders(command, terminal, environment);
    case 'resolve':
      return resolve(command, terminal, environment);
    case 'distribute':
      return distribute(command, terminal, environment);
    case 'sheets':
      return listSheets(command, terminal);
    case 'hotlines':
      return listHotlines(command, terminal);
  }
}

async function runBuild(command: BuildCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const built = await build(command, terminal, environment);
  const code = exitOf(built);
  if (command.json) terminal.out(summaryJson(built));
  else if (!command.quiet) for (const line of summary(built)) terminal.out(line);
  else if (code !== EXIT.complete)
    for (const line of summary(built).filter((one) => /^(rejected|missing) /u.test(one))) terminal.err(line);
  return code;
}
