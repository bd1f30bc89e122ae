import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import yauzl from 'yauzl';

/**
 * A file as read, with its rows by folded heading. This code shares nothing with the program or the generator, on
 * purpose.
 */
export interface ReadFile {
  hotline: string;
  month: string;
  stem: string;
  name: string;
  bytes: Buffer;
  text: string;
  delimiter: string;
  encoding: 'utf-8' | 'windows-1252';
  footer: string[];
  headings: string[];
  rows: Record<string, string>[];
}

export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();

export async function readAll(folder: string): Promise<ReadFile[]> {
  const files: ReadFile[] = [];
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const [hotline, month, name] = path.split(sep);
    if (hotline === undefined || month === undefined || name === undefined) continue;
    files.push(...(await readExport(hotline, month, name, readFileSync(join(folder, path)))));
  }
  return files;
}

async function readExport(hotline: string, month: string, name: string, bytes: Buffer): Promise<ReadFile[]> {
  if (name.endsWith('.xlsx')) return sheets(hotline, month, bytes);
  const inner = await unpacked(name, bytes);
  return inner.map((file) => readOne(hotline, month, file.name, file.bytes));
}

export async function unpacked(name: string, bytes: Buffer): Promise<{ name: string; bytes: Buffer }[]> {
  if (name.endsWith('.gz')) return [{ name: name.slice(0, -3), bytes: gunzipSync(bytes) }];
  if (!name.endsWith('.zip')) return [{ name, bytes }];
  return (await entries(bytes)).filter((file) => file.name.endsWith('.csv'));
}

async function entries(bytes: Buffer): Promise<{ name: string; bytes: Buffer }[]> {
  const archive = await promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer)(bytes, {
    lazyEntries: true,
  });
  return new Promise((resolve, reject) => {
    const files: { name: string; bytes: Buffer }[] = [];
    archive.on('end', () => resolve(files));
    archive.on('entry', (entry: yauzl.Entry) => {
      archive.openReadStream(entry, async (error, stream) => {
        if (error) return reject(error);
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(chunk as Buffer);
        files.push({ name: entry.fileName, bytes: Buffer.concat(chunks) });
        archive.readEntry();
      });
    });
    archive.readEntry();
  });
}

/**
 * Reads the workbooks of the samples only: inline texts, numbers, and dates (style 1) as days from 30 December 1899.
 */
async function sheets(hotline: string, month: string, bytes: Buffer): Promise<ReadFile[]> {
  const parts = await entries(bytes);
  const xml = (name: string): string => parts.find((part) => part.name === name)!.bytes.toString('utf8');
  const names = [...xml('xl/workbook.xml').matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => entities(name!));
  return names.flatMap((stem, index) => {
    if (stem === 'Notes') return [];
    const [first, ...lines] = [...xml(`xl/worksheets/sheet${index + 1}.xml`).matchAll(/<row .*?<\/row>/gs)].map(
      cellsOf,
    );
    const headings = first!.map(plain);
    const rows = lines.map((cells) => Object.fromEntries(headings.map((heading, at) => [heading, cells[at] ?? ''])));
    const file = { bytes, text: '', delimiter: '', encoding: 'utf-8' as const, footer: [] };
    return { ...file, hotline, month, stem, name: 'report.xlsx', headings, rows };
  });
}

function cellsOf([row]: RegExpMatchArray): string[] {
  const cells: string[] = [];
  for (const [, column, style, written] of row!.matchAll(/<c r="([A-Z])\d+"( s="1")?.*?<[tv]>(.*?)<\/[tv]>/gs)) {
    const date = () => new Date(Date.UTC(1899, 11, 30) + Number(written) * 86_400_000).toISOString().slice(0, 10);
    cells[column!.charCodeAt(0) - 65] = style ? date() : entities(written!);
  }
  return cells;
}

const entities = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

function readOne(hotline: string, month: string, name: string, bytes: Buffer): ReadFile {
  const { text, encoding } = decoded(bytes);
  const firstLine = text.split('\n')[0] ?? '';
  const delimiter = firstLine.includes(';') ? ';' : ',';
  const lines: string[][] = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true });
  const footer: string[] = [];
  if (lines.some((cells) => cells[0] === 'Confidential Information - Do Not Distribute')) {
    for (let n = 0; n < 5; n++) footer.unshift(lines.pop()![0]!);
    if (lines.at(-1)?.[0]?.startsWith('Grand Totals')) footer.unshift(lines.pop()![0]!);
  }
  const headings = lines.shift()!.map(plain);
  const rows = lines.map((cells) => {
    if (cells.length !== headings.length) throw new Error(`${hotline}/${month}/${name}: broken line`);
    return Object.fromEntries(headings.map((heading, at) => [heading, cells[at]!.trim()]));
  });
  const stem = name.replace('.csv', '');
  return { hotline, month, stem, name, bytes, text, delimiter, encoding, footer, headings, rows };
}

function decoded(bytes: Buffer): { text: string; encoding: ReadFile['encoding'] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    // Node 20's one-shot windows-1252 decodes 0x80-0x9F as ISO 8859-1; its streaming path decodes them right.
    const text = new TextDecoder('windows-1252').decode(bytes, { stream: true });
    return { text, encoding: 'windows-1252' };
  }
}
