import type { Terminal } from '../terminal/terminal.ts';

/** Exit codes: what a script may rely on. */
export const EXIT = { complete: 0, failure: 1, incomplete: 2 } as const;

/** One command of the command line, as main.ts runs it. */
export interface Command {
  /** Usage, what it does, and options: what `factsheets NAME --help` prints. */
  readonly help: string;
  /** Whether it only inspects the state and the key: their permissions are then left as they are. */
  readonly inspectsPlaces: boolean;
  /** @throws Failure WrongUsage saying what is wrong and what is allowed */
  parse(argv: readonly string[]): ParsedCommand;
}

/** A command with its arguments. */
export interface ParsedCommand {
  /** The arguments by name; the folders and files among them are what errors name and what permissions are narrowed of. */
  readonly given: object;
  /** @returns the exit code */
  run(terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number>;
}

/** Defines a command whose `run` receives what its `parse` returns. */
export function defineCommand<Given extends object>(definition: {
  readonly help: string;
  readonly inspectsPlaces?: boolean;
  readonly parse: (argv: readonly string[]) => Given;
  readonly run: (given: Given, terminal: Terminal, environment: NodeJS.ProcessEnv) => Promise<number>;
}): Command {
  const { help, inspectsPlaces = false, parse, run } = definition;
  return {
    help,
    inspectsPlaces,
    parse: (argv) => {
      const given = parse(argv);
      return { given, run: (terminal, environment) => run(given, terminal, environment) };
    },
  };
}
