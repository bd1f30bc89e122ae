import type { Month } from '../domain/month.ts';
import { hasRole, isAnalystOf, type Person } from '../domain/person.ts';
import type { EditionListed } from '../steps/list-editions.ts';
import type { ReceivedUpload, Timetable, TimetableHotline, TimetableMonth } from '../steps/show-timetable.ts';

/** The state of an edition as a person sees it. `draft`: incomplete; `review`: complete but without a decision. */
export type EditionState = 'draft' | 'review' | 'rejected' | 'approved' | 'sent';

/** One edition as a person may see it. A value is null if the person may not see it, or there is none. */
export interface VisibleEdition {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly state: EditionState;
  /** The approved revision, which readers have. */
  readonly approved: number | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly madeAt: string | null;
  readonly sentAt: string | null;
  readonly stakeholders: number | null;
  readonly unconfirmed: number | null;
}

/** An upload as a person may see it: `file` is null if they may not see its name. */
export type VisibleUpload = Omit<ReceivedUpload, 'file'> & { readonly file: string | null };

export type VisibleHotline = Omit<TimetableHotline, 'received'> & { readonly received: readonly VisibleUpload[] };

/** A timetable with only what one person may see. */
export interface VisibleTimetable {
  readonly hotlines: readonly VisibleHotline[];
  readonly editions: readonly VisibleEdition[];
}

/** Removes from a timetable what a person may not see (docs/portal.md, "Who sees what"). */
export function visibleTimetable(timetable: Timetable, person: Person): VisibleTimetable {
  const editions = timetable.editions.flatMap((edition) => visibleEdition(edition, person) ?? []);
  const published = timetable.editions
    .flatMap(({ month, approved }) => (approved === null ? [] : month))
    .sort()
    .at(-1);
  return { hotlines: timetable.hotlines.map((row) => visibleHotline(row, person, published ?? null)), editions };
}

function visibleHotline(row: TimetableHotline, person: Person, published: Month | null): VisibleHotline {
  const isOwn = isAnalystOf(person, row.hotline);
  if (isOwn || hasRole(person, 'operator')) return row;
  if (hasRole(person, 'reviewer', 'approver'))
    return { ...row, received: row.received.map((upload) => ({ ...upload, file: null })) };
  const months = row.months.filter(({ month }) => published !== null && month <= published);
  return { ...row, months: months.map(thereOrMissing), received: [] };
}

/** Reduces a month to what an approved page prints about its exports: which are missing. */
const thereOrMissing = ({ month, files }: TimetableMonth): TimetableMonth => ({
  month,
  files: files.map(({ table, state }) => ({
    table,
    state: state === 'accepted' ? 'accepted' : 'missing',
    rejected: 0,
    isEmpty: false,
  })),
});

function visibleEdition(edition: EditionListed, person: Person): VisibleEdition | null {
  const seesCounts = hasRole(person, 'reviewer', 'approver', 'sender');
  const { sheet, month, approved } = edition;
  const sent = reachedReaders(edition);
  const counts = seesCounts
    ? { stakeholders: sent?.stakeholders ?? null, unconfirmed: edition.unconfirmed }
    : { stakeholders: null, unconfirmed: null };
  const about = { sheet, month, approved, sentAt: sent?.at ?? null, ...counts };
  if (hasRole(person, 'reviewer', 'approver', 'operator')) {
    const { revision, decision, madeAt } = edition;
    return { ...about, revision, state: stateOf(edition), ...decidedOn(decision), madeAt };
  }
  if (approved === null) return null;
  const decided = decidedOn(hasRole(person, 'analyst', 'sender') ? edition.approval : null);
  return { ...about, revision: approved, state: sent ? 'sent' : 'approved', ...decided, madeAt: null };
}

const decidedOn = (decision: EditionListed['approval']): Pick<VisibleEdition, 'decidedBy' | 'decidedAt'> => ({
  decidedBy: decision?.by ?? null,
  decidedAt: decision?.at ?? null,
});

/** Returns a delivery that reached stakeholders; messages that are only written to files reach none. */
const reachedReaders = ({ sent }: EditionListed): EditionListed['sent'] =>
  sent !== null && sent.stakeholders > 0 ? sent : null;

function stateOf(edition: EditionListed): EditionState {
  const { revision, approved, decision, complete } = edition;
  if (approved === revision) return reachedReaders(edition) ? 'sent' : 'approved';
  if (decision?.verdict === 'rejected') return 'rejected';
  return complete ? 'review' : 'draft';
}
