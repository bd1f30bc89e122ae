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
import { missingTables } from '../../editions/completeness.ts';
import { type CorrectionStatus, compareWithApproved } from '../../editions/correction.ts';
import { canonicalHash, comparable, revisionFingerprint } from '../../editions/fingerprint.ts';
import { type CountedRecords, countRecords } from './count-records.ts';
import type { FactsOfExport } from './fetch-facts.ts';
import { oneValueColumns } from './one-value-columns.ts';

export type FiguresEffects = EffectsOf<'compute-figures'> &
  Pick<Effects, 'openEngine' | 'openSolver' | 'codes' | 'clock' | 'log'>;

/** The newest revision of an edition: either made now, or equal to what would have been made. */
export interface Computed {
  readonly revision: Revision;
  readonly made: boolean;
  /** What the exports exclude now; the revision keeps what they excluded when it was made. */
  readonly excluded: readonly Excluded[];
}

interface Edition {
  readonly sheet: Sheet;
  readonly month: Month;
}

/** The edition whose figures are computed. */
export interface EditionToCompute extends Edition {
  /** Whether it is its sheet's newest; by default it is. */
  readonly isNewest?: boolean;
}

/** An active export with its table and month. */
type ActiveTable = CountedExport & { readonly export: ActiveExport };

/** What every sheet that counts the same exports has in common: the exports, and what is missing. */
export interface Sources extends Pick<Revision, 'missing' | 'generatedFrom' | 'versions'> {
  readonly active: readonly ActiveTable[];
}

/**
 * Returns the exports that an edition counts.
 * @throws Failure KeyMismatch if one is hashed with another key, DefinitionInvalid if a figure needs months that a
 *   hotline does not write
 */
export function findSources(
  { hashKey }: Pick<FiguresEffects, 'hashKey'>,
  definitions: Definitions,
  { sheet, month }: Edition,
  entries: readonly LedgerEntry[],
): Sources {
  const active = entries.flatMap(toActiveTables);
  assertSameKey(active, hashKey);
  assertMonthsKnown(definitions, sheet);
  const files = new Map(sheet.hotlines.map((id) => [id, definitions.filesOf(id)]));
  const versions: Versions = {
    sheet: sheet.version,
    hotlines: Object.fromEntries(sheet.hotlines.map((id) => [id, definitions.readerFingerprint(id, hashKey)])),
    idKey: hashKey.id,
    program: definitions.program,
  };
  const missing = missingTables(files, { first: monthOf(sheet.period.from), last: month }, entries);
  return { active, missing, generatedFrom: activeExports(entries), versions };
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

const toFacts = ({ hotline, month, table, export: { facts } }: ActiveTable): FactsOfExport => ({
  hotline,
  month,
  table,
  facts,
});

/**
 * Counts an edition's figures over its active exports, and those of the members of its family in the same pass.
 * @throws Failure FactsChanged if facts are not the accepted ones
 */
export function countEdition(
  effects: FiguresEffects,
  definitions: Definitions,
  { sheet, month, active }: Edition & Pick<Sources, 'active'>,
  members: readonly Sheet[] = [],
): Promise<CountedRecords> {
  const hotlines = sheet.hotlines.flatMap((id) => definitions.hotlines.get(id) ?? []);
  return countRecords(effects, {
    sheet,
    members,
    month,
    exports: active.map(toFacts),
    program: definitions.program,
    codes: sheetCodes(effects.codes, hotlines),
    oneEach: oneValueColumns(definitions, sheet),
  });
}

/** The content of a revision: everything but its number. */
export interface Content extends Sources {
  readonly fingerprint: string;
  readonly figures: readonly RevisionFigure[];
  readonly excluded: readonly Excluded[];
  readonly correction: CorrectionStatus;
}

/** The figures of an edition as printed, and the decisions on its sheet. */
interface PrintedEdition extends Pick<Content, 'figures' | 'excluded'> {
  readonly sources: Sources;
  readonly decisions: readonly Decision[];
}

/** Returns the content of the revision that an edition would have. */
export async function buildContent(
  { editions }: Pick<FiguresEffects, 'editions'>,
  { sheet, month }: Edition,
  { sources, figures, excluded, decisions }: PrintedEdition,
): Promise<Content> {
  const { missing, versions } = sources;
  const complete = missing.length === 0;
  const { threshold } = sheet;
  const fingerprint = revisionFingerprint({ figures, complete, missing, threshold, versions, excluded });
  const own = decisions.filter((decision) => decision.month === month);
  const correction = await compareWithApproved(editions, { sheet: sheet.id, month, decisions: own, figures });
  return { ...sources, fingerprint, figures, excluded, correction };
}

/** The numbers of an edition's revisions: the newest one, and the number of the next. */
export interface RevisionSlot {
  readonly next: number;
  readonly newest: Revision | null;
}

/** Reads the newest revision of an edition. */
export async function readSlot(
  { editions }: Pick<FiguresEffects, 'editions'>,
  { sheet, month }: Edition,
): Promise<RevisionSlot> {
  // before the newest: a revision made in between makes the conditional write fail
  const next = await editions.nextNumber(sheet.id, month);
  return { next, newest: await editions.newestRevision(sheet.id, month) };
}

/**
 * Makes content the newest revision of an edition if it differs from it.
 * @returns the newest revision, and whether it was made now; null if its number was taken
 */
export async function makeRevision(
  effects: FiguresEffects,
  { sheet, month, isNewest = true }: EditionToCompute,
  content: Content,
  { next, newest }: RevisionSlot,
): Promise<Pick<Computed, 'revision' | 'made'> | null> {
  if (newest && (await needsNoRevision(effects, newest, content, isNewest))) return { revision: newest, made: false };
  const revision = buildRevision(effects, { sheet, month, content, revision: next });
  await effects.editions.putFigures(sheet.id, revision.fingerprint, content.figures);
  if (!(await effects.editions.makeCurrent(revision))) return null;
  const { revision: number, complete } = revision;
  effects.log.info('revision-made', { sheet: sheet.id, month, revision: number, complete });
  return { revision, made: true };
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
