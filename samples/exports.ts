import type { Month } from '../src/domain/month.ts';
import { TABLES, type Table } from '../src/domain/tables.ts';
import { MONTHS } from './calendar.ts';
import { csvText, linesOf } from './csv-file.ts';
import { type FileFormat, formatOf } from './formats.ts';
import { encoded, gzipped, type PackedFile, zipped } from './packing.ts';
import { chanceOf } from './random.ts';
import { HOTLINES, type Holdings, type Hotline } from './records.ts';
import { spellerOf } from './spelling.ts';
import { LINEA_NACIONAL_SPELLINGS } from './spellings-linea-nacional.ts';
import { NHTH_SPELLINGS } from './spellings-nhth.ts';
import { LAYOUT, rowsOf } from './tables-of-month.ts';
import { type SheetOfCells, workbook } from './workbook.ts';

const SPELLINGS = { nhth: NHTH_SPELLINGS, 'linea-nacional': LINEA_NACIONAL_SPELLINGS };

/** Returns every file that both hotlines export, by its path `<hotline>/<YYYY-MM>/<file>`. */
export async function exportFiles(holdings: Holdings, seed: number): Promise<PackedFile[]> {
  const files: PackedFile[] = [];
  for (const hotline of HOTLINES)
    for (const month of MONTHS)
      for (const file of await filesOf(holdings, hotline, month, seed))
        files.push({ name: `${hotline}/${month}/${file.name}`, bytes: file.bytes });
  return files;
}

/**
 * Returns a month's files: one file per table, or one package of all tables together with a file that is not a table.
 */
async function filesOf(holdings: Holdings, hotline: Hotline, month: Month, seed: number): Promise<PackedFile[]> {
  const tables = TABLES.map((table) => tableOf(holdings, hotline, month, table, seed));
  const zip = tables.filter(({ format }) => format.packing === 'zip').map(fileOf);
  const sheets = tables.filter(({ format }) => format.packing === 'workbook').map(sheetOf);
  const files = tables.filter(({ format }) => ['plain', 'gzip'].includes(format.packing)).map(fileOf);
  if (zip.length > 0) files.push({ name: 'report.zip', bytes: await zipped([...zip, NOTE]) });
  if (sheets.length > 0) files.push({ name: 'report.xlsx', bytes: await workbook([...sheets, NOTES]) });
  return files;
}

const NOTE = { name: 'notes.txt', bytes: Buffer.from('No table of the hotline: ignored, with a warning.\n') };
const NOTES = { name: 'Notes', lines: [['No table of the hotline: ignored, with a warning.']], dates: [] };

interface TableOfLines {
  readonly stem: string;
  readonly lines: string[][];
  readonly format: FileFormat;
}

/**
 * Returns one table's lines. Its spellings use their own chance, so that a change in one file does not change the
 * others.
 */
function tableOf(holdings: Holdings, hotline: Hotline, month: Month, table: Table, seed: number): TableOfLines {
  const format = formatOf(hotline, month, table);
  const ordinal =
    (HOTLINES.indexOf(hotline) * MONTHS.length + MONTHS.indexOf(month)) * TABLES.length + TABLES.indexOf(table);
  const chance = chanceOf(seed * 1000 + ordinal);
  const { stem, headings } = LAYOUT[hotline][table];
  const spell = spellerOf(SPELLINGS[hotline], format, chance);
  const rows = rowsOf(holdings, hotline, month, table, spell, chance);
  return { stem, lines: linesOf(hotline, headings, rows, format, chance), format };
}

function fileOf({ stem, lines, format }: TableOfLines): PackedFile {
  const bytes = encoded(csvText(lines, format), format.encoding);
  return format.packing === 'gzip' ? { name: `${stem}.csv.gz`, bytes: gzipped(bytes) } : { name: `${stem}.csv`, bytes };
}

function sheetOf({ stem, lines }: TableOfLines): SheetOfCells {
  const [headings = []] = lines;
  const dates = headings.flatMap((heading, at) => (/date/iu.test(heading) ? [at] : []));
  return { name: stem, lines, dates };
}
