import { readFileSync } from 'node:fs';

/** A file that a document shows in full: a bold path, then a fenced block. */
export interface ShownFile {
  readonly path: string;
  /** Whether the block has entries to add to the file's `codes`, and is not the complete file. */
  readonly isAddition: boolean;
  readonly text: string;
}

/** A command of a console block, with the output lines shown under it. */
export interface ShownCommand {
  readonly command: string;
  readonly output: readonly string[];
}

export type Step = { readonly file: ShownFile } | { readonly command: ShownCommand };

interface Block {
  readonly caption: string | null;
  readonly kind: string;
  readonly text: string;
}

/** Reads a document of the project by its path from the root. */
export const readDocument = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').replaceAll('\r\n', '\n');

const BLOCK = /(?:^\*\*(`[^*]+)\*\*\n\n)?^```(\w*)\n(.*?)^```$/gmsu;

const blocksOf = (document: string): Block[] =>
  [...document.matchAll(BLOCK)].map(([, caption, kind = '', text = '']) => ({ caption: caption ?? null, kind, text }));

/**
 * Returns the steps of a reader who follows a document: the files to write and the commands to run, in the document's
 * order.
 */
export const stepsOf = (document: string): Step[] =>
  blocksOf(document).flatMap(({ caption, kind, text }): Step[] => {
    if (caption !== null) return [{ file: fileOf(caption, text) }];
    return kind === 'console' ? commandsOf(text).map((command) => ({ command })) : [];
  });

/** Returns the blocks of a kind that are not files: fragments of definitions (`json`) or readings (`text`). */
export const fragmentsOf = (document: string, kind: string): string[] =>
  blocksOf(document).flatMap((block) => (block.caption === null && block.kind === kind ? [block.text] : []));

function fileOf(caption: string, text: string): ShownFile {
  const path = /`([^`]+)`/u.exec(caption)?.[1];
  if (path === undefined) throw new Error(`no path in "${caption}"`);
  return { path, isAddition: caption.includes('new entries'), text };
}

function commandsOf(text: string): ShownCommand[] {
  const commands: { command: string; output: string[] }[] = [];
  for (const line of text.trimEnd().split('\n')) {
    if (line.startsWith('$ ')) commands.push({ command: line.slice(2), output: [] });
    else commands.at(-1)?.output.push(line);
  }
  return commands;
}

/** Returns the rows of the first table below a heading, as cells without their code marks. */
export function tableUnder(document: string, heading: string): string[][] {
  const section = document.split(/^#+ /mu).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const table = /(?:^\|.*\n)+/mu.exec(`${section}\n`)?.[0] ?? '';
  const rows = table.trimEnd().split('\n');
  return rows.slice(2).map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}
