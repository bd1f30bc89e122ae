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

/**
 * Ends the process when its output cannot be written any more: without a word when whoever reads it is gone
 * (`factsheets hotlines | head -1`), with one line when its disk is full (`factsheets hotlines > FILE`).
 */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(CLOSED_PIPE);
      if (stream === process.stdout)
        process.stderr.write(
          `factsheets: standard output cannot be written to (${error.code}); what it said is lost\n`,
        );
      process.exit(1);
    });
}
