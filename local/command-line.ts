import { main } from './cli/main.ts';
import { forbidCoreDumps } from './state/core-dumps.ts';
import { endWithReader, processTerminal } from './terminal/terminal.ts';

/** Runs a command line at this process's terminal. @returns the exit code, as `main` gives it */
export async function commandLine(argv: readonly string[]): Promise<number> {
  forbidCoreDumps();
  endWithReader();
  return main(argv, processTerminal, process.env);
}
