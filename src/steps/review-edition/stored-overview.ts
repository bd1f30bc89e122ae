import { type Definitions, loadFamily } from '../../definitions/load-definitions.ts';
import type { Effects } from '../../domain/effects.ts';
import { nullIfMissing } from '../../domain/failure.ts';
import { folderOfSheet } from '../../domain/family.ts';
import type { Month } from '../../domain/month.ts';
import { overviewKey } from '../../domain/running-count.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { canonicalHash } from '../../editions/fingerprint.ts';
import { openSigned, signJson } from '../compute-figures/signed-json.ts';
import { type FamilyOverview, familyOverview } from './family-overview.ts';
import type { ReviewEffects } from './review-edition.ts';
import { familyRevisions } from './review-family.ts';

export type OverviewEffects = ReviewEffects & {
  readonly ledger: Pick<Effects['ledger'], 'generationsOf'>;
  readonly runningCounts: Pick<Effects['runningCounts'], 'bytes' | 'putBytes'>;
  readonly hashKey: Pick<Effects['hashKey'], 'ties'>;
};

/** The main sheet of a family, then its members; the month of their editions; and the version of the program. */
export interface FamilyAsked {
  readonly sheets: readonly Sheet[];
  readonly month: Month;
  readonly program: string;
}

interface StoredOverview {
  readonly seen: string;
  readonly overview: FamilyOverview;
}

/**
 * Returns the overview of a family as it was stored, if nothing that it is made from has changed since; otherwise makes
 * and stores it. The attack on a hundred sheets takes seconds. A decision makes it again: it never reads this.
 * @throws Failure WrongUsage if a sheet has no edition of the month
 */
export async function storedOverview(effects: OverviewEffects, asked: FamilyAsked): Promise<FamilyOverview> {
  const { sheets, month } = asked;
  const key = overviewKey(sheets[0]?.id ?? '', month);
  const signature = { label: 'overview', secret: effects.hashKey.ties };
  const seen = await whatIsSeen(effects, asked);
  const bytes = await effects.runningCounts.bytes(key).catch(nullIfMissing);
  const stored = bytes && (openSigned(bytes, signature) as StoredOverview | null); // what is signed here
  if (stored?.seen === seen) return stored.overview;
  const overview = await familyOverview(effects, sheets, month);
  await effects.runningCounts.putBytes(key, signJson({ seen, overview } satisfies StoredOverview, signature));
  return overview;
}

/** Stores the overview of a family's sheet, for which people ask after its publication. */
export async function storeOverview(
  effects: OverviewEffects & Pick<Effects, 'definitions'>,
  definitions: Definitions,
  sheet: string,
  month: Month,
): Promise<void> {
  const sheets = await loadFamily(effects.definitions, definitions, folderOfSheet(sheet));
  await storedOverview(effects, { sheets, month, program: definitions.program });
}

/** Identifies all that an overview is made from. */
async function whatIsSeen(effects: OverviewEffects, { sheets, month, program }: FamilyAsked): Promise<string> {
  const { editions, ledger } = effects;
  const { revisions } = await familyRevisions(effects, sheets, month);
  const own = new Set(sheets.map(({ id }) => id));
  const others = (sheets[0]?.related ?? []).filter(({ id }) => !own.has(id));
  const hotlines = new Set(sheets.flatMap((sheet) => sheet.hotlines));
  return canonicalHash({
    program,
    sheets: sheets.map(({ related: _, ...sheet }) => sheet),
    others,
    revisions: await Promise.all(
      revisions.map(async ({ revision: { sheet, revision, fingerprint } }) => {
        const report = await editions.reportOf(sheet, month, revision);
        return [sheet, revision, fingerprint, report !== null];
      }),
    ),
    decisions: await Promise.all([...sheets, ...others].map(({ id }) => editions.decisionsOf(id))),
    entries: await Promise.all([...hotlines].map((hotline) => ledger.generationsOf(hotline))),
  });
}
