import { type Definitions, listSheets, loadSheet } from '../definitions/load-definitions.ts';
import { approvalsAmong, type Decision } from '../domain/decision.ts';
import { lastExportMonth, noEditionReason } from '../domain/edition-month.ts';
import type { DefinitionFiles, Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { folderOfSheet } from '../domain/family.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Month } from '../domain/month.ts';
import type { Publication, StartStatus } from '../domain/publication.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { editionsToUpdate } from '../editions/editions-to-update.ts';
import { canonicalHash } from '../editions/fingerprint.ts';
import { sheetEntries } from './ingest-export/ledger-entries.ts';

export type StartEffects = EffectsOf<'start-editions'> & Pick<Effects, 'log'>;

/** A change: exports of a hotline, or decisions on a sheet, from a month on; all null for any change. */
export interface Change {
  readonly hotline: string | null;
  readonly sheet: string | null;
  readonly month: Month | null;
  /** Whether a person requests that the sheet's edition of that month be kept up to date. */
  readonly asked?: boolean;
}

/** A publication and how it was started; `retried` if it had failed before. */
export interface Started {
  readonly publication: Publication;
  readonly status: StartStatus;
}

/** What a change started, and each sheet whose editions could not be started. */
export interface StartedEditions {
  readonly started: readonly Started[];
  readonly failed: readonly { readonly sheet: string; readonly error: Failure }[];
}

/**
 * Starts the publications that a change affects, sheet by sheet. A sheet that fails does not stop the others: it is
 * returned with its failure, such as DefinitionInvalid, or WrongUsage if an edition is requested that the sheet cannot
 * have (see noEditionReason).
 */
export async function startChangedEditions(
  effects: StartEffects,
  definitions: Definitions,
  files: DefinitionFiles,
  change: Change,
): Promise<StartedEditions> {
  const started: Started[] = [];
  const failed: { sheet: string; error: Failure }[] = [];
  for (const id of await listSheets(files)) {
    if (change.sheet !== null && id !== folderOfSheet(change.sheet)) continue;
    try {
      started.push(
        ...(await startSheetEditions(effects, definitions, await loadSheet(files, definitions, id), change)),
      );
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failed.push({ sheet: id, error });
    }
  }
  return { started, failed };
}

async function startSheetEditions(
  effects: StartEffects,
  definitions: Definitions,
  sheet: Sheet,
  { hotline, sheet: named, month, asked }: Change,
): Promise<Started[]> {
  if (hotline !== null && !sheet.hotlines.includes(hotline)) return [];
  if (asked && named !== null && month !== null) await requestEdition(effects, sheet, month);
  return startEditions(effects, definitions, sheet, month);
}

/** Marks an edition as requested, so that it is kept up to date. */
async function requestEdition(effects: StartEffects, sheet: Sheet, month: Month): Promise<void> {
  const why = noEditionReason(sheet, month, lastExportMonth(await sheetEntries(effects, sheet)));
  if (why !== null) throw new Failure('WrongUsage', `${sheet.id} ${month} was requested, but ${why}`);
  await effects.editions.requestEdition(sheet.id, month);
}

/**
 * Starts the publication of every edition of a sheet that is kept up to date, from a month on.
 *
 *     ledger + editions ─► newest, approved and requested months ─► a hash of the inputs of each ─► publications
 *
 * The hash names the publication, so eight tables that arrive within a minute, with eight events, publish once. It
 * includes each entry's generation and not only its bytes: an export that is corrected and then put back is published
 * again. And it includes the approved revisions: the edition's own, which a newer one may correct, and those of earlier
 * editions, from which it must not be subtracted.
 * @param since editions of earlier months cannot have changed, but one of them may only now be the newest, after a
 *   later month was withdrawn; null starts all, and retries those that failed
 */
export async function startEditions(
  effects: StartEffects,
  definitions: Definitions,
  sheet: Sheet,
  since: Month | null,
): Promise<Started[]> {
  const entries = await sheetEntries(effects, sheet);
  const editions = await effects.editions.editionsOf(sheet.id);
  const approvals = approvalsAmong(await effects.editions.decisionsOf(sheet.id));
  const approved = new Map<Month, number>();
  for (const { month } of editions) {
    const approval = approvals.findLast((decision) => decision.month === month);
    if (approval) approved.set(month, approval.revision);
  }
  const ofMembers = await memberApprovals(effects, sheet);
  const months = new Set([...approved.keys(), ...ofMembers.map(({ month }) => month)]);
  const toStart = editionsToUpdate(sheet, entries, editions, months).filter(
    ({ month, isNewest }) => since === null || month >= since || isNewest,
  );
  const started: Started[] = [];
  for (const { month, isNewest } of toStart) {
    const state = stateHash(effects, definitions, { sheet, month, entries, approvals: approved, ofMembers });
    const publication = { sheet: sheet.id, month, isNewest, state };
    const status = await effects.publications.start(publication, { retryFailed: since === null });
    effects.log.info('publication', { sheet: sheet.id, month, status });
    started.push({ publication, status });
  }
  return started;
}

/** An approved revision of a member's sheet. */
type MemberApproval = Pick<Decision, 'sheet' | 'month' | 'revision'>;

/** Lists the newest approved revision of each month of each member, because the sheets of a family are made together. */
async function memberApprovals({ editions }: StartEffects, { id, family }: Sheet): Promise<MemberApproval[]> {
  const members = family?.id === id ? family.members : [];
  const approvals = await Promise.all(
    members.map(async (member) => approvalsAmong(await editions.decisionsOf(member.sheet))),
  );
  return approvals.flatMap((own) =>
    own
      .filter(({ month }, index) => own.findLastIndex((other) => other.month === month) === index)
      .map(({ sheet, month, revision }) => ({ sheet, month, revision })),
  );
}

/** What an edition is made from besides the definitions. */
interface EditionState {
  readonly sheet: Sheet;
  readonly month: Month;
  readonly entries: readonly LedgerEntry[];
  /** The newest approved revision of each month. */
  readonly approvals: ReadonlyMap<Month, number>;
  readonly ofMembers: readonly MemberApproval[];
}

function stateHash(
  { hashKey }: StartEffects,
  definitions: Definitions,
  { sheet, month, entries, approvals, ofMembers }: EditionState,
): string {
  const approved = [...approvals].filter(([of]) => of <= month);
  const counted = entries
    .filter((entry) => entry.month <= month)
    .map(({ hotline, month: of, table, generation, inForce }) => [
      hotline,
      of,
      table,
      generation,
      inForce?.sha256 ?? null,
    ]);
  const readings = sheet.hotlines.map((hotline) => definitions.readerFingerprint(hotline, hashKey));
  const members = ofMembers.filter((approval) => approval.month <= month);
  const made = { sheet: sheet.version, program: definitions.program, readings, counted, approved };
  return canonicalHash(members.length > 0 ? { ...made, members } : made);
}
