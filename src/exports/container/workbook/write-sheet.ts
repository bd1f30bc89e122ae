import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { rejection } from '../../problems/problem.ts';
import type { CellContext } from './cell.ts';
import type { OddCells } from './odd-cells.ts';
import { SheetLines } from './sheet-lines.ts';
import { SheetReader, type SheetRow } from './sheet-reader.ts';

/** A worksheet as it streams from the workbook, from its start on each call of `bytes`. */
export interface SheetSource {
  readonly bytes: () => AsyncIterable<Buffer>;
  readonly context: CellContext;
}

/** What a sheet's CSV does not show. */
export interface WrittenSheet {
  readonly oddCells: OddCells;
  /** Records that are hidden where a filter may have hidden them. */
  readonly hiddenRecords: number;
}

/** Characters of the CSV: a text that cells share is written for each of them. */
const MOST_TEXT = 256 * 1024 * 1024;
const BLOCK = 256 * 1024;

/**
 * Writes a sheet as CSV (`,`, every cell quoted, every row as wide as the widest, a row for every row of the sheet up to
 * the last that holds something) to `target`.
 *
 * How wide a sheet is and which of its cells are merged is known at its end only. So it is written as if its first row were
 * the widest and nothing merged, as in most exports, and once more where that was wrong.
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
  return { oddCells: lines.oddCells, hiddenRecords: isFiltered ? lines.hiddenRecords : 0 };
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
