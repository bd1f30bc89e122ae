/** The heading and the text of an issue. */
export interface IssueWords {
  readonly title: string;
  readonly text: string;
}

interface UnusualParts {
  readonly place: string;
  readonly column: string;
  readonly was: string;
  readonly is: string;
}

/** The words of a review in one language. */
export interface ReviewWords {
  readonly awaiting: string;
  readonly approvedStrip: string;
  readonly rejectedStrip: string;
  readonly made: (revision: number, when: string) => string;
  readonly decided: (by: string, when: string) => string;
  readonly exact: string;
  readonly complete: string;
  readonly incomplete: (missing: number) => string;
  readonly comparedWith: (revision: string) => string;
  readonly nothingBefore: string;
  readonly revisionOf: (month: string, revision: number) => string;
  readonly which: string;
  readonly views: Readonly<Record<'both' | 'draft' | 'approved', string>>;
  readonly languages: string;
  readonly openPdf: string;
  readonly thisDraft: string;
  readonly approvedOn: (day: string) => string;
  readonly noPages: string;
  readonly pageName: (page: string, of: string) => string;
  readonly total: string;
  readonly known: string;
  readonly issuesTitle: string;
  readonly noIssues: string;
  readonly forbids: string;
  readonly issues: {
    readonly exposed: (count: number) => IssueWords;
    readonly exposedPlace: (place: { name: string; value: string; range: string | null }) => string;
    readonly interval: (month: string, months: number, least: number) => IssueWords;
    readonly sheetChanged: IssueWords;
    readonly pagesMissing: IssueWords;
    readonly messageChanged: IssueWords;
    readonly incomplete: (missing: number) => IssueWords;
    readonly behind: (exports: number) => IssueWords;
    readonly smallChanges: (changes: number, most: number, against: string) => IssueWords;
    readonly orphans: (hotline: string, orphans: number, people: string) => IssueWords;
    readonly columnUnknown: (place: { table: string; hotline: string; column: string; exports: number }) => IssueWords;
    readonly figureUnknown: (figure: string, total: string) => IssueWords;
    readonly rejected: (by: string, day: string) => IssueWords;
    readonly empty: (count: number) => IssueWords;
    readonly unusual: (count: number, listed: number) => IssueWords;
    readonly unusualPlace: Readonly<Record<'records' | 'orphans' | 'ids', (parts: UnusualParts) => string>>;
  };
  readonly smallTitle: string;
  readonly smallUnit: (count: number) => string;
  readonly smallCaption: (most: number) => string;
  readonly allNumbers: (count: number) => string;
  readonly allCaption: string;
  readonly figure: string;
  readonly before: string;
  readonly now: string;
  readonly change: string;
  readonly shownAs: string;
  readonly shown: {
    readonly printed: string;
    readonly rounded: (printed: string) => string;
    readonly fewer: (base: number) => string;
    readonly noneKnown: string;
    readonly orMore: (from: string) => string;
    readonly fewerThan: (to: string) => string;
    readonly range: (from: string, to: string) => string;
    readonly unlisted: string;
    readonly hiddenSmall: (threshold: number) => string;
    readonly hiddenBeside: string;
    readonly withheld: string;
    readonly gone: string;
  };
  readonly sinceTitle: (month: string) => string;
  readonly came: (count: number) => string;
  readonly corrected: (count: number) => string;
  readonly withdrawn: (count: number) => string;
  readonly noChanges: string;
  readonly orphansLine: (victims: string, traffickers: string) => string;
  readonly undatedLine: (cases: string, signals: string) => string;
  readonly historyTitle: string;
  readonly historyLine: (decision: {
    revision: number;
    verdict: 'approved' | 'first-approval' | 'rejected';
    by: string;
    day: string;
  }) => string;
  readonly decisionTitle: (revision: number) => string;
  readonly verdict: string;
  /** What a sheet asks for that two must approve, or that no uploader may approve. */
  readonly twoMustApprove: string;
  readonly approvedFirst: (by: string) => string;
  readonly secondApproval: string;
  readonly yourFirst: string;
  readonly yourUpload: string;
  readonly firstStrip: string;
  readonly approve: string;
  /** What an approval leads to. `people`: how many get the revision; null if that is not known here. */
  readonly sending: {
    readonly held: string;
    readonly 'at-once': (people: number | null) => string;
    readonly 'by-hand': (people: number | null) => string;
    readonly scheduled: (people: number | null, moment: string) => string;
  };
  /** Leads to the people who get the sheet. */
  readonly recipients: string;
  readonly cannotApprove: string;
  readonly reject: string;
  readonly rejectHelp: string;
  readonly reason: string;
  readonly reasonRequired: string;
  readonly reasonForRejecting: string;
  readonly reasonStored: string;
  readonly record: string;
  readonly decidingAs: (name: string) => string;
  readonly final: string;
  /** Links to the pages in a language. */
  readonly unopened: (language: string) => string;
  /** Why a person cannot approve yet, if the sheet asks that they open the pages in every language. */
  readonly openFirst: string;
  readonly onlyApprovers: string;
  readonly missingVerdict: string;
  readonly missingReason: string;
  readonly notRecorded: string;
  readonly changed: string;
  readonly showChanged: string;
  readonly stale: string;
}
