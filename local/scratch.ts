import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder that only this user reads. */
export interface Scratch {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Makes a temporary folder that goes when it is removed, and at the latest when the process ends: copies of uploads lie
 * in it, and they must not stay behind because somebody pressed Ctrl-C.
 */
export async function makeScratch(parent: string = tmpdir()): Promise<Scratch> {
  const folder = await mkdtemp(join(parent, 'factsheets-'));
  const atExit = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', atExit);
  return {
    folder,
    remove: async () => {
      process.off('exit', atExit);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
