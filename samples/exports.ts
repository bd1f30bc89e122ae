import { TABLES, type Table } from '../src/contract/tables.ts';
import type { Month } from '../src/domain/month.ts';
import { MONTHS } from './calendar.ts';
import { csvText } from './csv-file.ts';
import { formatOf } from './formats.ts';
import { encoded, gzipped, type PackedFile, zipped } from './packing.ts';
import { chanceOf } from './random.ts';
import { HOTLINES, type Holdings, type Hotline } from './records.ts';
import { spellerOf } from './spelling.ts';
import { LINEA_NACIONAL_SPELLINGS } from './spellings-linea-nacional.ts';
import { NHTH_SPELLINGS } from './spellings-nhth.ts';
import { LAYOUT, rowsOf } from './tables-of-month.ts';

const SPELLINGS = { nhth: NHTH_SPELLINGS, 'linea-nacional': LINEA_NACIONAL_SPELLINGS };

/** Every file both hotlines export, by its path `<hotline>/<YYYY-MM>/<file>`. */
export async function exportFiles(holdings: Holdings, seed: number): Promise<PackedFile[]> {
  const files: PackedFile[] = [];
  for (const hotline of HOTLINES)
    for (const month of MONTHS)
      for (const file of await filesOf(holdings, hotline, month, seed))
        files.push({ name: `${hotline}/${month}/${file.name}`, bytes: file.bytes });
  return files;
}

async function filesOf(holdings: Holdings, hotline: Hotline, month: Month, seed: number): Promise<PackedFile[]> {
  const plain = TABLES.map((table) => tableFile(holdings, hotline, month, table, seed));
  const zip = plain.filter(({ packing }) => packing === 'zip');
  const single = plain.filter(({ packing }) => packing !== 'zip');
  const files = single.map(({ packing, ...file }) =>
    packing === 'gzip' ? { name: `${file.name}.gz`, bytes: gzipped(file.bytes) } : file,
  );
  if (zip.length === 0) return files;
  const note = { name: 'notes.txt', bytes: Buffer.from('No table of the hotline: ignored, with a warning.\n') };
  return [...files, { name: 'report.zip', bytes: await zipped([...zip, note]) }];
}

/** One table's file; its spelling has a chance of its own, so that a change in one file leaves the others as they are. */
function tableFile(holdings: Holdings, hotline: Hotline, month: Month, table: Table, seed: number) {
  const format = formatOf(hotline, month, table);
  const ordinal =
    (HOTLINES.indexOf(hotline) * MONTHS.length + MONTHS.indexOf(month)) * TABLES.length + TABLES.indexOf(table);
  const chance = chanceOf(seed * 1000 + ordinal);
  const { stem, headings } = LAYOUT[hotline][table];
  const spell = spellerOf(SPELLINGS[hotline], format, chance);
  const rows = rowsOf(holdings, hotline, month, table, spell, chance);
  const text = csvText(hotline, headings, rows, format, chance);
  return { name: `${stem}.csv`, bytes: encoded(text, format.encoding), packing: format.packing };
}
