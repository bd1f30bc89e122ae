import { countNoun } from '../../domain/format.ts';
import type { ReviewWords } from './review-words.ts';

/** ` to 3 stakeholders`; nothing if the number is not known. */
const toPeople = (count: number | null): string => (count === null ? '' : ` to ${countNoun(count, 'stakeholder')}`);

export const REVIEW_EN: ReviewWords = {
  awaiting: 'Waits for a decision',
  approvedStrip: 'Approved',
  rejectedStrip: 'Rejected',
  made: (revision, when) => `Revision ${revision}, created ${when}.`,
  decided: (by, when) => `By ${by}, ${when}.`,
  exact: 'Contains exact counts: as confidential as the exports.',
  complete: 'complete',
  incomplete: (missing) => `incomplete, ${countNoun(missing, 'file')} missing`,
  comparedWith: (revision) => `compared with ${revision} (approved)`,
  nothingBefore: 'nothing approved to compare with',
  revisionOf: (month, revision) => `${month}, revision ${revision}`,
  which: 'Which revision',
  views: { both: 'Side by side', draft: 'Draft', approved: 'Approved' },
  languages: 'Language of the pages',
  openPdf: 'Open the PDF',
  thisDraft: 'this draft',
  approvedOn: (day) => `approved on ${day}`,
  noPages: 'There are no pages in this language.',
  pageName: (page, of) => `Page ${page} of ${of}. The PDF has the same content and can be read aloud.`,
  total: 'total',
  known: 'with a known place',
  issuesTitle: 'Issues to consider',
  noIssues: 'The rules object to nothing.',
  forbids: 'It cannot be approved, whatever the reason.',
  issues: {
    exposed: (count) => ({
      title: count === 1 ? 'hidden number would become known' : 'hidden numbers would become known',
      text: 'Anyone with this page and the approved ones could work them out. Wait for a later edition, or merge cells.',
    }),
    exposedPlace: ({ name, value, range }) =>
      range === null
        ? `${name}: ${value}; it took too long to find out`
        : `${name}: ${value}; anyone could work out ${range}`,
    interval: (month, months, least) => ({
      title: months === 1 ? 'month from an approved edition' : 'months from an approved edition',
      text: `${month} was approved; this sheet requires ${countNoun(least, 'month')} between editions.`,
    }),
    sheetChanged: {
      title: 'sheet definition changed',
      text: 'The sheet is no longer the one that this revision was made with. Compute the edition again: factsheets publish.',
    },
    messageChanged: {
      title: 'message changed since the approval',
      text: 'The message to stakeholders is no longer the one that was approved. Nothing is sent until the revision is approved once more.',
    },
    pagesMissing: { title: 'set of pages incomplete', text: 'Publish the edition again before you decide.' },
    incomplete: (missing) => ({
      title: missing === 1 ? 'file missing' : 'files missing',
      text: 'The pages say which; the figures count what was received.',
    }),
    behind: (exports) => ({
      title: exports === 1 ? 'file changed since' : 'files changed since',
      text: 'Exports were received, corrected or withdrawn after this revision was made. A newer revision is being made.',
    }),
    smallChanges: (changes, most, against) => ({
      title: `${changes === 1 ? 'number' : 'numbers'} changed by 1 to ${most}`,
      text: `Anyone with this edition and ${against} can subtract: both print ${changes === 1 ? 'it' : 'them'}.`,
    }),
    orphans: (hotline, orphans, people) => ({
      title: `${orphans === 1 ? 'person' : 'people'} without a case`,
      text: `Of ${people} people of ${hotline}; no export holds their cases, so no figure counts them.`,
    }),
    columnUnknown: ({ table, hotline, column, exports }) => ({
      title: `${exports === 1 ? 'export' : 'exports'} with values in no list`,
      text: `Many values of “${column}” in ${table} of ${hotline} are in no list, so figures by it are too low. The hotline’s file must list them.`,
    }),
    figureUnknown: (figure, total) => ({
      title: 'records unknown or other',
      text: `Of ${total} in “${figure}”, while codes of it are 0. Compare the column and its spellings in the hotline’s file.`,
    }),
    rejected: (by, day) => ({ title: 'earlier rejection', text: `${by} rejected this revision on ${day}.` }),
    empty: (count) => ({
      title: count === 1 ? 'export without records' : 'exports without records',
      text: 'A month may really have none. Ask the hotline if you did not expect it.',
    }),
    unusual: (count, listed) => ({
      title: count === 1 ? 'unusual number in the exports' : 'unusual numbers in the exports',
      text:
        listed < count
          ? `They differ from the months before by more than chance. The first ${listed}:`
          : 'They differ from the months before by more than chance.',
    }),
    unusualPlace: {
      records: ({ place, was, is }) => `${place}: ${is} records; before, about ${was}`,
      orphans: ({ place, was, is }) => `${place}: ${is} people without a case; before, about ${was}`,
      ids: ({ place, column, is }) => `${place}: ${is} ids in "${column}" of another form; leading zeros may be lost`,
    },
  },
  smallTitle: 'Printed in both editions',
  smallUnit: (count) => countNoun(count, 'small change'),
  smallCaption: (most) => `Numbers that changed by 1 to ${most} and are printed in both editions`,
  allNumbers: (count) => `All ${countNoun(count, 'number')}`,
  allCaption: 'Every number of the revision, what it was before, and how the pages show it',
  figure: 'Figure',
  before: 'Before',
  now: 'Now',
  change: 'Change',
  shownAs: 'Shown as',
  shown: {
    printed: 'the number',
    rounded: (printed) => `${printed}, rounded`,
    fewer: (base) => `fewer than ${base}`,
    noneKnown: 'none known',
    orMore: (from) => `${from} or more`,
    fewerThan: (to) => `fewer than ${to}`,
    range: (from, to) => `${from} to ${to}`,
    unlisted: 'not listed',
    hiddenSmall: (threshold) => `‡ fewer than ${threshold}`,
    hiddenBeside: '‡ hides another',
    withheld: '‡ figure withheld',
    gone: 'gone',
  },
  sinceTitle: (month) => `Exports since ${month}`,
  came: (count) => `${countNoun(count, 'file')} added`,
  corrected: (count) => `${countNoun(count, 'file')} corrected`,
  withdrawn: (count) => `${countNoun(count, 'file')} withdrawn`,
  noChanges: 'No file was added, corrected or withdrawn.',
  orphansLine: (victims, traffickers) =>
    `People linked to no case, who are not counted: ${victims} victims, ${traffickers} traffickers`,
  undatedLine: (cases, signals) =>
    `Not counted because too little is known of their dates: cases, ${cases}; signals, ${signals}`,
  historyTitle: 'Decisions on this edition',
  historyLine: ({ revision, verdict, by, day }) =>
    `Revision ${revision} was ${verdict === 'first-approval' ? 'approved (1 of 2)' : verdict} by ${by} on ${day}`,
  decisionTitle: (revision) => `Your decision on revision ${revision}`,
  verdict: 'Decision',
  twoMustApprove: 'Two people must approve this sheet. Yours is the first approval: nothing is published yet.',
  approvedFirst: (by) => `1 of 2: ${by} approved it.`,
  secondApproval: 'Yours is the second approval: it publishes the revision.',
  yourFirst: 'You approved it first. Another person must approve it too.',
  yourUpload: 'You uploaded an export that it counts. Another approver must approve it.',
  firstStrip: 'Approved, 1 of 2.',
  approve: 'Approve',
  sending: {
    held: 'This sheet is held: nothing is sent until someone releases it.',
    'at-once': (people) => `It is sent at once${toPeople(people)}, because its scheduled time has passed.`,
    'by-hand': (people) => `Nothing is scheduled: it is sent${toPeople(people)} when someone starts a run.`,
    scheduled: (people, moment) => `It will be sent${toPeople(people)} on ${moment}.`,
  },
  recipients: 'See who gets it',
  cannotApprove: 'The issues above forbid it.',
  reject: 'Reject',
  rejectHelp: 'What is approved stays as it is; the next revision needs its own review.',
  reason: 'Reason',
  reasonRequired: 'Required because of the issues above.',
  reasonForRejecting: 'Required if you reject.',
  reasonStored: 'It is stored permanently with your name and what was shown here; it is not sent to stakeholders.',
  record: 'Record the decision',
  decidingAs: (name) => `You are deciding as ${name}.`,
  final: 'An approval cannot be withdrawn; a newer revision corrects it.',
  unopened: (language) => `You have not opened the pages in ${language} yet`,
  openFirst: 'Open the pages in every language first: this sheet asks for it.',
  onlyApprovers: 'You can review this revision. An approver decides on it.',
  missingVerdict: 'Choose whether to approve or to reject.',
  missingReason: 'Give a reason.',
  notRecorded: 'The decision was not recorded',
  changed: 'This review has changed since you opened it: there is another decision, a new revision or a new export.',
  showChanged: 'Show it as it is now; what you typed is kept',
  stale: 'Something changed while you were reading. This is the review as it is now: check it, then decide.',
};
