import type { Language, PortalLanguage } from '../../domain/languages.ts';
import type { PortalRole } from '../../domain/person.ts';
import type { EditionState } from '../visible-timetable.ts';
import type { ActivityLogWords } from './activity-words.ts';
import type { DistributionWords } from './distribution-words.ts';
import type { EditionWords } from './edition-words.ts';
import type { ExportsWords } from './exports-words.ts';
import type { FailureWords } from './failure-words.ts';
import type { FamilyWords } from './family-words.ts';
import type { HelpWords } from './help-words.ts';
import type { MonthWords } from './month-words.ts';
import type { ReviewWords } from './review-words.ts';
import type { StakeholderWords } from './stakeholder-words.ts';
import type { TokenWords } from './token-words.ts';
import type { UploadWords } from './upload-words.ts';
import type { WaitingWords } from './waiting-words.ts';

/** The portal's own words in one language. */
export interface PortalWords {
  readonly language: PortalLanguage;
  readonly brand: { readonly kicker: string; readonly name: string };
  readonly skip: string;
  readonly mainNavigation: string;
  readonly overview: string;
  readonly editions: string;
  readonly signOut: string;
  readonly otherLanguage: { readonly language: PortalLanguage; readonly name: string };
  readonly roles: Readonly<Record<PortalRole, string>>;
  readonly allRoles: string;
  readonly confidential: string;
  readonly version: (version: string) => string;
  readonly signIn: {
    readonly title: string;
    readonly needed: string;
    readonly how: string;
    readonly who: string;
    readonly button: string;
    readonly usedTitle: string;
    readonly used: string;
    readonly choose: string;
    readonly failedTitle: string;
    readonly failed: string;
    readonly noRoleTitle: string;
    readonly noRole: string;
    readonly otherAccount: string;
  };
  readonly headline: {
    readonly complete: (month: string) => string;
    readonly incomplete: (month: string) => string;
    readonly published: (month: string) => string;
    readonly noneApproved: string;
  };
  readonly tiles: {
    readonly accepted: (month: string) => string;
    readonly of: (total: number) => string;
    readonly rejectedMissing: (rejected: number, missing: number) => string;
    readonly allAccepted: string;
    readonly toReview: (count: number) => string;
    readonly nothingToReview: string;
    readonly review: string;
    readonly upload: string;
    readonly uploadNext: string;
    readonly unconfirmed: (count: number) => string;
    readonly noneUnconfirmed: string;
    readonly unconfirmedHelp: string;
    readonly next: string;
    readonly notScheduled: string;
    /** `people`: how many get it; null if that is not known here. */
    readonly atZone: (time: string, zone: string, people: number | null) => string;
    readonly newestApproved: string;
    readonly problems: string;
    readonly resolve: string;
    readonly distribution: string;
  };
  readonly timetable: {
    readonly title: string;
    readonly unit: string;
    readonly caption: string;
    readonly exports: string;
    readonly states: Readonly<Record<'accepted' | 'rejected' | 'missing', string>>;
    readonly editionStates: Readonly<Record<EditionState, string>>;
    readonly editionLegend: Readonly<Record<EditionState, string>>;
    readonly filesAccepted: (accepted: number, total: number) => string;
    readonly rejected: (count: number) => string;
    readonly missing: (count: number) => string;
    /** How many accepted files have no records. */
    readonly noRecords: (count: number) => string;
    readonly noFiles: string;
    readonly noEdition: string;
    readonly revision: (revision: number, state: string) => string;
    readonly allMonths: (count: number) => string;
    readonly lastMonths: (count: number) => string;
    readonly legend: string;
    readonly empty: string;
  };
  readonly activity: {
    readonly title: string;
    readonly when: string;
    readonly what: string;
    readonly who: string;
    readonly nothing: string;
    readonly accepted: string;
    readonly rejected: string;
    readonly created: string;
    readonly approved: string;
    readonly sent: string;
    readonly refused: string;
    readonly files: (count: number) => string;
    readonly fileOf: (files: string, hotline: string, month: string) => string;
    readonly revisionOf: (sheet: string, month: string, revision: number) => string;
    readonly program: string;
    /** Leads to the complete list. */
    readonly all: string;
  };
  readonly published: {
    readonly title: string;
    readonly none: string;
    readonly sheetIn: (language: Language) => string;
    readonly draftIn: (language: Language) => string;
    readonly figures: string;
    readonly chart: (name: string) => string;
    readonly charts: (count: number) => string;
    readonly approvedOn: (day: string) => string;
  };
  readonly edition: EditionWords;
  readonly exports: ExportsWords;
  readonly help: HelpWords;
  readonly activityLog: ActivityLogWords;
  readonly tokens: TokenWords;
  readonly family: FamilyWords;
  readonly upload: UploadWords;
  readonly month: MonthWords;
  readonly waiting: WaitingWords;
  readonly review: ReviewWords;
  readonly stakeholders: StakeholderWords;
  readonly distribution: DistributionWords;
  readonly errors: Readonly<Record<ErrorKind, { readonly title: string; readonly text: string }>>;
  readonly failures: FailureWords;
  /** Before a message in English that says more. */
  readonly detail: string;
  readonly requestNumber: (id: string) => string;
  readonly backToOverview: string;
}

/** The errors that a request can meet, each with a page of its own. */
const ERROR_KINDS = [
  'other-site',
  'other-host',
  'forbidden',
  'not-found',
  'method',
  'invalid',
  'refused',
  'stale',
  'too-large',
  'file-too-large',
  'disk-full',
  'link-expired',
  'busy',
  'failed',
] as const;

export type ErrorKind = (typeof ERROR_KINDS)[number];
