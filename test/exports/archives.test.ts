import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { packedFiles } from '../../src/exports/container/unpack-archive.ts';
import { Rejection } from '../../src/exports/problems/problem.ts';
import { tries } from '../at-length.ts';
import { CASES, csv, lineaNacional, readerFixture, VICTIMS } from './reader-fixture.ts';

const { read } = readerFixture();
const victims = csv(VICTIMS, 'V-1,C-1,Female,17,Mexico');
const cases = csv(CASES, 'C-1,7/1/2017,Sex,,Texas,,Yes,');

async function zip(files: Record<string, string | Buffer>, compress = true): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(files)) archive.addBuffer(Buffer.from(content), name, { compress });
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Finds the headers of entries, and the offset of the flags of each. */
function headers(bytes: Buffer): { at: number; flags: number }[] {
  const found: { at: number; flags: number }[] = [];
  for (const [signature, flags] of [
    ['PK\x03\x04', 6],
    ['PK\x01\x02', 8],
  ] as const)
    for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 1))
      found.push({ at, flags: at + flags });
  return found;
}

/** Returns an archive whose entries claim another method. */
async function packedBy(method: number, files: Record<string, string>): Promise<Buffer> {
  const bytes = await zip(files);
  for (const { flags } of headers(bytes)) bytes.writeUInt16LE(method, flags + 2);
  return bytes;
}

/** Returns an archive of one file whose name has these bytes. The UTF-8 flag is off by default. */
async function named(name: Buffer, content: string, flag = false): Promise<Buffer> {
  const placeholder = 'n'.repeat(name.length);
  const bytes = await zip({ [placeholder]: content });
  for (const { flags } of headers(bytes))
    bytes.writeUInt16LE((bytes.readUInt16LE(flags) & ~0x800) | (flag ? 0x800 : 0), flags);
  for (let at = bytes.indexOf(placeholder); at >= 0; at = bytes.indexOf(placeholder)) name.copy(bytes, at);
  return bytes;
}

const outcomes = (files: Awaited<ReturnType<typeof read>>['files']) =>
  files.map(({ table, status, problems }) => [
    table,
    status,
    ...problems.first.map(({ code, detail }) => `${code}: ${detail}`),
  ]);

describe('an archive that cannot be unpacked is rejected with the reason', () => {
  it.each([
    [9, 'Deflate64'],
    [12, 'bzip2'],
    [14, 'LZMA'],
    [93, 'Zstandard'],
    [98, 'PPMd'],
    [77, '77'],
  ])('packed by method %s', async (method, name) => {
    const { files } = await read('july.zip', await packedBy(method, { 'victims.csv': victims, 'cases.csv': cases }));
    expect(outcomes(files)).toEqual([
      [
        null,
        'rejected',
        `not-an-archive: packed by a method that is not supported (${name}); pack it again with Deflate`,
      ],
    ]);
  });

  it('but for a file that is not a CSV', async () => {
    const bytes = await zip({ 'victims.csv': victims, 'notes.pdf': 'x' });
    const last = headers(bytes)
      .filter(({ at }) => bytes.includes('notes.pdf', at))
      .map(({ flags }) => flags);
    for (const flags of [last.at(-1)!]) bytes.writeUInt16LE(14, flags + 2);
    const { files } = await read('july.zip', bytes);
    expect(files[0]).toMatchObject({ table: 'victims', status: 'accepted' });
  });

  it.each([
    ['of strong encryption', 0x41, 'protected by a password'],
    ['of a password', 0x01, 'protected by a password'],
  ])('%s', async (_what, bits, detail) => {
    const bytes = await zip({ 'victims.csv': victims });
    for (const { flags } of headers(bytes)) bytes.writeUInt16LE(bytes.readUInt16LE(flags) | bits, flags);
    expect(outcomes((await read('july.zip', bytes)).files)).toEqual([[null, 'rejected', `not-an-archive: ${detail}`]]);
  });

  it('with a position that no file has', async () => {
    const bytes = await zip({ 'victims.csv': victims });
    const end = bytes.indexOf('PK\x05\x06');
    const locator = Buffer.alloc(20);
    locator.write('PK\x06\x07', 'latin1');
    locator.writeBigUInt64LE(2n ** 63n, 8);
    const { file } = await read('july.zip', Buffer.concat([bytes.subarray(0, end), locator, bytes.subarray(end)]));
    expect(file).toMatchObject({ status: 'rejected', problems: { counts: [{ code: 'not-an-archive' }] } });
  });

  it('whose file has other bytes than its checksum says', async () => {
    const bytes = await zip({ 'victims.csv': victims }, false);
    bytes.write('Male,', bytes.indexOf('Female'));
    expect(outcomes((await read('july.zip', bytes)).files)).toEqual([
      ['victims', 'rejected', 'not-decodable: the packed file is damaged or cut off; pack it again'],
    ]);
  });
});

describe('a packed file that is not a CSV', () => {
  it.each([
    ['victims.xlsx', 'is a workbook: upload it on its own'],
    ['victims.csv.gz', 'is gzipped: upload it on its own, or pack the CSV file itself'],
    ['Víctims.ZIP', 'is an archive: upload it on its own'],
    ['victims.xls', 'is a workbook of a kind that is not read: save it as CSV UTF-8'],
    ['victims.txt', 'is a text file: save it as CSV, with a name that ends in .csv'],
  ])('%s rejects the table of its name, and no other', async (name, advice) => {
    const { files } = await read('july.zip', await zip({ [name]: 'x', 'cases.csv': cases }));
    expect(outcomes(files)).toEqual([
      ['victims', 'rejected', `not-an-archive: an archive may hold CSV files only; "${name}" ${advice}`],
      ['cases', 'accepted'],
    ]);
  });

  it('is identified where it is the only file', async () => {
    expect(outcomes((await read('july.zip', await zip({ 'july.xlsx': 'x' }))).files)).toEqual([
      [
        null,
        'rejected',
        'not-an-archive: an archive may hold CSV files only; "july.xlsx" is a workbook: upload it on its own',
      ],
    ]);
  });

  it('is ignored with a warning beside the CSV of the same table', async () => {
    const { files } = await read('july.zip', await zip({ 'victims.xlsx': 'x', 'victims.csv': victims }));
    expect(outcomes(files)).toEqual([
      ['victims', 'accepted'],
      [
        null,
        'accepted',
        'name-unknown: an archive may hold CSV files only; "victims.xlsx" is a workbook: upload it on its own',
      ],
    ]);
  });
});

describe('a name in an archive', () => {
  const victimas =
    'Folio de la víctima,Folio del caso,Género,Edad al momento del contacto,Nacionalidad\nV,C,Mujer,20,MX\n';
  const CP437 = Buffer.from('v\xa1ctimas.csv', 'latin1');

  it.each([
    ['composed, with the flag', Buffer.from('víctimas.csv'), true],
    ['composed, without the flag', Buffer.from('víctimas.csv'), false],
    ['decomposed, without the flag, as Finder writes it', Buffer.from('víctimas.csv'.normalize('NFD')), false],
    ['in CP437', CP437, false],
    ['in CP437 with the flag of UTF-8', CP437, true],
    ['in a folder of another system', Buffer.from('C:\\exports\\víctimas.csv'), false],
    ['in a folder above', Buffer.from('../julio/víctimas.csv'), false],
    ['in this folder', Buffer.from('./víctimas.csv'), false],
  ])('is read %s', async (_what, name, flag) => {
    const { files } = await read('julio.zip', await named(name, victimas, flag), { hotline: lineaNacional });
    expect(outcomes(files)).toEqual([['victimas', 'accepted']]);
  });

  it('may be litter of any system', async () => {
    const litter = ['@eaDir/victims.csv@SynoEAStream', '#recycle/victims.csv', 'a/Thumbs.db', '.hidden/victims.csv'];
    const files = Object.fromEntries(litter.map((name) => [name, 'x']));
    expect(outcomes((await read('july.zip', await zip({ ...files, 'victims.csv': victims }))).files)).toEqual([
      ['victims', 'accepted'],
    ]);
  });
});

describe('archives of any bytes', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'archives-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function unpacked(bytes: Buffer): Promise<'read' | 'rejected'> {
    const path = join(folder, 'mutated.zip');
    await writeFile(path, bytes);
    try {
      for (const { bytes: content } of await packedFiles(path)) for await (const _chunk of content());
      return 'read';
    } catch (cause) {
      if (cause instanceof Rejection) return 'rejected';
      throw cause;
    }
  }

  it('are read or rejected, and never throw anything else', async () => {
    const archive = await zip({ 'victims.csv': victims.repeat(20), 'a/cases.csv': cases, 'notes.txt': gzipSync('x') });
    const places = headers(archive).flatMap(({ at }) => Array.from({ length: 46 }, (_unused, index) => at + index));
    const end = archive.indexOf('PK\x05\x06');
    const place = fc.oneof(
      fc.nat(archive.length - 1),
      fc.constantFrom(...places),
      fc.integer({ min: end, max: end + 21 }),
    );
    const counts = { read: 0, rejected: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(archive);
        for (const [at, value] of changes) bytes[at] = value;
        counts[await unpacked(bytes)]++;
      }),
      { numRuns: tries(300, 1500), seed: 10 },
    );
    expect(counts.read).toBeGreaterThan(tries(20, 50));
    expect(counts.rejected).toBeGreaterThan(tries(150, 500));
    console.log(`${tries(300, 1500)} mutated archives: ${counts.read} read, ${counts.rejected} rejected`);
  });

  it('are rejected wherever they are cut off', async () => {
    const archive = await zip({ 'victims.csv': victims });
    for (let length = 0; length < archive.length; length++)
      expect(await unpacked(archive.subarray(0, length))).toBe('rejected');
  });
});
