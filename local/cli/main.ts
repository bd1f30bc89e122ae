import { readFile } from 'node:fs/promises';
import { Failure, ifNotFound } from '../../src/domain/failure.ts';
import { forbidCoreDumps } from '../state/permissions.ts';
import { PlaceFailure } from '../state/place-failure.ts';
import { placeFailures } from '../state/places.ts';
import { sweepScratch } from '../state/scratch.ts';
import { securePlaces } from '../state/secure-places.ts';
import { endWithReader, linesOf, processTerminal, safeTerminal, type Terminal } from '../terminal/terminal.ts';
import { usageError } from './arguments.ts';
import { type Command, EXIT, type ParsedCommand } from './command.ts';
import { COMMAND_NAMES, HELP, loadCommand } from './command-list.ts';

/** Runs a command line at this process's terminal. @returns the exit code, as `main` returns it */
export async function commandLine(argv: readonly string[]): Promise<number> {
  forbidCoreDumps();
  endWithReader();
  return main(argv, processTerminal, process.env);
}

/**
 * Runs one command line.
 * @returns the exit code: 0 complete; 2 an export rejected or an edition incomplete; 1 wrong usage or a failure. A failure is printed by its
 * name, with its section of the runbook and without a stack trace, where it has one
 */
export async function main(argv: readonly string[], given: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const terminal = safeTerminal(given);
  try {
    const command = await parseCommand(argv);
    await sweepScratch();
    if (!command.inspectsPlaces) await securePlaces(command.given, environment, terminal);
    return await command.run(terminal, environment).catch((error: unknown) => {
      throw placeFailures(command.given, environment)(error);
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    for (const line of linesOf(`factsheets: ${error.name}: ${error.message}`)) terminal.err(line);
    // the message about a place says what to do
    if (!(error instanceof PlaceFailure)) terminal.err(`  what to do: docs/runbook.md#${error.name.toLowerCase()}`);
    return EXIT.failure;
  }
}

/**
 * The command that a command line names, with its arguments.
 * @throws Failure WrongUsage saying what is wrong and what is allowed
 */
export async function parseCommand(
  argv: readonly string[],
): Promise<ParsedCommand & { readonly inspectsPlaces: boolean }> {
  const [name, ...rest] = argv;
  if (name === undefined || isHelp(name)) return help(rest[0] ?? null, name !== undefined);
  if (rest.some((word) => word !== 'help' && isHelp(word))) return help(name, true);
  const command = await loadCommand(name);
  if (!command) throw unknownCommand(name);
  return { ...parseArguments(command, name, rest), inspectsPlaces: command.inspectsPlaces };
}

/** A failure of the arguments names the command whose help says what is allowed. */
function parseArguments(command: Command, name: string, argv: readonly string[]): ParsedCommand {
  try {
    return command.parse(argv);
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    throw new Failure(cause.name, `${cause.message} (factsheets ${name} --help)`, { cause });
  }
}

const isHelp = (word: string): boolean => word === 'help' || word === '--help' || word === '-h';

/** Prints the help of a command, or the list of commands. Without arguments at all that is wrong usage. */
async function help(name: string | null, isAsked: boolean) {
  const text = name === null ? HELP : await helpOf(name);
  const run = async (terminal: Terminal): Promise<number> => {
    for (const line of text.split('\n')) terminal.out(line);
    return isAsked ? EXIT.complete : EXIT.failure;
  };
  return { given: {}, inspectsPlaces: true, run };
}

/** bin/compile.mjs writes the help of every command beside the compiled code: a command's own code takes long to load. */
async function helpOf(name: string): Promise<string> {
  const compiled = await readFile(new URL('help.json', import.meta.url), 'utf8').catch(ifNotFound('{}'));
  const text = new Map(Object.entries<string>(JSON.parse(compiled))).get(name) ?? (await loadCommand(name))?.help;
  if (text === undefined) throw unknownCommand(name);
  return text;
}

/** Returns the help of every command, by name. */
export async function commandHelp(): Promise<Readonly<Record<string, string>>> {
  const help = COMMAND_NAMES.map(async (name) => [name, (await loadCommand(name))?.help ?? ''] as const);
  return Object.fromEntries(await Promise.all(help));
}

const unknownCommand = (name: string): Failure =>
  usageError(`there is no command "${name}"; the commands are ${COMMAND_NAMES.join(', ')} (factsheets --help)`);
