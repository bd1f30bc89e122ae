import type { ActivityEntry, ActivityKind } from '../domain/activity.ts';
import type { Month } from '../domain/month.ts';
import type { VisibleTimetable } from './visible-timetable.ts';

/** One event in the list of the overview. */
export type Happening = {
  /** ISO 8601. */
  readonly at: string;
  readonly month: Month;
} & (
  | {
      readonly kind: 'accepted' | 'rejected';
      readonly hotline: string;
      /** The file names; null for a name that the person may not see. */
      readonly files: readonly (string | null)[];
    }
  | {
      readonly kind: 'created' | 'approved' | 'refused' | 'sent';
      readonly sheet: string;
      readonly revision: number;
      readonly by: string | null;
    }
);

/** The maximum number of events in the overview. */
export const LISTED = 8;

/** What the timetable does not know, so that only the activity log has it. */
const LOGGED: ReadonlySet<ActivityKind> = new Set<ActivityKind>([
  'file-uploaded',
  'file-withdrawn',
  'problems-downloaded',
  'month-read-again',
  'edition-requested',
  'revision-approved-first',
  'stakeholder-added',
  'stakeholder-changed',
  'stakeholder-removed',
  'stakeholders-imported',
  'run-started',
  'dispatches-resolved',
  'links-revoked',
  'sheet-held',
  'sheet-released',
  'public-edition-changed',
]);

/** An entry of the activity log in the list of the overview. */
export interface LoggedEvent {
  readonly kind: 'logged';
  readonly at: string;
  readonly entry: ActivityEntry;
}

/** Uploads of one hotline and month within this time count as one event. */
const TOGETHER_MS = 10 * 60_000;

/**
 * Returns the latest events that a person may see, newest first.
 * @param entries the newest entries of the activity log that the person may see
 */
export function recentActivity(
  timetable: VisibleTimetable,
  entries: readonly ActivityEntry[],
): (Happening | LoggedEvent)[] {
  const logged = entries
    .filter(({ kind }) => LOGGED.has(kind))
    .map((entry): LoggedEvent => ({ kind: 'logged', at: entry.at, entry }));
  const all = [...uploadsOf(timetable), ...editionsOf(timetable), ...logged];
  return all.toSorted((a, b) => (a.at < b.at ? 1 : -1)).slice(0, LISTED);
}

function uploadsOf({ hotlines }: VisibleTimetable): Happening[] {
  const happenings: (Happening & { readonly kind: 'accepted' | 'rejected' })[] = [];
  const received = hotlines.flatMap((row) => row.received).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  for (const { at, month, hotline, state, file } of received) {
    const index = happenings.findIndex(
      (one) =>
        one.hotline === hotline &&
        one.month === month &&
        one.kind === state &&
        Date.parse(one.at) - Date.parse(at) <= TOGETHER_MS,
    );
    const found = happenings[index];
    if (found) happenings[index] = { ...found, files: [...found.files, file] };
    else if (happenings.length < LISTED) happenings.push({ kind: state, at, month, hotline, files: [file] });
  }
  return happenings;
}

function editionsOf({ editions }: VisibleTimetable): Happening[] {
  return editions.flatMap((edition): Happening[] => {
    const { sheet, month, revision, approved, state, decidedAt, decidedBy, madeAt, sentAt } = edition;
    const about = { sheet, month };
    const verdict = state === 'rejected' ? 'refused' : 'approved';
    return [
      ...(madeAt === null ? [] : [{ ...about, kind: 'created' as const, at: madeAt, revision, by: null }]),
      ...(decidedAt === null ? [] : [{ ...about, kind: verdict, at: decidedAt, revision, by: decidedBy } as const]),
      ...(sentAt === null || approved === null
        ? []
        : [{ ...about, kind: 'sent' as const, at: sentAt, revision: approved, by: null }]),
    ];
  });
}
