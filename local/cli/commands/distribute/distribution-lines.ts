import { mimeMessage } from '../../../../src/adapters/mime-message.ts';
import { formatCount } from '../../../../src/domain/format.ts';
import type { Mail, MailMessage } from '../../../../src/domain/mail.ts';
import type { RevisionRun, RunCounts, RunReport } from '../../../../src/domain/run-report.ts';
import type { RunOptions } from '../../../../src/steps/distribute/mailing.ts';
import type { OutgoingMail } from '../../../mail/outgoing-mail.ts';
import { EXIT } from '../../command.ts';

/** One message of a dry run. */
export interface PlannedMessage {
  readonly month: string;
  readonly revision: number;
  readonly name: string;
  readonly address: string;
  readonly language: string;
  readonly delivery: 'attachment' | 'link';
  /** The earlier revision that it corrects for this person; null of a first message. */
  readonly corrects: number | null;
  /** The message as it goes out, in bytes; null when it cannot be made. */
  readonly bytes: number | null;
}

/** Collects the messages of a dry run, and writes them to a mail folder where there is one. */
export function distributionPlan(write: Mail | null) {
  const planned: PlannedMessage[] = [];
  const preview: RunOptions['preview'] = async ({ stakeholder, earlierRevision }, { month, revision }, message) => {
    if (message && write) await write.send(message);
    const { name, address, language } = stakeholder;
    const delivery = message === null ? stakeholder.delivery : wayOf(message);
    const bytes = message && (await mimeMessage(message)).length;
    planned.push({ month, revision, name, address, language, delivery, corrects: earlierRevision, bytes });
  };
  return { planned, preview };
}

const wayOf = ({ attachments }: MailMessage): 'attachment' | 'link' => (attachments.length > 0 ? 'attachment' : 'link');

/** The messages of one revision, a line each. */
const planLines = (planned: readonly PlannedMessage[]): string[] =>
  planned.map(({ name, address, language, delivery, corrects, bytes }) => {
    const kind = corrects === null ? 'new' : `correction of revision ${corrects}`;
    const size =
      bytes === null
        ? 'CANNOT BE SENT: there is no page in this language, or the address of links does not answer'
        : sizeOf(bytes);
    return `  ${name} <${address}>  ${language}, ${delivery}, ${kind}, ${size}`;
  });

const sizeOf = (bytes: number): string => `${formatCount(Math.max(1, Math.round(bytes / 1024)))} KB`;

/** What a run made, in words: messages that went to a folder are written, not sent. */
export function runLines(report: RunReport, outgoing: OutgoingMail): string[] {
  const { revisions, unreached } = report;
  const { folder } = outgoing;
  const word = (state: keyof RunCounts): string => (state === 'sent' && folder !== null ? 'written' : state);
  const uncertain = revisions.some((run) => run.uncertain > 0);
  const isWritten = folder !== null && revisions.some((run) => run.sent > 0);
  return [
    ...headLines(report, outgoing),
    ...revisions.map((run) => revisionLine(run, word)),
    ...(unreached > 0 ? [`${unreached} were not reached: run it again`] : []),
    ...(outgoing.configuration.linkUrl === null && revisions.some((run) => run.waiting > 0)
      ? ['waiting: the address of links does not answer, so people who get a link got nothing; --dry-run lists them']
      : []),
    ...(uncertain
      ? [
          'uncertain: a run ended before the mail server answered; find out whether the message arrived, then use --resolve sent or resend',
        ]
      : []),
    ...(isWritten
      ? [`  messages as .eml files: ${folder}; nothing was sent, because no mail server is configured (smtp)`]
      : []),
  ];
}

const headLines = ({ nothing }: RunReport, { notes }: OutgoingMail): string[] => [
  ...notes,
  ...(nothing === null ? [] : [`nothing to send: ${nothing}`]),
];

export const STATES = ['sent', 'already', 'paused', 'suspended', 'failed', 'waiting', 'uncertain'] as const;

function revisionLine(run: RevisionRun, word: (state: keyof RunCounts) => string): string {
  const counts = STATES.filter((state) => run[state] > 0).map((state) => `${run[state]} ${word(state)}`);
  return `${run.sheet} ${run.month}, revision ${run.revision}: ${counts.join(', ') || 'no one'}`;
}

/** 0 only when something was sent and nothing went wrong. */
export const exitOfRun = ({ revisions, nothing, unreached }: RunReport, dryRun: boolean): number =>
  nothing === null &&
  unreached === 0 &&
  revisions.every((run) => run.failed + run.uncertain + (dryRun ? 0 : run.waiting) === 0)
    ? EXIT.complete
    : EXIT.incomplete;

export function dryRunLines(report: RunReport, planned: readonly PlannedMessage[], outgoing: OutgoingMail): string[] {
  const { revisions } = report;
  const of = (run: RevisionRun): PlannedMessage[] =>
    planned.filter(({ month, revision }) => month === run.month && revision === run.revision);
  return [
    ...headLines(report, outgoing),
    ...revisions.flatMap((run) => [
      revisionLine(run, (state) => (state === 'waiting' ? 'would be sent' : state)),
      ...planLines(of(run)),
    ]),
  ];
}
