import { forbidCoreDumps } from './core-dumps.ts';
import { main } from './main.ts';
import { endWithReader, processTerminal } from './terminal.ts';

/** Runs a command line at this process's terminal. @returns the exit code, as `main` gives it */
export async function commandLine(argv: readonly string[]): Promise<number> {
  forbidCoreDumps();
  endWithReader();
  return main(argv, processTerminal, process.env);
}
