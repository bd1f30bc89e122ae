/** Where the command line writes: results to `out`, progress and complaints to `err`. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
  /** Whether a person watches `err`. */
  readonly watched: boolean;
}

export const processTerminal: Terminal = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  watched: process.stderr.isTTY === true,
};

/** What a shell sees of a program that wrote to a pipe nobody reads any more (128 + SIGPIPE). */
const CLOSED_PIPE = 141;

/** Ends the process without a word when whoever reads its output is gone (`factsheets hotlines | head -1`). */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(CLOSED_PIPE);
    });
}
