import { Failure } from '../../src/domain/failure.ts';
import { PlaceFailure } from '../state/place-failure.ts';
import { placeFailures } from '../state/places.ts';
import { sweepScratch } from '../state/scratch.ts';
import { securePlaces } from '../state/secure-places.ts';
import type { BuildCommand } from './commands/build.ts';
import { EXIT, exitOf, summary, summaryJson } from './summary.ts';
import { linesOf, safeTerminal, type Terminal } from './terminal.ts';
import { type Command, parseCommand } from './usage.ts';

/**
 * Runs one command line.
 * @returns the exit code: 0 done, 2 an export rejected or an edition incomplete, 1 wrong usage or a failure, told by its
 * name, with the place in the runbook and without a stack trace, when it has one
 */
export async function main(argv: readonly string[], given: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const terminal = safeTerminal(given);
  try {
    const command = parseCommand(argv);
    await sweepScratch();
    if (command.command !== 'help' && command.command !== 'key') await securePlaces(command, environment, terminal);
    const run = await pipelineCommand(command);
    return await run(terminal, environment).catch((error: unknown) => {
      throw placeFailures(command, environment)(error);
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const line of linesOf(`factsheets: ${error.name}: ${error.message}`)) terminal.err(line);
    // what to do about a place is told in its own line
    if (!(error instanceof PlaceFailure)) terminal.err(`  what to do: docs/runbook.md#${error.name.toLowerCase()}`);
    return EXIT.failure;
  }
}

type Run = (terminal: Terminal, environment: NodeJS.ProcessEnv) => Promise<number>;

/** Commands of the pipeline and its definitions. Each loads what it needs: all of them together take a second to load. */
async function pipelineCommand(command: Command): Promise<Run> {
  switch (command.command) {
    case 'help':
      return showHelp(command);
    case 'start':
      return (await import('./start.ts')).start.bind(null, command);
    case 'open':
      return (await import('./open.ts')).open.bind(null, command);
    case 'replay':
      return (await import('./replay.ts')).replay.bind(null, command);
    case 'publish':
      return (await import('./publish.ts')).publish.bind(null, command);
    case 'build':
      return runBuild.bind(null, command);
    case 'check':
      return (await import('./check.ts')).check.bind(null, command);
    case 'preview':
      return (await import('./preview.ts')).preview.bind(null, command);
    case 'sheets':
      return (await import('./list.ts')).listSheets.bind(null, command);
    case 'hotlines':
      return (await import('./list.ts')).listHotlines.bind(null, command);
    case 'migrate':
      return (await import('./migrate.ts')).migrate.bind(null, command);
    case 'restore':
      return (await import('./restore.ts')).restore.bind(null, command);
    default:
      return stateCommand(command);
  }
}

type StateCommand = Exclude<Command, { readonly command: PipelineName }>;
type PipelineName =
  | 'help'
  | 'start'
  | 'open'
  | 'replay'
  | 'publish'
  | 'build'
  | 'check'
  | 'preview'
  | 'sheets'
  | 'hotlines'
  | 'migrate'
  | 'restore';

/** Commands that show or change what a state holds: editions, decisions, stakeholders, what was sent. */
async function stateCommand(command: StateCommand): Promise<Run> {
  switch (command.command) {
    case 'status':
      return (await import('./status.ts')).status.bind(null, command);
    case 'editions':
      return (await import('./editions.ts')).editions.bind(null, command);
    case 'review':
      return (await import('./review.ts')).review.bind(null, command);
    case 'published':
      return (await import('./published.ts')).published.bind(null, command);
    case 'approve':
    case 'reject':
      return (await import('./decide.ts')).decide.bind(null, command);
    case 'stakeholders':
      return (await import('./stakeholders.ts')).stakeholders.bind(null, command);
    case 'resolve':
      return (await import('./distribute.ts')).resolve.bind(null, command);
    case 'distribute':
      return (await import('./distribute.ts')).distribute.bind(null, command);
    case 'verify':
    case 'accept':
      return (await import('./verify.ts')).verifyOrAccept.bind(null, command);
    case 'key':
      return (await import('./key.ts')).key.bind(null, command);
    case 'hold':
    case 'release':
      return (await import('./hold.ts')).hold.bind(null, command);
  }
}

const showHelp =
  ({ usage, asked }: Extract<Command, { readonly command: 'help' }>): Run =>
  async (terminal) => {
    for (const line of usage.split('\n')) terminal.out(line);
    return asked ? EXIT.complete : EXIT.failure;
  };

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
