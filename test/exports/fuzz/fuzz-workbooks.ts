import type { Chance } from './chance.ts';
import { mutatedTable, someHotline, tableModel } from './export-tables.ts';
import { LAST_DAY } from './fuzz-csv.ts';
import { zipBytes } from './packed.ts';
import type { FuzzFile } from './reading-invariants.ts';
import type { SmallRows } from './small-csv.ts';
import type { SmallHotline } from './small-definitions.ts';
import { type SmallTable, smallTable } from './small-table.ts';
import { smallFold } from './small-text.ts';
import { smallWorkbook } from './small-workbook.ts';
import { workbookParts } from './workbook-files.ts';
import { mutatedXml } from './xml-mutations.ts';

/** Draws a workbook of one or two tables, in the style of any program, with its XML intact or with a few errors. */
export function xlsxFile(chance: Chance): FuzzFile {
  const hotline = someHotline(chance);
  const files = new Set(chance.times(chance.pick([1, 1, 1, 2]), () => chance.pick(hotline.files)));
  const sheets = [...files].map((file) => {
    const model = tableModel(chance, hotline, file);
    return {
      name: chance.oneIn(12) ? chance.pick(['Sheet1', 'Notes', file.stem.toUpperCase()]) : file.stem,
      rows: (chance.oneIn(3) ? mutatedTable(chance, model) : model).rows,
    };
  });
  const parts = workbookParts(chance, sheets);
  for (let left = chance.below(4); left > 0; left--) {
    const name = chance.oneIn(3)
      ? chance.pick([...parts.keys()])
      : chance.pick([...parts.keys()].filter((key) => /sheet\d|Strings/u.test(key)));
    parts.set(name, mutatedXml(chance, parts.get(name) ?? ''));
  }
  if (chance.oneIn(30)) parts.delete(chance.pick([...parts.keys()]));
  const entries = [...parts].map(([name, xml]) => ({ name: Buffer.from(name), contents: Buffer.from(xml), method: 8 }));
  return { hotline: hotline.id, name: 'july.xlsx', bytes: zipBytes(entries), tables: workbookTables(parts, hotline) };
}

function workbookTables(parts: ReadonlyMap<string, string>, hotline: SmallHotline): Map<string, SmallTable> {
  const tables = new Map<string, SmallTable>();
  let sheets: ReturnType<typeof smallWorkbook>;
  try {
    sheets = smallWorkbook(new Map([...parts].map(([name, xml]) => [name.toLowerCase(), xml])));
  } catch {
    return tables;
  }
  for (const [name, rows] of sheets.flatMap((sheet) => [...sheet])) {
    const file = hotline.files.find(({ stem }) => smallFold(stem) === smallFold(name));
    if (!file) continue;
    const table = tableOf(rows, (read) => smallTable(read, file, { hotline, isWorkbook: true, lastDay: LAST_DAY }));
    tables.set(file.stem, tables.has(file.stem) ? { is: 'rejected', why: 'two sheets' } : table);
  }
  return tables;
}

function tableOf(rows: SmallRows | 'unclear' | 'broken', read: (rows: SmallRows) => SmallTable): SmallTable {
  if (rows === 'unclear') return { is: 'unclear' };
  return rows === 'broken' ? { is: 'rejected', why: 'damaged' } : read(rows);
}
