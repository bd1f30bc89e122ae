import type { Definitions } from '../../src/definitions/load-definitions.ts';
import type { LocalEffects } from '../pipeline/workplace.ts';

/** Every upload there is, and every one the ledger still counts though it may be gone: withdrawals come first. */
export async function keysToIngest(
  effects: Pick<LocalEffects, 'exports' | 'ledger'>,
  definitions: Pick<Definitions, 'hotlines'>,
): Promise<string[]> {
  const present = await effects.exports.list('exports/');
  const claimed = new Set<string>();
  for (const hotline of definitions.hotlines.keys())
    for (const { claimedBy } of await effects.ledger.entriesOf(hotline)) if (claimedBy) claimed.add(claimedBy);
  const gone = [...claimed].filter((key) => !present.includes(key)).sort();
  return [...gone, ...present];
}
