import { printable } from '../../src/domain/text/printable.ts';

/** Where the command line writes: results to `out`, progress and errors to `err`. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
  /** Whether a person watches `err`. */
  readonly watched: boolean;
  /** Whether `out` is a screen; texts of cells go nowhere else. */
  readonly isScreen?: boolean;
}

export const processTerminal: Terminal = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  watched: process.stderr.isTTY === true,
  isScreen: process.stdout.isTTY === true,
};

/**
 * A terminal to which names from anywhere may be written: what is written is one line, and no character in it does more
 * than show itself. Indented JSON keeps its lines.
 */
export const safeTerminal = ({ out, err, ...properties }: Terminal): Terminal => ({
  out: (line) => out(printableLines(line)),
  err: (line) => err(printableLines(line)),
  ...properties,
});

const printableLines = (text: string): string =>
  isIndentedJson(text) ? text.split('\n').map(printable).join('\n') : printable(text);

/** In JSON a line break of a name is written `\n`: those that are left are the program's own. */
function isIndentedJson(text: string): boolean {
  if (!/^[[{]\n/u.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A message of several lines as lines; those after the first are indented, so that none passes for a line of its own. */
export const linesOf = (message: string): string[] =>
  message.split(/\r?\n/u).map((line, index) => (index === 0 || line.startsWith('  ') ? line : `  ${line}`));

/** What a shell sees of a program that wrote to a closed pipe (128 + SIGPIPE). */
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
          `factsheets: cannot write to standard output (${error.code}); the rest of the output is lost\n`,
        );
      process.exit(1);
    });
}
