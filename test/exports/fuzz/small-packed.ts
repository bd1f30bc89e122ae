import { crc32, inflateRawSync } from 'node:zlib';

/**
 * Unpacks containers from their bytes in memory, by the specifications (RFC 1952, APPNOTE.TXT); shares only zlib's
 * inflate.
 */

/**
 * Returns the contents of a gzip file's members; null if one is damaged, or if anything but zeros follows the last one.
 */
export function smallGunzip(bytes: Buffer): Buffer | null {
  const members: Buffer[] = [];
  let rest = bytes;
  do {
    const member = gzipMember(rest);
    if (!member) return null;
    members.push(member.contents);
    rest = rest.subarray(member.length);
  } while (rest.length > 0 && rest[0] !== 0);
  return rest.every((byte) => byte === 0) ? Buffer.concat(members) : null;
}

function gzipMember(bytes: Buffer): { contents: Buffer; length: number } | null {
  if (bytes.length < 18 || bytes.readUInt16BE(0) !== 0x1f8b || bytes[2] !== 8) return null;
  const at = headerLength(bytes);
  const inflated = at === null ? null : inflate(bytes.subarray(at));
  if (at === null || !inflated || at + inflated.used + 8 > bytes.length) return null;
  const { contents, used } = inflated;
  const isComplete =
    bytes.readUInt32LE(at + used) === crc32(contents) && bytes.readUInt32LE(at + used + 4) === contents.length;
  return isComplete ? { contents, length: at + used + 8 } : null;
}

const [CHECKSUM, EXTRA, NAME, COMMENT, RESERVED] = [2, 4, 8, 16, 0xe0];

/** Returns the length of a member's header (RFC 1952, 2.3); null if it is damaged. */
function headerLength(bytes: Buffer): number | null {
  const flags = bytes[3] ?? 0;
  if ((flags & RESERVED) !== 0) return null;
  let at = 10;
  if (flags & EXTRA) at += 2 + bytes.readUInt16LE(at);
  for (const flag of [NAME, COMMENT]) if (flags & flag) at = bytes.indexOf(0, at) + 1 || bytes.length;
  if ((flags & CHECKSUM) === 0) return at;
  const isComplete = at + 2 <= bytes.length && bytes.readUInt16LE(at) === (crc32(bytes.subarray(0, at)) & 0xffff);
  return isComplete ? at + 2 : null;
}

function inflate(bytes: Buffer): { contents: Buffer; used: number } | null {
  try {
    const { buffer, engine } = inflateRawSync(bytes, { info: true, maxOutputLength: 1e8 } as object) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return { contents: buffer, used: engine.bytesWritten };
  } catch {
    return null;
  }
}

/** A file in an archive; `contents` is null if it is damaged or cannot be unpacked. */
export interface SmallEntry {
  readonly name: Buffer;
  readonly isUtf8: boolean;
  readonly contents: Buffer | null;
}

/** Returns the files in the directory of a zip archive; null if it has no readable directory. */
export function smallUnzip(bytes: Buffer): SmallEntry[] | null {
  try {
    return listed(bytes);
  } catch {
    return null; // a field points outside the file
  }
}

function listed(bytes: Buffer): SmallEntry[] | null {
  let end = bytes.length - 22; // a comment may follow, as long as its field says
  while (
    end >= 0 &&
    (bytes.readUInt32LE(end) !== 0x06054b50 || end + 22 + bytes.readUInt16LE(end + 20) !== bytes.length)
  )
    end--;
  if (end < 0) return null;
  const entries: SmallEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) return null;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const name = bytes.subarray(at + 46, at + 46 + nameLength);
    entries.push({ name, isUtf8: (bytes.readUInt16LE(at + 8) & 0x800) !== 0, contents: entryContents(bytes, at) });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** Returns the contents of the entry with its directory header at `at`; trusts the directory for sizes and checksum. */
function entryContents(bytes: Buffer, at: number): Buffer | null {
  const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
  const [crc, packedSize, size] = [16, 20, 24].map((field) => bytes.readUInt32LE(at + field)) as [
    number,
    number,
    number,
  ];
  const offset = bytes.readUInt32LE(at + 42);
  if ((flags & 1) !== 0 || bytes.readUInt32LE(offset) !== 0x04034b50) return null;
  const from = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const packed = bytes.subarray(from, from + packedSize);
  const contents = method === 0 ? packed : method === 8 ? (inflate(packed)?.contents ?? null) : null;
  return contents?.length === size && crc32(contents) === crc ? contents : null;
}
