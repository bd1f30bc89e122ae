import { type BadFile, bad, found, GOOD_CASE, HEADINGS, rejected } from './bad-file.ts';
import { workbook } from './workbook.ts';

/**
 * Workbooks with ids that a spreadsheet program took for numbers or dates, hidden tables and rows, and a sheet that is
 * not a table.
 */
export async function badWorkbooks(): Promise<BadFile[]> {
  const lines = [HEADINGS.cases ?? '', GOOD_CASE].map((line) => line.split(','));
  const cases = { name: 'cases', lines, dates: [1] };
  const notes = { name: 'Notes', lines: [['No table of the hotline.']], dates: [] };
  const numeric = found('id-numeric', 'warning', 1, 'Case Number');
  const hidden = found('sheet-hidden', 'warning', null, null);
  const unknown = found('name-unknown', 'warning', null, null);
  const altered = found('id-altered', 'warning', 1, 'Case Number');
  const dated = [lines[0] ?? [], ['2016-03-01', ...(lines[1] ?? []).slice(1)]];
  const filtered = found('rows-hidden', 'warning', null, null);
  const tooWide = [[...(lines[0] ?? []), ...Array.from({ length: 1000 }, (_unused, at) => `More ${at + 1}`)]];
  return [
    { ...bad('id-numeric.xlsx', 'cases', [], [numeric]), bytes: await workbook([{ ...cases, numbers: [0] }]) },
    {
      ...bad('id-altered.xlsx', 'cases', [], [altered]),
      bytes: await workbook([{ ...cases, lines: dated, dates: [0, 1] }]),
    },
    { ...bad('rows-hidden.xlsx', 'cases', [], [filtered]), bytes: await workbook([{ ...cases, filtered: [1] }]) },
    {
      ...rejected('too-large-or-slow.xlsx', 'cases', Buffer.alloc(0), 'too-large-or-slow'),
      bytes: await workbook([{ ...cases, lines: tooWide }]),
    },
    { ...bad('sheet-hidden.xlsx', 'cases', [], [hidden]), bytes: await workbook([{ ...cases, isHidden: true }]) },
    { ...bad('name-unknown.xlsx', 'cases', [], [unknown]), bytes: await workbook([cases, notes]) },
  ];
}
