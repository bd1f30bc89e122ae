/** One secret that signs links. */
export interface LinkSecret {
  /** 32 bytes as 64 hex digits. */
  readonly hex: string;
  /** When links that it signed expire; null for the secret that signs now. */
  readonly until: Date | null;
}

const LINE = /^([0-9a-f]{64})(?: until (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z))?$/u;

/**
 * Parses link secrets: the one that signs on the first line, then earlier ones, `<64 hex digits> until <ISO 8601>`;
 * returns null for another text. A file on one machine and a secret in AWS have the same format.
 */
export function parseLinkSecrets(text: string): LinkSecret[] | null {
  const lines = text.trim().split(/\r?\n/u);
  const secrets = lines.flatMap((line, index): LinkSecret[] => {
    const [, hex, until] = LINE.exec(line) ?? [];
    return hex === undefined || (until === undefined) !== (index === 0)
      ? []
      : [{ hex, until: until === undefined ? null : new Date(until) }];
  });
  return secrets.length === lines.length ? secrets : null;
}

/** Formats link secrets for `parseLinkSecrets`. */
export const linkSecretText = (secrets: readonly LinkSecret[]): string =>
  secrets.map(({ hex, until }) => `${hex}${until ? ` until ${until.toISOString()}` : ''}\n`).join('');

/**
 * Returns the secrets after a new one replaced the one that signs.
 * @param hex the new one
 * @param until when links of the old one expire; null drops every older secret at once
 */
export function replaceLinkSecret(
  secrets: readonly LinkSecret[],
  hex: string,
  until: Date | null,
  now: Date,
): LinkSecret[] {
  const older = until === null ? [] : secrets.map((secret) => ({ ...secret, until: secret.until ?? until }));
  return [{ hex, until: null }, ...older.filter((secret) => isAccepted(secret, now))];
}

/** Returns the bytes of the secrets whose links are accepted at an instant, the one that signs first. */
export const acceptedAt = (secrets: readonly LinkSecret[], now: Date): Uint8Array[] =>
  secrets.filter((secret) => isAccepted(secret, now)).map(({ hex }) => Buffer.from(hex, 'hex'));

const isAccepted = ({ until }: LinkSecret, now: Date): boolean => until === null || now < until;
