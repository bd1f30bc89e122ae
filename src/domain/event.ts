import type { EventName } from './event-names.ts';

/** One table of an upload in an event: names, counts, a reason in words; never a value of the file. */
export interface TableSummary {
  readonly table: string | null;
  readonly records: number;
  readonly warnings: number;
  readonly reason: string | null;
}

interface UploadEvent {
  readonly key: string;
  readonly hotline: string | null;
  readonly month: string | null;
}

interface RevisionEvent {
  readonly sheet: string;
  readonly month: string;
  readonly revision: number;
}

/** The reason for a decision is not emitted: reviewers see exact counts and may repeat them. */
interface DecisionEvent extends RevisionEvent {
  readonly by: string;
  /** Of a decision on a family: how many decisions of the same kind on its other sheets follow. */
  readonly following?: number | undefined;
}

/** The reason is not emitted either. */
interface HoldEvent {
  readonly sheet: string;
  readonly by: string;
}

interface UnusualNumber {
  readonly kind: 'records' | 'orphans' | 'ids';
  readonly hotline: string;
  readonly month: string;
  readonly table: string;
  readonly column?: string | undefined;
  readonly before: number;
  readonly now: number;
}

/** The fields of each event; definitions/event-schemas.ts has a schema for each, and docs/events.md documents them. */
export interface EventDetails {
  readonly ExportAccepted: UploadEvent & {
    readonly sha256: string;
    readonly tables: readonly TableSummary[];
    readonly unusual: readonly UnusualNumber[];
  };
  readonly ExportRejected: UploadEvent & {
    readonly sha256: string | null;
    readonly tables: readonly TableSummary[];
  };
  readonly ExportWithdrawn: UploadEvent;
  readonly RevisionReady: RevisionEvent & {
    readonly complete: boolean;
    readonly missing: readonly { readonly hotline: string; readonly month: string; readonly table: string }[];
    readonly missingCount: number;
    readonly orphans: readonly {
      readonly hotline: string;
      readonly victims: number;
      readonly traffickers: number;
      readonly people: number;
    }[];
    readonly corrects: number | null;
    readonly totals: Readonly<Record<string, number | null>>;
    readonly files: readonly string[];
  };
  readonly RevisionApproved: DecisionEvent;
  readonly RevisionRejected: DecisionEvent;
  readonly SheetHeld: HoldEvent;
  readonly SheetReleased: HoldEvent;
  readonly DistributionAsked: {
    readonly sheet: string;
    readonly month: string | null;
    readonly by: string;
    readonly at: string;
    /** The key of a run that a person asked for in the portal. */
    readonly run?: string | undefined;
  };
  readonly DistributionFinished: RevisionEvent &
    Readonly<Record<'sent' | 'already' | 'paused' | 'suspended' | 'failed' | 'waiting' | 'uncertain', number>>;
  readonly NothingToDistribute: { readonly sheet: string; readonly month: string | null; readonly reason: string };
  readonly ExportOverdue: { readonly hotline: string; readonly month: string; readonly tables: readonly string[] };
  readonly DraftWaiting: RevisionEvent & {
    readonly complete: boolean;
    readonly since: string;
    readonly days: number;
    /** How many other sheets of its family wait too. */
    readonly otherSheets: number;
  };
}

/** An event of the event bus. */
export type DomainEvent = {
  [Name in EventName]: { readonly name: Name; readonly detail: EventDetails[Name] };
}[EventName];

/** The event bus. A step that runs again emits its event again, so listeners must accept duplicates. */
export interface Events {
  emit(event: DomainEvent): Promise<void>;
}
