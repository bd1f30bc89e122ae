import { ZipFile } from 'yazl';

/** A file of an archive: its path in it, and its content. */
export type ZippedFile = { readonly path: string } & ({ readonly text: string } | { readonly bytes: Uint8Array });

/**
 * Writes files to a zip file in memory. Equal files and days give equal bytes, in every time zone.
 * @param at the modification time of every file, ISO 8601; only its day is stored
 */
export async function zipFiles(files: readonly ZippedFile[], at: string): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile();
  const [year = 0, month = 0, day = 0] = at.slice(0, 10).split('-').map(Number);
  // the format has no time zone: a local date with these numbers is stored as these numbers
  const mtime = new Date(year, month - 1, day);
  for (const file of files) {
    const content = Buffer.from('text' in file ? file.text : file.bytes);
    zip.addBuffer(content, file.path, { mtime, mode: 0o100644, forceDosTimestamp: true });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Uint8Array.from(Buffer.concat(chunks));
}
