import type { Effects } from '../../domain/effects.ts';
import { DAY_MS } from '../../domain/month.ts';
import { writtenBefore } from '../../domain/retirement.ts';
import { countsPrefix, indexFileKeys, indexPrefix } from '../../domain/running-count.ts';

/**
 * Removes the parts of a sheet's indexes that no stored count names. A count is stored after its parts, and a part younger
 * than a day is kept, so a count that is about to be stored keeps its parts. A reader who misses a part counts
 * everything from the facts.
 * @returns how many parts were removed
 */
export async function retireIndexParts(
  { oldFacts, runningCounts, clock }: Pick<Effects, 'oldFacts' | 'runningCounts' | 'clock'>,
  sheet: string,
): Promise<number> {
  const counts = (await oldFacts.list(countsPrefix(sheet))).filter(({ key }) => key.endsWith('.count'));
  const parts = await oldFacts.list(indexPrefix(sheet));
  const old = await writtenBefore(parts, new Date(clock.now().getTime() - DAY_MS));
  if (old.length === 0) return 0;
  const named = new Set<string>();
  for (const { key } of counts) {
    const text = new TextDecoder().decode(await runningCounts.bytes(key));
    for (const part of indexFileKeys(text, sheet)) named.add(part);
  }
  const unused = old.filter(({ key }) => !named.has(key));
  for (const part of unused) await oldFacts.retire(part);
  return unused.length;
}
