import type { NothingToSend } from '../../domain/run-report.ts';
import type { RunStatus } from '../../domain/run-status.ts';
import type { LeftOut } from '../../steps/distribute/preview-run.ts';
import type { DeliveryState } from '../../steps/distribute/show-deliveries.ts';
import type { TestOutcome } from '../../steps/distribute/test-message.ts';

/** The words of the pages about sending a sheet, in one language. */
export interface DistributionWords {
  readonly title: (sheet: string) => string;
  readonly section: string;
  readonly last: string;
  readonly lastUnit: (month: string, revision: number) => string;
  readonly noneApproved: string;
  readonly states: Readonly<Record<DeliveryState, string>>;
  /** The state of one message. */
  readonly oneState: Readonly<Record<DeliveryState, string>>;
  /** How many of the people on the list have the message. */
  readonly sentTo: (sent: number, listed: number) => string;
  readonly total: (listed: number, left: number) => string;
  readonly every: string;
  readonly next: string;
  readonly facts: Readonly<Record<'when' | 'rule' | 'late' | 'links', string>>;
  readonly notScheduled: string;
  readonly inUtc: (time: string) => string;
  readonly everyMonth: (days: string) => string;
  readonly lastDay: string;
  readonly day: (days: readonly number[]) => string;
  readonly weekday: (names: string) => string;
  readonly everyDay: string;
  readonly inMonths: (names: string) => string;
  readonly lateApproval: Readonly<Record<'send' | 'wait', string>>;
  readonly linkDays: (days: number) => string;
  readonly configured: string;
  readonly held: (by: string, when: string) => string;
  readonly heldText: string;
  readonly hold: string;
  readonly release: string;
  readonly holdTitle: string;
  readonly releaseTitle: string;
  readonly holdEffects: readonly string[];
  readonly releaseEffects: readonly string[];
  readonly reason: string;
  readonly reasonHint: string;
  readonly optionalReason: string;
  readonly missingReason: string;
  readonly holdStale: string;
  readonly cancel: string;
  readonly previewRun: string;
  readonly previewMessage: string;
  readonly runTitle: string;
  readonly nothing: string;
  readonly would: (count: number) => string;
  readonly message: string;
  readonly kind: string;
  readonly first: string;
  readonly corrects: (revision: number) => string;
  readonly correctsSome: (count: number) => string;
  /** How many sheets of a family. */
  readonly sheets: (count: number) => string;
  /** The members of a family: how many there are, and how many someone chose. */
  readonly members: (all: number, chosen: number) => string;
  /** How many people get a member. */
  readonly peopleOf: (count: number) => string;
  /** Before the names of sheets that are not sent now. */
  readonly later: string;
  readonly cannot: string;
  readonly leftOut: (count: number) => string;
  readonly why: string;
  readonly whyLeftOut: Readonly<Record<LeftOut['why'], string>>;
  readonly onlyWritten: string;
  readonly runNow: (count: number) => string;
  readonly runHelp: string;
  readonly runStates: Readonly<Record<RunStatus['state'], string>>;
  /** Why a run ended without a failure of a known kind. */
  readonly runError: string;
  readonly whyNothing: Readonly<Record<NothingToSend, string>>;
  /** Before the names of the members of a family that a run leaves out because they are held. */
  readonly heldMembers: (count: number) => string;
  readonly runBy: (by: string, when: string) => string;
  readonly bySchedule: string;
  readonly reload: string;
  readonly continueRun: string;
  readonly otherRun: string;
  readonly messageTitle: string;
  readonly messageSample: string;
  readonly sampleName: string;
  readonly noMessage: string;
  readonly subject: string;
  readonly asMail: string;
  readonly asText: string;
  readonly attachments: string;
  readonly testTitle: string;
  readonly testHint: string;
  readonly testAddress: string;
  readonly testButton: string;
  readonly testInvalid: string;
  readonly testDone: Readonly<Record<TestOutcome, string>>;
  readonly deliveriesTitle: string;
  readonly name: string;
  readonly state: string;
  readonly at: string;
  readonly action: string;
  readonly ask: (name: string) => string;
  readonly askText: string;
  readonly wasSent: string;
  readonly sendAgain: string;
  readonly revoke: string;
  readonly revoked: string;
  readonly revokeOf: (name: string) => string;
  readonly revokeAll: string;
  readonly revokeTitle: string;
  readonly revokeEffects: readonly string[];
  readonly recordBounce: string;
  readonly resolved: (count: number) => string;
  readonly notResolved: string;
  readonly people: string;
}
