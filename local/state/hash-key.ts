import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseHashKey } from '../../src/adapters/hash-key.ts';
import { atPath } from '../../src/adapters/local/at-path.ts';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import type { HashKey } from '../../src/domain/effects.ts';
import { Failure, isNotFound } from '../../src/domain/failure.ts';
import { decodeText } from '../../src/domain/text/text-in.ts';

/**
 * The path of this machine's key if no other is named: stored, so that ties are broken the same way in every edition.
 */
export function defaultKeyFile(environment: NodeJS.ProcessEnv): string {
  return join(environment.XDG_CONFIG_HOME || join(homeFolder(), '.config'), 'factsheets', 'key');
}

function homeFolder(): string {
  try {
    return homedir();
  } catch (cause) {
    throw new Failure('WrongUsage', '--key: this user has no home folder to keep a key in; name a file with --key', {
      cause,
    });
  }
}

/**
 * Reads the hash key: 32 bytes as 64 hex digits in a file that only its owner can read. If the file does not exist, it
 * is created with a random key, unless it was named.
 * @throws Failure WrongUsage if the named file is missing or has no key
 */
export async function readHashKey(file: string, named: boolean): Promise<HashKey> {
  return keyIn(await readKeyText(file, named), file);
}

/**
 * Parses a key.
 * @param where the place, for the failure
 * @throws Failure WrongUsage if the text is not a key; it is not quoted, because it may be one in another form
 */
export function keyIn(text: string, where: string): HashKey {
  const key = parseHashKey(text);
  if (key) return key;
  throw new Failure(
    'WrongUsage',
    `${where} does not contain a key; it must be 64 hex digits: (umask 077; openssl rand -hex 32 > FILE)`,
  );
}

async function readKeyText(file: string, named: boolean): Promise<string> {
  try {
    const { text, error } = decodeText(await readFile(file));
    if (text === null) throw new Failure('WrongUsage', `${file}: ${error}; a key is a text of 64 hex digits`);
    return text;
  } catch (cause) {
    if (!isNotFound(cause)) throw cause;
    if (named) throw new Failure('WrongUsage', `there is no key file ${file}`, { cause });
    return makeKey(file);
  }
}

async function makeKey(file: string): Promise<string> {
  const text = randomBytes(32).toString('hex');
  await makeFolder(dirname(file));
  try {
    await atPath(file, () => writeFile(file, `${text}\n`, { mode: 0o600, flag: 'wx' }));
    return text;
  } catch (error) {
    // another process created it first: that key counts
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return (await readFile(file, 'utf8')).trim();
    throw error;
  }
}
