import { mimeMessage } from '../../../../src/adapters/mime-message.ts';
import { folderOfSheet, isMemberId } from '../../../../src/domain/family.ts';
import { countNoun, formatCount } from '../../../../src/domain/format.ts';
import type { Mail } from '../../../../src/domain/mail.ts';
import type { RevisionRun, RunCounts, RunReport } from '../../../../src/domain/run-report.ts';
import {
  type PlannedSheet,
  plannedMessage,
  type PlannedMessage as RunMessage,
} from '../../../../src/steps/distribute/preview-run.ts';
import type { RunOptions } from '../../../../src/steps/distribute/run-options.ts';
import type { OutgoingMail } from '../../../mail/outgoing-mail.ts';
import { EXIT } from '../../command.ts';

/** One message of a dry run. */
export interface PlannedMessage extends Pick<RunMessage, 'month' | 'sheets' | 'later'> {
  readonly name: string;
  readonly address: string;
  readonly language: string;
  readonly delivery: 'attachment' | 'link';
  /** The message as it goes out, in bytes; null when it cannot be made. */
  readonly bytes: number | null;
}

/** Collects the messages of a dry run, and writes them to a mail folder where there is one. */
export function distributionPlan(write: Mail | null) {
  const planned: PlannedMessage[] = [];
  const preview: NonNullable<RunOptions['preview']> = async (personal, made) => {
    const message = made?.message ?? null;
    if (message && write) await write.send(message);
    const { month, sheets, later, delivery, person } = plannedMessage(personal, message);
    const { name, address, language } = person;
    const bytes = message && (await mimeMessage(message)).length;
    planned.push({ month, sheets, later, name, address, language, delivery: delivery ?? person.delivery, bytes });
  };
  return { planned, preview };
}

/** The messages of one month, a line each. */
const planLines = (planned: readonly PlannedMessage[]): string[] =>
  planned.map(({ name, address, language, delivery, sheets, later, bytes }) => {
    const size =
      bytes === null
        ? 'CANNOT BE SENT: there is no page in this language, or the address of links does not answer'
        : sizeOf(bytes);
    const missing = later.length === 0 ? '' : `; later: ${later.join(', ')}`;
    return `  ${name} <${address}>  ${language}, ${delivery}, ${sheetWords(sheets)}, ${size}${missing}`;
  });

const kindWords = ({ corrects }: PlannedSheet): string =>
  corrects === null ? 'new' : `correction of revision ${corrects}`;

/** More sheets than this are counted, not named. */
const NAMED = 6;

/** Names the sheets of a message that brings several, or a member of a family. */
function sheetWords(sheets: readonly PlannedSheet[]): string {
  const [first, ...others] = sheets;
  if (first && others.length === 0 && !isMemberId(first.sheet)) return kindWords(first);
  if (sheets.length <= NAMED) return sheets.map((one) => `${one.sheet} (${kindWords(one)})`).join(', ');
  const corrections = sheets.filter(({ corrects }) => corrects !== null).length;
  return `${sheets.length} sheets${corrections === 0 ? '' : `, ${countNoun(corrections, 'correction')}`}`;
}

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
    ...revisionLines(revisions, word),
    ...(unreached > 0 ? [`${countNoun(unreached, 'stakeholder')} not reached: run it again`] : []),
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

const headLines = ({ nothing, held = [] }: RunReport, { notes }: OutgoingMail): string[] => [
  ...notes,
  ...held.map((sheet) => `${sheet}: on hold, so it is not sent; factsheets release ${sheet} ends the hold`),
  ...(nothing === null ? [] : [`nothing to send: ${nothing}`]),
];

export const STATES = ['sent', 'already', 'paused', 'suspended', 'failed', 'waiting', 'uncertain'] as const;

/** A line for each revision; one for all members of a family with the same counts. */
function revisionLines(revisions: readonly RevisionRun[], word: (state: keyof RunCounts) => string): string[] {
  const groups = new Map<string, RevisionRun[]>();
  for (const run of revisions) {
    const alike = `${isMemberId(run.sheet)} ${folderOfSheet(run.sheet)} ${run.month} ${countWords(run, word)}`;
    groups.set(alike, [...(groups.get(alike) ?? []), run]);
  }
  return [...groups.values()].flatMap((runs) => {
    const [first] = runs;
    if (first && isMemberId(first.sheet) && runs.length > NAMED)
      return [`${folderOfSheet(first.sheet)} ${first.month}, ${runs.length} members, each: ${countWords(first, word)}`];
    return runs.map((run) => `${run.sheet} ${run.month}, revision ${run.revision}: ${countWords(run, word)}`);
  });
}

function countWords(run: RevisionRun, word: (state: keyof RunCounts) => string): string {
  const counts = STATES.filter((state) => run[state] > 0).map((state) => `${run[state]} ${word(state)}`);
  return counts.join(', ') || 'no one';
}

/** 0 only when something was sent and nothing went wrong. */
export const exitOfRun = ({ revisions, nothing, unreached }: RunReport, dryRun: boolean): number =>
  nothing === null &&
  unreached === 0 &&
  revisions.every((run) => run.failed + run.uncertain + (dryRun ? 0 : run.waiting) === 0)
    ? EXIT.complete
    : EXIT.incomplete;

export function dryRunLines(report: RunReport, planned: readonly PlannedMessage[], outgoing: OutgoingMail): string[] {
  const months = [...new Set(report.revisions.map(({ month }) => month))];
  return [
    ...headLines(report, outgoing),
    ...months.flatMap((month) => [
      ...revisionLines(
        report.revisions.filter((run) => run.month === month),
        (state) => (state === 'waiting' ? 'would be sent' : state),
      ),
      ...planLines(planned.filter((message) => message.month === month)),
    ]),
  ];
}
