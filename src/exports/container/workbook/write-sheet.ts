import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { rejection } from '../../problems/problem.ts';
import type { CellContext } from './cell.ts';
import { SheetLines } from './sheet-lines.ts';
import { SheetReader, type SheetRow } from './sheet-reader.ts';
import type { UnreadableCells } from './unreadable-cells.ts';

/** A worksheet that streams from the workbook, from its start on each call of `bytes`. */
export interface SheetSource {
  readonly bytes: () => AsyncIterable<Buffer>;
  readonly context: CellContext;
}

/** Properties of a sheet that its CSV does not show. */
export interface WrittenSheet {
  readonly unreadableCells: UnreadableCells;
  /** The number of hidden records, if a filter may have hidden them; otherwise 0. */
  readonly hiddenRecords: number;
}

/** The most characters of the CSV. A text that cells share is written for each of them. */
const MOST_TEXT = 256 * 1024 * 1024;
const BLOCK = 256 * 1024;

/**
 * Writes a sheet to `target` as CSV (`,`, every cell quoted, every row as wide as the widest, a row for every row of
 * the sheet up to the last nonempty one).
 *
 * The width of a sheet and its merged cells are known only at its end. So the sheet is first written as if its first
 * row were the widest and no cells were merged, as in most exports. If that was wrong, it is written a second time.
 *
 * @throws Rejection `not-a-workbook` or `too-large-or-slow`
 */
export async function writeSheet(source: SheetSource, target: string): Promise<WrittenSheet> {
  let lines = new SheetLines(0, []);
  const { merged, isFiltered } = await writeLines(source, target, lines);
  if (lines.widest > lines.width || merged.length > 0) {
    lines = new SheetLines(lines.widest, merged);
    await writeLines(source, target, lines);
  }
  return { unreadableCells: lines.unreadableCells, hiddenRecords: isFiltered ? lines.hiddenRecords : 0 };
}

async function writeLines({ bytes, context }: SheetSource, target: string, lines: SheetLines): Promise<SheetReader> {
  const reader = new SheetReader(context);
  const text = csvText(reader.rows(bytes()), lines);
  await pipeline(Readable.from(text), createWriteStream(target, { mode: 0o600 }));
  return reader;
}

async function* csvText(batches: AsyncIterable<readonly SheetRow[]>, lines: SheetLines): AsyncGenerator<string> {
  let text = '';
  let size = 0;
  for await (const rows of batches) {
    for (const line of lines.of(rows)) {
      text += line;
      if (text.length < BLOCK) continue;
      size += text.length;
      if (size > MOST_TEXT) throw rejection('too-large-or-slow', `more than ${MOST_TEXT} characters in its cells`);
      yield text;
      text = '';
    }
  }
  yield text;
}
