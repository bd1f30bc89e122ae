import { sheetCodes } from '../../definitions/code-scope.ts';
import type { Definitions } from '../../definitions/load-definitions.ts';
import { yearOnlyErrors } from '../../definitions/sheet-dates.ts';
import type { Decision } from '../../domain/decision.ts';
import type { CountedExport } from '../../domain/edition.ts';
import type { Effects } from '../../domain/effects.ts';
import { type Excluded, totalOrphans } from '../../domain/excluded.ts';
import { Failure } from '../../domain/failure.ts';
import { type ActiveExport, activeExports, type LedgerEntry } from '../../domain/ledger.ts';
import { lastDay, type Month, monthOf } from '../../domain/month.ts';
import type { Revision, RevisionFigure, Versions } from '../../domain/revision.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { writeUntilWon } from '../../domain/write-until-won.ts';
import { missingTables } from '../../editions/completeness.ts';
import { type CorrectionStatus, compareWithApproved } from '../../editions/correction.ts';
import { canonicalHash, comparable, revisionFingerprint } from '../../editions/fingerprint.ts';
import { entriesThrough } from '../ingest-export/ledger-entries.ts';
import { approvedRevisions } from '../review-edition/approved-revisions.ts';
import { countRecords } from './count-records.ts';
import type { FactsOfExport } from './fetch-facts.ts';
import { oneValueColumns } from './one-value-columns.ts';
import { printedFigures } from './printed-figures.ts';

export type FiguresEffects = EffectsOf<'compute-figures'> & Pick<Effects, 'openEngine' | 'codes' | 'clock' | 'log'>;

/** The newest revision of an edition: either made now, or equal to what would have been made. */
export interface Computed {
  readonly revision: Revision;
  readonly made: boolean;
  /** What the exports exclude now; the revision keeps what they excluded when it was made. */
  readonly excluded: readonly Excluded[];
}

/** An active export with its table and month. */
type ActiveTable = CountedExport & { readonly export: ActiveExport };

interface Edition {
  readonly sheet: Sheet;
  readonly month: Month;
}

/** The edition whose figures are computed. */
export interface EditionToCompute extends Edition {
  /** Whether it is its sheet's newest; by default it is. */
  readonly isNewest?: boolean;
}

/**
 * Computes an edition's figures from the active exports and makes them its newest revision if they differ from it.
 *
 *     newest revision ─► ledger: exports of months up to M ─► facts ─► population ─► counts ─► suppression
 *           ▲                                                                              │
 *           │                                            figures written, by content ◄────┘
 *           └───────── number taken: from the start ◄──── revision n+1 made current
 *
 * If its number is taken, the step starts again. It also starts again if an export or an approval arrived in the
 * meantime, because another run may have found nothing to do just then. So the last revision always shows the last
 * state, and one that differs from the approved revision says so, whenever that was approved.
 *
 * An edition that is no longer its sheet's newest gets a revision only if its figures change: new wording is for new
 * editions (figures.md, "Editions").
 * @throws Failure KeyMismatch if an active export is hashed with another key, FactsChanged if facts are not the
 *   accepted ones, StoreConflict after too many lost races
 */
export async function computeFigures(
  effects: FiguresEffects,
  definitions: Definitions,
  { sheet, month, isNewest = true }: EditionToCompute,
): Promise<Computed> {
  let made = false;
  const attempt = async (): Promise<Computed | null> => {
    // before the newest: a revision made in between makes the conditional write fail
    const next = await effects.editions.nextNumber(sheet.id, month);
    const newest = await effects.editions.newestRevision(sheet.id, month);
    const state = await readState(effects, sheet, month);
    const content = await buildContent(effects, definitions, { sheet, month, state });
    if (newest && (await needsNoRevision(effects, newest, content, isNewest)))
      return { revision: newest, made, excluded: content.excluded };
    const revision = buildRevision(effects, { sheet, month, content, revision: next });
    await effects.editions.putFigures(sheet.id, revision.fingerprint, content.figures);
    if (!(await effects.editions.makeCurrent(revision))) return null;
    made = true;
    const { revision: number, complete } = revision;
    effects.log.info('revision-made', { sheet: sheet.id, month, revision: number, complete });
    const isLast = canonicalHash(await readState(effects, sheet, month)) === canonicalHash(state);
    return isLast ? { revision, made, excluded: content.excluded } : null;
  };
  return writeUntilWon(attempt, `${sheet.id} ${month}`, 'compute it again');
}

async function needsNoRevision(
  { editions }: FiguresEffects,
  newest: Revision,
  content: Content,
  isNewest: boolean,
): Promise<boolean> {
  const { approved, corrects } = content.correction;
  if (newest.revision !== approved && canonicalHash(newest.corrects ?? null) !== canonicalHash(corrects ?? null))
    return false;
  if (newest.fingerprint === content.fingerprint) return true;
  if (isNewest) return false;
  const stored = await editions.figuresOf(newest.sheet, newest.fingerprint);
  return canonicalHash(comparable(stored)) === canonicalHash(comparable(content.figures));
}

/** The state that an edition is computed from, and what its readers have: it can change while figures are computed. */
interface State {
  readonly entries: readonly LedgerEntry[];
  /** On this edition and earlier ones: subtraction must not undo what they approved. */
  readonly decisions: readonly Decision[];
}

async function readState(effects: FiguresEffects, sheet: Sheet, month: Month): Promise<State> {
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
  readonly correction: CorrectionStatus;
}

async function buildContent(
  effects: FiguresEffects,
  definitions: Definitions,
  { sheet, month, state: { entries, decisions } }: Edition & { readonly state: State },
): Promise<Content> {
  const active = entries.flatMap(toActiveTables);
  assertSameKey(active, effects.hashKey);
  assertMonthsKnown(definitions, sheet);
  const files = new Map(sheet.hotlines.map((id) => [id, definitions.filesOf(id)]));
  const missing = missingTables(files, { first: monthOf(sheet.period.from), last: month }, entries);
  const approved = await approvedRevisions(effects.editions, sheet, decisions);
  const { counted, excluded } = await countRecords(effects, {
    sheet,
    month,
    exports: active.map(toFacts),
    program: definitions.program,
    codes: sheetCodes(
      effects.codes,
      sheet.hotlines.flatMap((id) => definitions.hotlines.get(id) ?? []),
    ),
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
    excluded,
  });
  const generatedFrom = activeExports(entries);
  const own = decisions.filter((decision) => decision.month === month);
  const correction = await compareWithApproved(effects.editions, { sheet: sheet.id, month, decisions: own, figures });
  return { fingerprint, figures, missing, generatedFrom, excluded, versions, correction };
}

/** @throws Failure DefinitionInvalid if a figure counts by month and a hotline may write only the year of a date */
function assertMonthsKnown({ hotlines }: Definitions, { id, figures, hotlines: own }: Sheet): void {
  const errors = yearOnlyErrors(
    figures,
    own.flatMap((hotline) => hotlines.get(hotline) ?? []),
  );
  if (errors.length > 0) throw new Failure('DefinitionInvalid', `templates/${id}/sheet.json: ${errors.join('; ')}`);
}

const toActiveTables = ({ hotline, month, table, inForce }: LedgerEntry): ActiveTable[] =>
  inForce ? [{ hotline, month, table, sha256: inForce.sha256, export: inForce }] : [];

function assertSameKey(active: readonly ActiveTable[], key: FiguresEffects['hashKey']): void {
  const other = active.find((table) => table.export.idKey !== key.id);
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

const toFacts = ({ export: { facts }, ...of }: ActiveTable): FactsOfExport => ({ ...of, facts });

function buildRevision(
  effects: FiguresEffects,
  { sheet, month, content, revision }: Edition & { readonly content: Content; readonly revision: number },
): Revision {
  const { corrects } = content.correction;
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
