import type { FailureName } from './failure-names.ts';
import type { Month } from './month.ts';
import type { RunReport } from './run-report.ts';

/** A run that a person asked for. `interrupted`: it has no end; a request with the same key continues it. */
export interface RunStatus {
  readonly sheet: string;
  /** An edition for everyone who does not have it; null for what the schedule would send. */
  readonly month: Month | null;
  /** Names the run: a request with the same key is the same run. */
  readonly key: string;
  readonly by: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly state: 'running' | 'finished' | 'failed' | 'interrupted';
  /** What the run did; null until it is finished. */
  readonly report: RunReport | null;
  /** What stopped it; null unless it failed. Never a message of the mail service. */
  readonly failure: string | null;
  /** The failure's name; null unless it failed, or for an error of the program. */
  readonly code: FailureName | null;
}

/** The runs that people asked for, where another function sends. Reads are consistent. */
export interface AskedRuns {
  find(sheet: string, key: string): Promise<RunStatus | null>;
  /** Returns the runs of a sheet that are stored, in no order. */
  all(sheet: string): Promise<RunStatus[]>;
  /** Stores a run; returns false if there is one with its key. */
  begin(run: RunStatus): Promise<boolean>;
  /** Replaces what is stored of a run. */
  record(run: RunStatus): Promise<void>;
}
