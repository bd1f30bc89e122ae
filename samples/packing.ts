import { gzipSync } from 'node:zlib';
import yazl from 'yazl';
import type { FileFormat } from './formats.ts';

/** A file of the samples: its name and bytes. */
export interface PackedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The characters that the samples use and that windows-1252 has but ISO 8859-1 does not. */
const WINDOWS_1252: Readonly<Record<string, number>> = { '–': 0x96, '“': 0x93, '”': 0x94, '…': 0x85 };

/** Encodes a text in the encoding of its file. A character that windows-1252 lacks is a mistake in the samples. */
export function encoded(text: string, encoding: FileFormat['encoding']): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-8-bom') return Buffer.from(`\uFEFF${text}`, 'utf8');
  return Buffer.from(Array.from(text, windows1252));
}

function windows1252(character: string): number {
  const code = WINDOWS_1252[character] ?? character.codePointAt(0) ?? 0;
  if (code > 0xff) throw new RangeError(`windows-1252 has no ${character}`);
  return code;
}

/**
 * Gzips bytes so that they are the same on every machine: stored, because compressors differ between versions of Node,
 * and with the operating-system byte set to 255 (unknown).
 */
export function gzipped(bytes: Buffer): Buffer {
  const packed = gzipSync(bytes, { level: 0 });
  packed[9] = 0xff;
  return packed;
}

/** Packs files into a zip, stored, all with one fixed local date, so that time zones do not change its bytes. */
export async function zipped(files: readonly PackedFile[]): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  const options = { mtime: new Date(2016, 9, 3, 8, 0, 0), mode: 0o100644, compress: false, forceDosTimestamp: true };
  for (const file of files) archive.addBuffer(file.bytes, file.name, options);
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
