import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** An object to upload below `exports/`. */
export interface Upload {
  readonly key: string;
  body(): Promise<Buffer>;
}

/**
 * Returns the uploads for a folder of exports: a month of CSV files as one archive (a quarter as many objects), other
 * months file by file.
 */
export async function uploadsBelow(folder: string): Promise<Upload[]> {
  const uploads: Upload[] = [];
  for (const hotline of await readdir(folder))
    for (const month of await readdir(join(folder, hotline))) {
      const [key, place] = [`${hotline}/${month}`, join(folder, hotline, month)];
      const names = await readdir(place);
      if (names.every((name) => name.endsWith('.csv')))
        uploads.push({ key: `${key}/exports.zip`, body: () => zipOf(place) });
      else uploads.push(...names.map((name) => ({ key: `${key}/${name}`, body: () => readFile(join(place, name)) })));
    }
  return uploads;
}

async function zipOf(folder: string): Promise<Buffer> {
  const archive = new ZipFile();
  for (const name of await readdir(folder)) archive.addBuffer(await readFile(join(folder, name)), name);
  archive.end();
  return buffer(archive.outputStream);
}
