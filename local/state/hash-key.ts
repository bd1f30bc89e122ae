import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { hashKeyOf } from '../../src/adapters/hash-key.ts';
import { atPath } from '../../src/adapters/local/at-path.ts';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import type { HashKey } from '../../src/domain/effects.ts';
import { Failure } from '../../src/domain/failure.ts';
import { decodeText } from '../../src/domain/text/text-in.ts';

/** Where the key of this machine lies when nobody names another: kept, so that ties fall alike in every edition. */
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
 * The key that ids are hashed with: 32 bytes as 64 hex digits in a file that only its owner reads. A file that is not
 * there is made, with a random key, unless somebody named it.
 * @throws Failure WrongUsage when the named file is missing or holds no key
 */
export async function readHashKey(file: string, named: boolean): Promise<HashKey> {
  return keyIn(await readKeyText(file, named), file);
}

/**
 * The key of a text.
 * @param where names the place in the failure
 * @throws Failure WrongUsage when the text is another; it is not quoted, for it may be a key all the same
 */
export function keyIn(text: string, where: string): HashKey {
  const key = hashKeyOf(text);
  if (key) return key;
  throw new Failure(
    'WrongUsage',
    `${where} holds no key; it must be 64 hex digits: (umask 077; openssl rand -hex 32 > FILE)`,
  );
}

async function readKeyText(file: string, named: boolean): Promise<string> {
  try {
    const { text, error } = decodeText(await readFile(file));
    if (text === null) throw new Failure('WrongUsage', `${file}: ${error}; a key is a text of 64 hex digits`);
    return text;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
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
    // another process made it first: its key is the one that counts
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return (await readFile(file, 'utf8')).trim();
    throw error;
  }
}
