import type { MailingOptions } from './mailing.ts';
import type { MadeMessage, PersonalMessage } from './personal-message.ts';

/** One run of a distribution. */
export interface RunOptions extends MailingOptions {
  /** Identifies the run: the moment of its schedule, so that a repeated call is the same run. */
  readonly run: string;
  /** Composes every message, sends none and records nothing. */
  readonly dryRun: boolean;
  /** Receives each message of a dry run; null if no message can be composed for a stakeholder. */
  readonly preview?: (personal: PersonalMessage, made: MadeMessage | null) => Promise<void>;
  /** When the run must end, even if stakeholders are left. */
  readonly until: Date | null;
}
