import type { Chance } from './chance.ts';
import { csvBytes } from './csv-files.ts';
import { mutatedTable, someHotline, tableModel } from './export-tables.ts';
import type { FuzzFile } from './reading-invariants.ts';
import type { SmallFile, SmallHotline } from './small-definitions.ts';
import { type SmallTable, smallCsvTable } from './small-table.ts';
import { smallText } from './small-text.ts';

export const LAST_DAY = '2017-07-31';

/** Returns the expected result for the bytes of a CSV file of a hotline's table. */
export function smallCsv(bytes: Buffer, hotline: SmallHotline, file: SmallFile): SmallTable {
  const text = smallText(bytes, hotline.encodings);
  if (text === null) return { is: 'rejected', why: 'not a text' };
  return smallCsvTable(text, file, { hotline, isWorkbook: false, lastDay: LAST_DAY });
}

/** Draws a CSV file of any hotline's table, as programs write and damage it. */
export function csvFile(chance: Chance): FuzzFile {
  const hotline = someHotline(chance);
  const model = mutatedTable(chance, tableModel(chance, hotline));
  const bytes = csvBytes(chance, model);
  const { stem } = model.file;
  return {
    hotline: hotline.id,
    name: `${stem}.csv`,
    bytes,
    tables: new Map([[stem, smallCsv(bytes, hotline, model.file)]]),
  };
}
