import type { FailureName } from '../domain/failure-names.ts';
import type { RunReport } from '../domain/run-report.ts';
import type { MailConfiguration } from '../steps/distribute/distribute-due.ts';
import type { DistributeEffects } from '../steps/distribute/mail-run.ts';
import type { RunAsked } from '../steps/distribute/run-asked.ts';

/** Where messages go. */
export interface PortalMail {
  readonly effects: DistributeEffects;
  readonly configuration: MailConfiguration;
  /** Whether messages reach people; otherwise they are written to files. */
  readonly isSent: boolean;
}

/** `interrupted`: the program ended during the run; a request with the same key continues it. */
export interface RunStatus extends Pick<RunAsked, 'sheet' | 'month' | 'key'> {
  readonly by: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly state: 'running' | 'finished' | 'failed' | 'interrupted';
  /** What the run did; null until it is finished. */
  readonly report: RunReport | null;
  /** What stopped it; null unless it failed. Never a message of the mail service. */
  readonly failure: string | null;
  /** The failure's name; null unless it failed, or for a fault of the program. */
  readonly code: FailureName | null;
}

/** The runs that people asked for. */
export interface PortalRuns {
  /**
   * Starts a run and returns at once. A request with the key of an earlier one starts nothing and returns that run.
   * @throws Failure DecisionRefused if another run of the sheet is running
   */
  start(asked: RunAsked): Promise<RunStatus>;
  /** Returns a run; null if no one asked for it. */
  find(sheet: string, key: string): Promise<RunStatus | null>;
}
