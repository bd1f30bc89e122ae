/** A command as a document shows it: its words, with each shell substitution as one word. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** The line of the command, for messages. */
  readonly line: string;
}

const CODE = /^ {4,8}(\S[^\n]*)$|^```\w*\n([\s\S]*?)^```|`((?:aws|npx|npm|factsheets) [^`\n]+)`/gmu;

/** Shell arithmetic, which is replaced by a number. */
const ARITHMETIC = /\$\(\((?:[^()]|\([^()]*\)|\$\([^()]*\))*\)\)/gu;

/** The alternatives in `remove|pause|resume` after the first one, which is the one tested. */
const OTHERS = /(?<=\w)(?:\|\w+)+/gu;

/** A command whose output is substituted. */
const INNER = /\$\(((?:aws|npx) (?:[^()"']|"[^"]*"|'[^']*'|\$\([^()]*\))*)\)/gu;

/**
 * Returns every `aws` and `factsheets` command of a document: in indented and fenced blocks, and in code within the
 * text.
 */
export function shellCommands(document: string): ShellCommand[] {
  const lines = [...document.matchAll(CODE)].flatMap(([, indented, fenced = '', inline]) =>
    (indented ?? inline ?? fenced).split('\n'),
  );
  return lines.flatMap((line) =>
    commandsIn(line.replaceAll(ARITHMETIC, '1').replaceAll(OTHERS, '')).map((words) => ({ words, line: line.trim() })),
  );
}

/** Returns the commands of a line, in sequence and inside `$( )`. */
function commandsIn(line: string): string[][] {
  const inner = [...line.matchAll(INNER)].map(([, text = '']) => text);
  return [line, ...inner].flatMap((text) => {
    const words = wordsOf(text.replaceAll(/\$\((?:[^()]|\([^()]*\))*\)/gu, 'VALUE'));
    return segments(words).flatMap((segment) => {
      const start = segment.findIndex((word) => word === 'aws' || word === 'factsheets');
      return start === -1 || segment[start + 1] === undefined ? [] : [segment.slice(start)];
    });
  });
}

/** Splits words like a shell: quotes group words, `#` begins a comment. */
function wordsOf(text: string): string[] {
  const found = text.matchAll(/#.*$|(?:[^\s"';|(){}]|"[^"]*"|'[^']*')+|[;|(){}]+/gu);
  return [...found].flatMap(([word]) => (word.startsWith('#') ? [] : [word.replaceAll(/^["']|["']$/gu, '')]));
}

function segments(words: readonly string[]): string[][] {
  const all: string[][] = [[]];
  for (const word of words) {
    if (/^[;|(){}]+$/u.test(word)) all.push([]);
    else all.at(-1)?.push(word);
  }
  return all;
}
