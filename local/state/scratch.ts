import { mkdtempSync, rmSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atPath } from '../../src/adapters/local/at-path.ts';
import { atExit } from './at-exit.ts';
import { isRunning, ownIdentity } from './process-identity.ts';

/** A temporary folder that only this user can read. */
export interface Scratch {
  readonly folder: string;
  remove(): Promise<void>;
}

const PREFIX = 'factsheets-run-';

/** An engine may create a file while its folder is being removed. */
const FORCE = { recursive: true, force: true, maxRetries: 10, retryDelay: 20 } as const;

/**
 * Makes a temporary folder that is removed on request, and at the latest when the process ends: it has copies of
 * uploads, which must not remain after Ctrl-C. Its name identifies its process, for `sweepScratch`.
 */
export async function makeScratch(parent: string = tmpdir()): Promise<Scratch> {
  // not asynchronous: a signal between the folder and its action would leave it behind
  const folder = await atPath(parent, async () => mkdtempSync(join(parent, `${PREFIX}${ownIdentity()}-`)));
  const removeAction = atExit(() => rmSync(folder, FORCE));
  return {
    folder,
    remove: async () => {
      await rm(folder, FORCE);
      removeAction();
    },
  };
}

/** How long a folder of another container with the same temporary folder is left alone; its process cannot be seen. */
const UNKNOWN_FOR_MS = 60 * 60 * 1000;

/**
 * Removes the temporary folders of this user's processes that were killed before they could do so. What cannot be
 * removed or read is skipped: it must not stop the current command.
 */
export async function sweepScratch(parent: string = tmpdir()): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    if (name.startsWith(PREFIX)) await sweep(join(parent, name)).catch(() => undefined);
  }
}

async function sweep(folder: string): Promise<void> {
  const running = isRunning(/-run-(\d+-\d+-\d+)-[^-]*$/u.exec(folder)?.[1] ?? '');
  if (running === true) return;
  const match = await lstat(folder);
  if (!match.isDirectory() || match.uid !== (process.getuid?.() ?? match.uid)) return;
  if (running === 'unknown' && Date.now() - match.mtimeMs < UNKNOWN_FOR_MS) return;
  await rm(folder, FORCE);
}
