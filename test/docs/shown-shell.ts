/** A command as a document shows it: its words, with what a shell would put in taken as one word. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** The line it is in, for messages. */
  readonly line: string;
}

const CODE = /^ {4,8}(\S[^\n]*)$|^```\w*\n([\s\S]*?)^```|`((?:aws|npx|npm|factsheets) [^`\n]+)`/gmu;

/** Arithmetic of a shell: a number, for all that is asked here. */
const ARITHMETIC = /\$\(\((?:[^()]|\([^()]*\)|\$\([^()]*\))*\)\)/gu;

/** Of `remove|pause|resume`, the first is tried. */
const OTHERS = /(?<=\w)(?:\|\w+)+/gu;

/** A command whose output is put in. */
const INNER = /\$\(((?:aws|npx) (?:[^()"']|"[^"]*"|'[^']*'|\$\([^()]*\))*)\)/gu;

/** Every `aws` and `factsheets` command of a document: of indented and fenced blocks, and of code in the text. */
export function shellCommands(document: string): ShellCommand[] {
  const lines = [...document.matchAll(CODE)].flatMap(([, indented, fenced = '', inline]) =>
    (indented ?? inline ?? fenced).split('\n'),
  );
  return lines.flatMap((line) =>
    commandsIn(line.replaceAll(ARITHMETIC, '1').replaceAll(OTHERS, '')).map((words) => ({ words, line: line.trim() })),
  );
}

/** The commands of a line: one after another, and inside `$( )`. */
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

/** Words as a shell splits them: quotes hold together, `#` begins a comment. */
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
