import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Effects, LinkSecrets } from '../domain/effects.ts';
import { Failure, ifNotFound } from '../domain/failure.ts';
import { acceptedAt, type LinkSecret, linkSecretText, parseLinkSecrets } from './link-secret-text.ts';
import { atPath } from './local/at-path.ts';

/** For how long a function goes on with the secrets it read: so soon a new one signs, and a dropped one opens nothing. */
const READ_AGAIN_AFTER_MS = 60_000;

/**
 * The link secrets that a secret of Secrets Manager holds, read again every minute.
 * @throws Failure KeyMismatch when it holds none; the secret's text is in no message
 */
export function secretLinkSecrets(
  client: SecretsManagerClient,
  secretId: string,
  clock: Effects['clock'],
): LinkSecrets {
  let known: { readonly at: number; readonly secrets: readonly LinkSecret[] } | null = null;
  return linkSecretsFrom(async () => {
    const now = clock.now().getTime();
    if (known && Math.abs(now - known.at) < READ_AGAIN_AFTER_MS) return known.secrets;
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    known = { at: now, secrets: secretsIn(SecretString ?? '', `the secret ${secretId}`) };
    return known.secrets;
  }, clock);
}

/** The link secrets in a file, made when they are needed first. */
export const fileLinkSecrets = (file: string, clock: Effects['clock']): LinkSecrets =>
  linkSecretsFrom(async () => (await readLinkSecrets(file)) ?? makeLinkSecret(file), clock);

/**
 * The link secrets in a file; null when there is no such file.
 * @throws Failure KeyMismatch when it holds something else
 */
export async function readLinkSecrets(file: string): Promise<LinkSecret[] | null> {
  try {
    return secretsIn(await readFile(file, 'utf8'), file);
  } catch (error) {
    return ifNotFound(null)(error);
  }
}

async function makeLinkSecret(file: string): Promise<LinkSecret[]> {
  const made = [{ hex: newLinkSecret(), until: null }];
  await atPath(file, () => writeFile(file, linkSecretText(made), { mode: 0o600, flag: 'wx' }));
  return made;
}

/** A new secret, 64 hex digits. */
export const newLinkSecret = (): string => randomBytes(32).toString('hex');

/**
 * The link secrets in a text.
 * @param where names the place in the failure
 * @throws Failure KeyMismatch when the text holds something else
 */
export function secretsIn(text: string, where: string): LinkSecret[] {
  const secrets = parseLinkSecrets(text);
  if (secrets) return secrets;
  throw new Failure(
    'KeyMismatch',
    `${where} does not hold link secrets: 64 hex digits, then a line "<64 hex digits> until <date>" for each older one; make a new one with factsheets key rotate links --now`,
  );
}

const linkSecretsFrom = (read: () => Promise<readonly LinkSecret[]>, clock: Effects['clock']): LinkSecrets => ({
  newest: async () => {
    const [newest] = acceptedAt(await read(), clock.now());
    if (!newest) throw new Error('link secrets without one that signs');
    return newest;
  },
  accepted: async () => acceptedAt(await read(), clock.now()),
});
