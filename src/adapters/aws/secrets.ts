import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { HashKey } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { isSamplesKey, parseHashKey } from '../hash-key.ts';

/**
 * Reads the hash key in a secret of Secrets Manager.
 * @throws Failure KeyMismatch if it has no key, or the public one of the samples; the secret's text is in no message
 */
export async function secretHashKey(client: SecretsManagerClient, secretId: string): Promise<HashKey> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  const key = parseHashKey(SecretString ?? '');
  if (!key) throw new Failure('KeyMismatch', `the secret ${secretId} does not contain a key; it must be 64 hex digits`);
  if (isSamplesKey(key))
    throw new Failure('KeyMismatch', `the secret ${secretId} contains the public key of the samples`);
  return key;
}

/**
 * Reads the text of a secret.
 * @throws Error if it has none; the text is in no message
 */
export async function secretText(client: SecretsManagerClient, secretId: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  if (!SecretString) throw new Error(`the secret ${secretId} has no text`);
  return SecretString;
}
