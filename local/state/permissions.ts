import { spawnSync } from 'node:child_process';
import type { Stats } from 'node:fs';
import { chmod, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { atPath } from '../../src/adapters/local/at-path.ts';
import { Failure } from '../../src/domain/failure.ts';
import { statIfExists } from './read-stored.ts';

/** A place that only its owner may reach: a state's folder, a key. */
export interface PrivatePlace {
  readonly path: string;
  readonly is: 'folder' | 'file';
}

/** What is wrong with the permissions of a place; null if nothing is. */
export interface PermissionError {
  readonly place: PrivatePlace;
  /** Octal, as `ls` and `chmod` write it. */
  readonly mode: string;
}

const MODES = { folder: 0o700, file: 0o600 } as const;
const OTHERS = 0o077;

/**
 * Checks the permissions of a place, where the system has them.
 * @throws Failure WrongUsage if the place belongs to another user, who could read it or put something else there
 */
export async function permissionError(place: PrivatePlace): Promise<PermissionError | null> {
  const match = process.getuid ? await statIfExists(place.path) : null;
  if (!match) return null;
  assertOwner(place, match);
  return (match.mode & OTHERS) === 0 || isFromAdministrator(match)
    ? null
    : { place, mode: (match.mode & 0o777).toString(8) };
}

/**
 * Removes the permissions of other users from a place.
 * @returns a line that reports it; null if they had none
 * @throws Failure WrongUsage as `permissionError` does
 */
export async function restrictPermissions(place: PrivatePlace): Promise<string | null> {
  const error = await permissionError(place);
  if (!error) return null;
  const mode = MODES[place.is];
  await atPath(place.path, () => chmod(place.path, mode));
  return `${place.path} could be reached by other users of this machine (${error.mode}); it is now ${mode.toString(8)}`;
}

function assertOwner({ path, is }: PrivatePlace, match: Stats): void {
  const user = process.getuid?.();
  if (match.uid === user || (is === 'file' && match.uid === 0)) return;
  throw new Failure(
    'WrongUsage',
    `${path} is the ${is} of another user (${match.uid}), who could read or replace it; run the command as that user, or take it over: chown -R ${user} ${path}`,
  );
}

/** A key that the system's administrator gives to a group, as containers get their secrets: not ours to change. */
const isFromAdministrator = ({ uid, mode }: Stats): boolean =>
  uid === 0 && process.getuid?.() !== 0 && (mode & 0o027) === 0;

/** Whether two paths are the same file. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  const [first, second] = await Promise.all([a, b].map((path) => realpath(path).catch(() => null)));
  return first !== null && first === second;
}

/**
 * Prevents a process, and those it starts later, from writing core dumps: they may contain the key and cells of
 * exports. Without `prlimit` (util-linux) this does nothing; docs/runbook.md describes the alternative.
 */
export function forbidCoreDumps(pid: number = process.pid): void {
  if (process.platform === 'linux')
    spawnSync('prlimit', ['--pid', String(pid), '--core=0:0'], { stdio: 'ignore', timeout: 2000 });
}

/** The file with the secret of a state's links, next to its key. */
export const linkSecretFile = (state: string): string => join(state, 'link-secret');
