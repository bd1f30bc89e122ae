import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { atPath } from '../../src/adapters/local/at-path.ts';

/** Writes a small private file so that it is either complete or missing, and on the disk when this returns. */
export const writeAtomically = (path: string, content: string | Uint8Array): Promise<void> =>
  atPath(path, async () => {
    const beside = `${path}.${process.pid}.part`;
    const file = await open(beside, 'w', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
    await syncFolder(dirname(path));
  });

/** Windows cannot open a folder, and needs no such step. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
