import type { Definitions } from '../../definitions/load-definitions.ts';
import type { Decision } from '../../domain/decision.ts';
import type { CountedExport } from '../../domain/edition.ts';
import type { Effects } from '../../domain/effects.ts';
import { type Excluded, totalOrphans } from '../../domain/excluded.ts';
import { Failure } from '../../domain/failure.ts';
import { type ActiveExport, activeExports, type LedgerEntry } from '../../domain/ledger.ts';
import { lastDay, type Month, monthOf, monthsThrough } from '../../domain/month.ts';
import type { Revision, RevisionFigure, Versions } from '../../domain/revision.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { missingTables } from '../../editions/completeness.ts';
import { type CorrectionStatus, compareWithApproved } from '../../editions/correction.ts';
import { canonicalHash, comparable, revisionFingerprint } from '../../editions/fingerprint.ts';
import { openFacts } from '../../facts/open-facts.ts';
import { countFigures, type OneEach } from '../../figures/count-figures.ts';
import { countExcluded } from '../../figures/excluded.ts';
import { gatherPopulation } from '../../figures/population.ts';
import { entriesThrough } from '../ingest-export/ledger-entries.ts';
import { approvedRevisions } from '../review-edition/approved-revisions.ts';
import { type FactsOfExport, fetchFacts } from './fetch-facts.ts';
import { oneValueColumns } from './one-value-columns.ts';
import { printedFigures } from './printed-figures.ts';

export type FiguresEffects = EffectsOf<'compute-figures'> & Pick<Effects, 'openEngine' | 'codes' | 'clock' | 'log'>;

/** The newest revision of an edition, made now or equal to what would have been made. */
export interface Computed {
  readonly revision: Revision;
  readonly made: boolean;
  /** What the exports leave out now; the revision keeps what they left out when it was made. */
  readonly excluded: readonly Excluded[];
}

/** An export in force, with the place it fills. */
type InForce = CountedExport & { readonly export: ActiveExport };

/** How often a lost race is run again before the step gives up. */
const ATTEMPTS = 20;

/**
 * Computes an edition's figures from the exports in force and makes them its newest revision, if they differ from it.
 *
 *     newest revision ─► ledger: exports of months up to M ─► facts ─► population ─► counts ─► suppression
 *           ▲                                                                              │
 *           │                                            figures written, by content ◄────┘
 *           └───────── number taken: from the start ◄──── revision n+1 made current
 *
 * Losing the number means starting again. Winning it does too, when an export or an approval came in the meantime: another
 * run may have found nothing to do just then. So the last revision always shows the last state, and one that differs from
 * the approved revision says so, whenever that was approved.
 *
 * An edition that is no longer its sheet's newest gets a revision only when its figures change: new wording is for new
 * editions (figures.md, "Editions").
 * @throws Failure KeyMismatch when an export in force is hashed with another key, FactsChanged when facts are not those that
 *   were accepted, StoreConflict after too many lost races
 */
export async function computeFigures(
  effects: FiguresEffects,
  definitions: Definitions,
  sheet: Sheet,
  month: Month,
  { isNewest } = { isNewest: true },
): Promise<Computed> {
  let made = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // before the newest: a revision that is made in between makes the conditional write fail
    const next = await effects.editions.nextNumber(sheet.id, month);
    const newest = await effects.editions.newestRevision(sheet.id, month);
    const state = await stateOf(effects, sheet, month);
    const content = await contentOf(effects, definitions, sheet, month, state);
    if (newest && (await needsNoRevision(effects, newest, content, isNewest)))
      return { revision: newest, made, excluded: content.excluded };
    const revision = revisionOf(effects, sheet, month, content, next);
    await effects.editions.putFigures(sheet.id, revision.fingerprint, content.figures);
    if (await effects.editions.makeCurrent(revision)) {
      made = true;
      effects.log.info('revision-made', {
        sheet: sheet.id,
        month,
        revision: revision.revision,
        complete: revision.complete,
      });
      if (canonicalHash(await stateOf(effects, sheet, month)) === canonicalHash(state))
        return { revision, made, excluded: content.excluded };
    }
  }
  throw new Failure(
    'StoreConflict',
    `${sheet.id} ${month}: other writers came first ${ATTEMPTS} times; compute it again`,
  );
}

async function needsNoRevision(
  { editions }: FiguresEffects,
  newest: Revision,
  content: Content,
  isNewest: boolean,
): Promise<boolean> {
  const { approved, corrects } = content.standing;
  if (newest.revision !== approved && canonicalHash(newest.corrects ?? null) !== canonicalHash(corrects ?? null))
    return false;
  if (newest.fingerprint === content.fingerprint) return true;
  if (isNewest) return false;
  const stored = await editions.figuresOf(newest.sheet, newest.fingerprint);
  return canonicalHash(comparable(stored)) === canonicalHash(comparable(content.figures));
}

/** What an edition is made of, and what its readers have: it can change while figures are computed. */
interface State {
  readonly entries: readonly LedgerEntry[];
  /** On this edition and those before it: what they approved must not be undone by subtraction. */
  readonly decisions: readonly Decision[];
}

async function stateOf(effects: FiguresEffects, sheet: Sheet, month: Month): Promise<State> {
  const decisions = (await effects.editions.decisionsOf(sheet.id)).filter((decision) => decision.month <= month);
  return { entries: await entriesThrough(effects, sheet, month), decisions };
}

interface Content {
  readonly fingerprint: string;
  readonly figures: readonly RevisionFigure[];
  readonly missing: Revision['missing'];
  readonly generatedFrom: readonly CountedExport[];
  readonly excluded: readonly Excluded[];
  readonly versions: Versions;
  readonly standing: CorrectionStatus;
}

async function contentOf(
  effects: FiguresEffects,
  definitions: Definitions,
  sheet: Sheet,
  month: Month,
  { entries, decisions }: State,
): Promise<Content> {
  const inForce = entries.flatMap(toInForce);
  refuseOtherKeys(inForce, effects.hashKey);
  const tables = new Map(sheet.hotlines.map((id) => [id, definitions.tablesOf(id)]));
  const missing = missingTables(tables, monthsThrough(monthOf(sheet.period.from), month), entries);
  const approved = await approvedRevisions(effects.editions, sheet, decisions);
  const { counted, excluded } = await countsOf(effects, sheet, month, {
    inForce,
    oneEach: oneValueColumns(definitions, sheet),
  });
  const figures = printedFigures(counted, { month, approved, sheet, secret: effects.hashKey.ties });
  const versions: Versions = {
    sheet: sheet.version,
    hotlines: Object.fromEntries(sheet.hotlines.map((id) => [id, definitions.readingOf(id, effects.hashKey)])),
    idKey: effects.hashKey.id,
    program: definitions.program,
  };
  const fingerprint = revisionFingerprint({
    figures,
    complete: missing.length === 0,
    missing,
    threshold: sheet.threshold,
    versions,
  });
  const generatedFrom = activeExports(entries);
  const own = decisions.filter((decision) => decision.month === month);
  const standing = await compareWithApproved(effects.editions, sheet.id, month, own, figures);
  return { fingerprint, figures, missing, generatedFrom, excluded, versions, standing };
}

const toInForce = ({ hotline, month, table, inForce }: LedgerEntry): InForce[] =>
  inForce ? [{ hotline, month, table, sha256: inForce.sha256, export: inForce }] : [];

function refuseOtherKeys(inForce: readonly InForce[], key: FiguresEffects['hashKey']): void {
  const other = inForce.find((one) => one.export.idKey !== key.id);
  if (!other) return;
  const place = `${other.hotline} ${other.month} ${other.table}`;
  const why =
    other.export.idKey === key.formerId
      ? 'was read by an earlier version, which hashed ids with the key itself'
      : `is hashed with key ${other.export.idKey}, not ${key.id}`;
  throw new Failure(
    'KeyMismatch',
    `${place} ${why}; read the exports again: factsheets build or start, in AWS factsheets replay`,
  );
}

const toFacts = ({ export: { facts }, ...of }: InForce): FactsOfExport => ({ ...of, facts });

/** About what a fact weighs in memory, most of it its two hashed ids. */
const BYTES_OF_A_FACT = 200;

async function countsOf(
  effects: FiguresEffects,
  sheet: Sheet,
  month: Month,
  { inForce, oneEach }: { readonly inForce: readonly InForce[]; readonly oneEach: OneEach },
) {
  const rows = inForce.flatMap((one) => one.export.facts).reduce((sum, facts) => sum + facts.rows, 0);
  const engine = await effects.openEngine(rows * BYTES_OF_A_FACT);
  try {
    await openFacts(engine, await fetchFacts(effects, engine, inForce.map(toFacts)));
    const through = lastDay(month);
    await gatherPopulation(engine, sheet, through);
    const counted = await countFigures(engine, { sheet, through, codes: effects.codes, oneEach });
    return { counted, excluded: await countExcluded(engine, sheet) };
  } finally {
    await engine.close();
  }
}

function revisionOf(effects: FiguresEffects, sheet: Sheet, month: Month, content: Content, revision: number): Revision {
  const { corrects } = content.standing;
  return {
    sheet: sheet.id,
    month,
    revision,
    fingerprint: content.fingerprint,
    from: sheet.period.from,
    through: lastDay(month),
    complete: content.missing.length === 0,
    missing: content.missing,
    threshold: sheet.threshold,
    generatedFrom: content.generatedFrom,
    orphans: totalOrphans(content.excluded.map(({ orphans }) => orphans)),
    excluded: content.excluded,
    versions: content.versions,
    ...(corrects && { corrects }),
    madeAt: effects.clock.now().toISOString(),
  };
}
