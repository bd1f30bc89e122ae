import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Effects, LinkSecrets } from '../domain/effects.ts';
import { Failure, ifNotFound } from '../domain/failure.ts';
import { acceptedAt, type LinkSecret, linkSecretText, parseLinkSecrets } from './link-secret-text.ts';
import { atPath } from './local/at-path.ts';

/**
 * How long a function uses the secrets it read: a new one signs after at most this time, and links of a dropped one
 * stop working.
 */
const REREAD_AFTER_MS = 60_000;

/**
 * Reads the link secrets in a secret of Secrets Manager, again every minute.
 * @throws Failure KeyMismatch if it has none; the secret's text is in no message
 */
export function secretLinkSecrets(
  client: SecretsManagerClient,
  secretId: string,
  clock: Effects['clock'],
): LinkSecrets {
  let known: { readonly at: number; readonly secrets: readonly LinkSecret[] } | null = null;
  return linkSecretsFrom(async () => {
    const now = clock.now().getTime();
    if (known && Math.abs(now - known.at) < REREAD_AFTER_MS) return known.secrets;
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    known = { at: now, secrets: parseSecrets(SecretString ?? '', `the secret ${secretId}`) };
    return known.secrets;
  }, clock);
}

/** The link secrets in a file, created when first needed. */
export const fileLinkSecrets = (file: string, clock: Effects['clock']): LinkSecrets =>
  linkSecretsFrom(async () => (await readLinkSecrets(file)) ?? makeLinkSecret(file), clock);

/**
 * Reads the link secrets in a file; returns null if the file does not exist.
 * @throws Failure KeyMismatch if it has other content
 */
export async function readLinkSecrets(file: string): Promise<LinkSecret[] | null> {
  try {
    return parseSecrets(await readFile(file, 'utf8'), file);
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
 * Parses link secrets.
 * @param where the place, for the failure
 * @throws Failure KeyMismatch if the text is not link secrets
 */
export function parseSecrets(text: string, where: string): LinkSecret[] {
  const secrets = parseLinkSecrets(text);
  if (secrets) return secrets;
  throw new Failure(
    'KeyMismatch',
    `${where} does not contain link secrets: 64 hex digits, then a line "<64 hex digits> until <date>" for each older one; create one with factsheets key rotate links --now`,
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
