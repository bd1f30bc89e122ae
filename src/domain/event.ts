import type { EventName } from '../contract/event-names.ts';
import type { TableOfMonth } from './edition.ts';

/** One table of an upload, as events tell of it: names, counts, a reason in words; never a value of the file. */
export interface TableTold {
  /** The hotline's own file stem; null for the object as a whole. */
  readonly table: string | null;
  readonly records: number;
  readonly warnings: number;
  readonly reason: string | null;
}

/** Where an upload belongs. Hotline and month are null where its key names none. */
interface OfUpload {
  readonly key: string;
  readonly hotline: string | null;
  readonly month: string | null;
}

interface OfRevision {
  readonly sheet: string;
  readonly month: string;
  readonly revision: number;
}

interface OfDecision extends OfRevision {
  readonly by: string;
  readonly reason: string | null;
}

/** What each event carries. The same shapes stand as JSON Schema in docs/events.md; a test holds them together. */
export interface EventDetails {
  readonly ExportAccepted: OfUpload & { readonly sha256: string; readonly tables: readonly TableTold[] };
  readonly ExportRejected: OfUpload & { readonly sha256: string | null; readonly tables: readonly TableTold[] };
  readonly ExportWithdrawn: OfUpload;
  readonly RevisionReady: OfRevision & {
    readonly complete: boolean;
    readonly missing: readonly TableOfMonth[];
    readonly corrects: number | null;
    /** Totals as printed, by figure; null where the total itself is hidden. */
    readonly totals: Readonly<Record<string, number | null>>;
    /** Keys in the reports store. */
    readonly files: readonly string[];
  };
  readonly RevisionApproved: OfDecision;
  readonly RevisionRejected: OfDecision;
  readonly DistributionFinished: OfRevision & {
    readonly sent: number;
    readonly failed: number;
    readonly suspended: number;
    readonly uncertain: number;
  };
  readonly NothingToDistribute: { readonly sheet: string; readonly month: string | null; readonly reason: string };
  readonly ExportOverdue: { readonly hotline: string; readonly month: string; readonly tables: readonly string[] };
}

/** One event of the bus. */
export type DomainEvent = {
  [Name in EventName]: { readonly name: Name; readonly detail: EventDetails[Name] };
}[EventName];

/** The bus. Whoever listens must bear an event twice: a step that is run again tells again. */
export interface Events {
  tell(event: DomainEvent): Promise<void>;
}
