import type { TestMessages } from '../domain/mail.ts';
import type { RunStatus } from '../domain/run-status.ts';
import type { MailConfiguration } from '../steps/distribute/distribute-due.ts';
import type { DistributeEffects } from '../steps/distribute/mail-run.ts';
import type { RunAsked } from '../steps/distribute/run-asked.ts';

/** Where messages go. */
export interface PortalMail {
  readonly effects: DistributeEffects;
  readonly configuration: MailConfiguration;
  /** Whether messages reach people; otherwise they are written to files. */
  readonly isSent: boolean;
  /** Hands test messages to the function that sends mail; null where the portal sends them itself. */
  readonly testMessages: TestMessages | null;
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
