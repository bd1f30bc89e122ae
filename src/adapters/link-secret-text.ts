/** One secret that links are signed with. */
export interface LinkSecret {
  /** 32 bytes as 64 hex digits. */
  readonly hex: string;
  /** Until when links that it signed are accepted; null for the one that signs now. */
  readonly until: Date | null;
}

const LINE = /^([0-9a-f]{64})(?: until (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z))?$/u;

/**
 * The link secrets of a text: the one that signs on the first line, then those before it, `<64 hex digits> until <ISO 8601>`; null
 * for another text. A file of one machine and a secret of AWS hold the same.
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

/** The text of link secrets, as `parseLinkSecrets` reads it. */
export const linkSecretText = (secrets: readonly LinkSecret[]): string =>
  secrets.map(({ hex, until }) => `${hex}${until ? ` until ${until.toISOString()}` : ''}\n`).join('');

/**
 * The secrets after a new one replaced the one that signs.
 * @param hex the new one
 * @param until until when links that the old one signed are accepted; null drops every older secret at once
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

/** The secrets' bytes whose links are accepted at an instant, the one that signs first. */
export const acceptedAt = (secrets: readonly LinkSecret[], now: Date): Uint8Array[] =>
  secrets.filter((secret) => isAccepted(secret, now)).map(({ hex }) => Buffer.from(hex, 'hex'));

const isAccepted = ({ until }: LinkSecret, now: Date): boolean => until === null || now < until;
