import { basename } from 'node:path';
import type { Chance } from './chance.ts';
import { csvBytes } from './csv-files.ts';
import { mutatedTable, someHotline, tableModel } from './export-tables.ts';
import { smallCsv } from './fuzz-csv.ts';
import { type EntryFields, gzipBytes, type PackedEntry, zipBytes } from './packed.ts';
import type { FuzzFile } from './reading-invariants.ts';
import { mutated } from './row-texts.ts';
import type { SmallFile, SmallHotline } from './small-definitions.ts';
import { type SmallEntry, smallGunzip, smallUnzip } from './small-packed.ts';
import type { SmallTable } from './small-table.ts';
import { smallFold } from './small-text.ts';

/** Draws a gzipped CSV file, intact or damaged. */
export function gzipFile(chance: Chance): FuzzFile {
  const hotline = someHotline(chance);
  const model = tableModel(chance, hotline);
  const csv = csvBytes(chance, chance.oneIn(2) ? mutatedTable(chance, model) : model);
  const bytes = damagedGzip(chance, csv);
  const { stem } = model.file;
  const contents = smallGunzip(bytes);
  const table: SmallTable = contents
    ? smallCsv(contents, hotline, model.file)
    : { is: 'rejected', why: 'damaged gzip' };
  return { hotline: hotline.id, name: `${stem}.csv.gz`, bytes, tables: new Map([[stem, table]]) };
}

/** Returns a gzip file; half of the files are intact. */
function damagedGzip(chance: Chance, csv: Buffer): Buffer {
  const cut = chance.below(csv.length + 1);
  const [first, second] = [gzipBytes(csv.subarray(0, cut)), gzipBytes(csv.subarray(cut))];
  const whole = gzipBytes(csv);
  const flipped = (bytes: Buffer): Buffer => {
    const copy = Buffer.from(bytes);
    const at = chance.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
    return copy;
  };
  const ways: (() => Buffer)[] = [
    () => whole,
    () => flipped(whole),
    () => whole.subarray(0, chance.below(whole.length + 1)),
    () => Buffer.concat([first, second]),
    () => Buffer.concat([first, second.subarray(0, chance.below(second.length))]),
    () => Buffer.concat([first, flipped(second)]),
    () => Buffer.concat([first, Buffer.alloc(1 + chance.below(600)), second]),
    () => Buffer.concat([whole, Buffer.alloc(chance.below(600))]),
    () => Buffer.concat([whole, Buffer.from(chance.times(1 + chance.below(20), () => chance.below(256)))]),
    () => mutated(chance, whole, ','),
    () => csv, // not packed at all
  ];
  return chance.oneIn(2) ? whole : chance.pick(ways)();
}

/** Draws an archive of one to three CSV files of a hotline, intact or damaged. */
export function zipFile(chance: Chance): FuzzFile {
  const hotline = someHotline(chance);
  const files = chance.times(chance.pick([1, 1, 2, 3]), () => chance.pick(hotline.files));
  const entries = [...new Set(files)].map((file) => entry(chance, hotline, file));
  const bytes = damagedZip(chance, entries);
  return { hotline: hotline.id, name: 'july.zip', bytes, tables: packedTables(smallUnzip(bytes), hotline) };
}

function entry(chance: Chance, hotline: SmallHotline, file: SmallFile): PackedEntry {
  const model = tableModel(chance, hotline, file);
  const contents = csvBytes(chance, chance.oneIn(3) ? mutatedTable(chance, model) : model);
  return { name: Buffer.from(entryName(chance, file.stem)), contents, method: chance.pick([0, 8, 8]) };
}

const entryName = (chance: Chance, stem: string): string =>
  chance.oneIn(2)
    ? `${stem}.csv`
    : chance.pick([
        ...[
          `${stem}.CSV`,
          `july/${stem}.csv`,
          `july\\${stem}.csv`,
          `${stem.toUpperCase()}.csv`,
          `año/${stem}.csv`,
          `${stem} .csv`,
        ],
        ...[
          `.${stem}.csv`,
          `__MACOSX/${stem}.csv`,
          `../${stem}.csv`,
          `/${stem}.csv`,
          `${stem}.txt`,
          `${stem}.csv.gz`,
          `other.csv`,
          `${stem}.csv/`,
        ],
        ...[`víctimas.csv`, `${stem}.csv\u0000.txt`, `C:\\${stem}.csv`, '', 'a'.repeat(300)],
      ]);

function damagedZip(chance: Chance, entries: readonly PackedEntry[]): Buffer {
  const [first, ...others] = entries as [PackedEntry, ...PackedEntry[]];
  const odd = (fields: Partial<EntryFields>, where = chance.pick(['local', 'central'] as const)): Buffer =>
    zipBytes([{ ...first, [where]: fields }, ...others]);
  const ways: (() => Buffer)[] = [
    () => zipBytes(entries),
    () => zipBytes(entries),
    () => zipBytes(entries),
    () => zipBytes(entries),
    () =>
      zipBytes(entries, {
        before: chance.pick(['', 'MZ self-extracting', '\0\0']),
        comment: chance.pick(['', 'July', 'PK\x05\x06']),
      }),
    () => odd({ method: chance.pick([0, 8, 9, 12, 14, 93, 99]) }),
    () => odd({ flags: 1 << chance.below(16) }),
    () => odd({ crc: chance.below(2 ** 32) }),
    () => odd({ size: chance.pick([0, 1, 0xffffffff, first.contents.length + 1]) }),
    () => odd({ packedSize: chance.pick([0, 1, 5, 0xffffffff, first.contents.length]) }),
    () => odd({ name: Buffer.from(chance.pick(['victims.csv', 'x.csv', '../x', ''])) }),
    () => odd({ offset: chance.below(200) }, 'central'),
    () => zipBytes([first, ...others, { ...first, contents: chance.pick([first.contents, Buffer.from('other')]) }]),
    () => zipBytes(entries).subarray(0, chance.below(zipBytes(entries).length)),
    () => mutated(chance, zipBytes(entries), ','),
    () => Buffer.concat([zipBytes(entries), Buffer.alloc(chance.below(50))]),
    () => Buffer.concat([zipBytes([first]), zipBytes(entries)]),
    () => zipBytes([...entries, { name: Buffer.from('notes.txt'), contents: Buffer.from('x'), method: 99 }]),
  ];
  return chance.pick(ways)();
}

/** Returns the tables of an archive, one file each, in whatever folder; a table in two files is rejected. */
function packedTables(entries: SmallEntry[] | null, hotline: SmallHotline): Map<string, SmallTable> {
  const tables = new Map<string, SmallTable>();
  for (const { name, contents } of entries ?? []) {
    const path = name.toString('utf8').replaceAll('\\', '/');
    const stem = smallFold(basename(path).replace(/\.csv$/iu, ''));
    const file = hotline.files.find((file) => smallFold(file.stem) === stem);
    if (!file || !/\.csv$/iu.test(path) || /(?:^|\/)(?:\.(?!\.\/)|__MACOSX\/)/u.test(path)) continue;
    const table: SmallTable = contents ? smallCsv(contents, hotline, file) : { is: 'rejected', why: 'damaged' };
    tables.set(file.stem, tables.has(file.stem) ? { is: 'rejected', why: 'two files' } : table);
  }
  return tables;
}
