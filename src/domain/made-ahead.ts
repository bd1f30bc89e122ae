import { createHash } from 'node:crypto';

/**
 * Results that were made before the program runs, by key. The sources' tables are empty, and everything is made when it is
 * asked for; a bundle puts full ones in their place (lib/page-bundling.ts). Their entries are functions that return JSON text,
 * so that what a process does not ask for costs it nothing.
 */
export type AheadTable = Readonly<Record<string, () => string>>;

/** What may be made ahead: results that are plain JSON and follow from some texts alone. */
export type AheadKind = 'codes' | 'hotline-name' | 'sheet' | 'material' | 'chart' | 'outlines';

/** What this process keeps for a bundle, by key; null in every process but the one that makes a bundle's tables. */
let kept: Map<string, string> | null = null;

/**
 * A result as it was made ahead, else made now. It is found by the hash of all it is made from, so it is never older than
 * that; modules that only `make` needs are best imported there, for nothing else begins them.
 */
export async function madeAhead<Result>(
  table: AheadTable,
  kind: AheadKind,
  from: readonly string[],
  make: () => Result | Promise<Result>,
): Promise<Result> {
  const key = aheadKey(kind, from);
  const ahead = table[key];
  if (ahead) return JSON.parse(ahead());
  const made = await make();
  kept?.set(key, JSON.stringify(made));
  return made;
}

/** Begins to keep what this process makes, by key, as JSON text. */
export function keepMade(): ReadonlyMap<string, string> {
  kept ??= new Map();
  return kept;
}

/** The key of a result: what kind it is, and a hash of what it is made from. */
export const aheadKey = (kind: AheadKind, from: readonly string[]): string =>
  `${kind} ${createHash('sha256').update(JSON.stringify(from)).digest('base64url')}`;
