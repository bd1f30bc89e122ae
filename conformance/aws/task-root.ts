import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compiledSheets } from '../../lib/compiled-sheets.ts';
import { CANARY } from '../../src/domain/canary.ts';

/** The definitions that a deployed asset contains (lib/deployed-assets.ts). */
const DEFINITIONS = ['hotlines', 'codes', 'templates', 'fonts', CANARY];

/**
 * Makes a folder with the files that a deployed function has beside its code: the definitions and every compiled sheet.
 * The folder is removed when the process ends.
 */
export async function makeTaskRoot(root: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-task-root-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const name of DEFINITIONS) await cp(join(root, name), join(folder, name), { recursive: true });
  for (const { name, bytes } of await compiledSheets(root)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  return folder;
}
