import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let made: string | null = null;

/**
 * Returns a folder of definitions for tests whose subject is not the page: the program's own, but the border sheet has one
 * page without charts (plain-sheet/), which takes half of the time of a build. Its figures and messages are the same.
 * Do not change it: all tests of this process use it.
 */
export function plainDefinitions(): string {
  made ??= copyPlain(mkdtempSync(join(tmpdir(), 'factsheets-definitions-')));
  return made;
}

/** Copies the definitions to a folder that a test may change. */
export function copyPlain(folder: string): string {
  for (const name of ['templates', 'codes', 'hotlines', 'boundaries'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  const sheet = join(folder, 'templates', 'us-mexico-border');
  rmSync(join(sheet, 'charts'), { recursive: true });
  cpSync(join(ROOT, 'test', 'local', 'plain-sheet'), sheet, { recursive: true });
  return folder;
}
