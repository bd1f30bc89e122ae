import { type Definitions, listSheets, loadSheet } from '../definitions/load-definitions.ts';
import { approvalsAmong } from '../domain/decision.ts';
import { lastExportMonth, noEditionReason } from '../domain/edition-month.ts';
import type { DefinitionFiles, Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Month } from '../domain/month.ts';
import type { Publication, StartStatus } from '../domain/publication.ts';
import type { Sheet } from '../domain/sheet.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import { editionsToUpdate } from '../editions/editions-to-update.ts';
import { canonicalHash } from '../editions/fingerprint.ts';
import { entriesOf } from './ingest-export/ledger-entries.ts';

export type StartEffects = EffectsOf<'start-editions'> & Pick<Effects, 'log'>;

/** What changed: exports of a hotline, or decisions on a sheet, from a month on; all null for anything at all. */
export interface Change {
  readonly hotline: string | null;
  readonly sheet: string | null;
  readonly month: Month | null;
  /** Whether somebody asks that the sheet's edition of that month be kept up to date from now on. */
  readonly asked?: boolean;
}

/** A publication, and whether it was started now; `retried` when it had failed before. */
export interface Started {
  readonly publication: Publication;
  readonly status: StartStatus;
}

/**
 * Starts the publications that a change touches, sheet by sheet.
 * @throws Failure DefinitionInvalid for a broken sheet, once all others are started: it must not stop them; WrongUsage when an
 *   edition is asked for that the sheet cannot have (see noEditionReason)
 */
export async function startEditionsOf(
  effects: StartEffects,
  definitions: Definitions,
  files: DefinitionFiles,
  change: Change,
): Promise<Started[]> {
  const started: Started[] = [];
  const broken: unknown[] = [];
  for (const id of await listSheets(files)) {
    if (change.sheet !== null && id !== change.sheet) continue;
    try {
      started.push(...(await startEditionsIn(effects, definitions, await loadSheet(files, definitions, id), change)));
    } catch (error) {
      if (!(error instanceof Failure && error.name === 'DefinitionInvalid')) throw error;
      broken.push(error);
    }
  }
  if (broken.length > 0) throw broken[0];
  return started;
}

async function startEditionsIn(
  effects: StartEffects,
  definitions: Definitions,
  sheet: Sheet,
  { hotline, sheet: named, month, asked }: Change,
): Promise<Started[]> {
  if (hotline !== null && !sheet.hotlines.includes(hotline)) return [];
  if (asked && named !== null && month !== null) await ask(effects, sheet, month);
  return startEditions(effects, definitions, sheet, month);
}

/** Keeps that somebody wants an edition. */
async function ask(effects: StartEffects, sheet: Sheet, month: Month): Promise<void> {
  const why = noEditionReason(sheet, month, lastExportMonth(await entriesOf(effects, sheet)));
  if (why !== null) throw new Failure('WrongUsage', `${sheet.id} ${month} was asked for, but ${why}`);
  await effects.editions.requestEdition(sheet.id, month);
}

/**
 * Starts the publication of every edition of a sheet that is kept up to date, from a month on.
 *
 *     ledger + editions ─► newest, approved and asked-for months ─► a hash of what each would be made from ─► publications
 *
 * The hash names the publication, so eight tables that land within a minute, told eight times, publish once. It holds each
 * entry's generation and not only its bytes: an export that is corrected and then put back is published again. And it holds
 * the approved revisions, its own, beside which a newer one must say that it corrects it, and those of earlier editions, from which
 * it must not be subtracted.
 * @param since editions of earlier months cannot have changed, but one of them may be the newest only now, a later month having
 *   been withdrawn; null starts every one, and retries those that
 *   failed
 */
export async function startEditions(
  effects: StartEffects,
  definitions: Definitions,
  sheet: Sheet,
  since: Month | null,
): Promise<Started[]> {
  const entries = await entriesOf(effects, sheet);
  const editions = await effects.editions.editionsOf(sheet.id);
  const approvals = approvalsAmong(await effects.editions.decisionsOf(sheet.id));
  const approved = new Map<Month, number>();
  for (const { month } of editions) {
    const approval = approvals.findLast((one) => one.month === month);
    if (approval) approved.set(month, approval.revision);
  }
  const kept = editionsToUpdate(sheet, entries, editions, new Set(approved.keys())).filter(
    ({ month, isNewest }) => since === null || month >= since || isNewest,
  );
  const started: Started[] = [];
  for (const { month, isNewest } of kept) {
    const state = stateOf(effects, definitions, sheet, month, entries, approved);
    const publication = { sheet: sheet.id, month, isNewest, state };
    const status = await effects.publications.start(publication, { retryFailed: since === null });
    effects.log.info('publication', { sheet: sheet.id, month, status });
    started.push({ publication, status });
  }
  return started;
}

function stateOf(
  { hashKey }: StartEffects,
  definitions: Definitions,
  sheet: Sheet,
  month: Month,
  entries: readonly LedgerEntry[],
  approvals: ReadonlyMap<Month, number>,
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
  const readings = sheet.hotlines.map((hotline) => definitions.readingOf(hotline, hashKey));
  return canonicalHash({ sheet: sheet.version, program: definitions.program, readings, counted, approved });
}
