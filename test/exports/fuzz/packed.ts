import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

/** Writes containers byte by byte, so that each field can be wrong on its own. */

/** An entry of a zip archive. Fields in `local` and `central` differ from the truth in that header only. */
export interface PackedEntry {
  readonly name: Buffer;
  readonly contents: Buffer;
  readonly method: number;
  readonly flags?: number;
  readonly local?: Partial<EntryFields>;
  readonly central?: Partial<EntryFields>;
}

/** The fields of section 4.4 of the zip specification that both headers have. */
export interface EntryFields {
  readonly name: Buffer;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** The offset of the local header; only in the directory. */
  readonly offset: number;
}

/** Returns a zip archive of these entries, in this order. */
export function zipBytes(entries: readonly PackedEntry[], { before = '', comment = '' } = {}): Buffer {
  const chunks: Buffer[] = [Buffer.from(before)];
  const directory: Buffer[] = [];
  let offset = chunks[0]!.length;
  for (const { name, contents, method, flags = 0, local, central } of entries) {
    const packed = method === 0 ? contents : deflateRawSync(contents);
    const fields = {
      name,
      method,
      flags,
      crc: crc32(contents),
      packedSize: packed.length,
      size: contents.length,
      offset,
    };
    const header = localHeader({ ...fields, ...local });
    directory.push(centralHeader({ ...fields, ...central }));
    chunks.push(header, packed);
    offset += header.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, entries.length],
    [2, entries.length],
    [4, listed.length],
    [4, offset],
    [2, comment.length],
  );
  return Buffer.concat([...chunks, listed, end, Buffer.from(comment)]);
}

const localHeader = ({ name, method, flags, crc, packedSize, size }: EntryFields): Buffer =>
  Buffer.concat([
    numbers(
      [4, 0x04034b50],
      [2, 20],
      [2, flags],
      [2, method],
      [4, 0],
      [4, crc],
      [4, packedSize],
      [4, size],
      [2, name.length],
      [2, 0],
    ),
    name,
  ]);

const centralHeader = ({ name, method, flags, crc, packedSize, size, offset }: EntryFields): Buffer =>
  Buffer.concat([
    numbers(
      [4, 0x02014b50],
      [2, 20],
      [2, 20],
      [2, flags],
      [2, method],
      [4, 0],
      [4, crc],
      [4, packedSize],
      [4, size],
      [2, name.length],
      [2, 0],
    ),
    numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
    name,
  ]);

/** Encodes little-endian numbers of 2 or 4 bytes. */
const numbers = (...fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer =>
  Buffer.concat(
    fields.map(([size, value]) => {
      const bytes = Buffer.alloc(size);
      if (size === 2) bytes.writeUInt16LE(value & 0xffff);
      else bytes.writeUInt32LE(value >>> 0);
      return bytes;
    }),
  );

export const gzipBytes = (contents: Buffer): Buffer => gzipSync(contents);
