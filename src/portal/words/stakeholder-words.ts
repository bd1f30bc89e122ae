import type { Stakeholder, Suspension } from '../../domain/stakeholder.ts';
import type { ListState } from '../../steps/stakeholders/list-stakeholders.ts';
import type { StoreOutcome } from '../../steps/stakeholders/stored-stakeholder.ts';

/** What was done to a person or the list, as the next page reports it. */
export type DoneAct =
  | 'added'
  | 'saved'
  | 'unchanged'
  | 'pause'
  | 'resume'
  | 'suspend'
  | 'reactivate'
  | 'removed'
  | 'imported';

/** The fields of the forms about a person. */
export type PersonField = 'name' | 'email' | 'organisation' | 'language' | 'sheets' | 'delivery';

/** The words of the pages of stakeholders in one language. */
export interface StakeholderWords {
  readonly title: string;
  readonly titleOf: (sheet: string) => string;
  readonly counts: (listed: number, left: number) => string;
  readonly addressesHidden: string;
  readonly onlyCounts: string;
  readonly search: string;
  readonly find: string;
  readonly filterState: string;
  readonly filterSheet: string;
  readonly allSheets: string;
  /** What a list calls all members of a family. */
  readonly allMembers: string;
  /** The choice of all members in a form. */
  readonly everyMember: string;
  /** The heading of the members of a family: how many there are, and how many are chosen. */
  readonly members: (all: number, chosen: number) => string;
  readonly filterMembers: string;
  /** How many members a filter shows: `{shown}` of `{all}`. */
  readonly shownMembers: string;
  readonly all: string;
  readonly states: Readonly<Record<ListState, string>>;
  /** The status of one person. */
  readonly statuses: Readonly<Record<'active' | 'paused', string>>;
  readonly suspended: Readonly<Record<Suspension, string>>;
  readonly add: string;
  readonly importList: string;
  readonly exportList: string;
  readonly fields: Readonly<Record<PersonField, string>>;
  readonly hints: Readonly<Record<'name' | 'email' | 'organisation' | 'sheets', string>>;
  readonly optional: string;
  readonly choose: string;
  readonly deliveries: Readonly<Record<Stakeholder['delivery'], string>>;
  readonly deliveryHints: Readonly<Record<Stakeholder['delivery'], string>>;
  readonly status: string;
  readonly change: string;
  readonly acts: Readonly<Record<'edit' | 'pause' | 'resume' | 'suspend' | 'reactivate' | 'remove', string>>;
  readonly actOn: (act: string, name: string) => string;
  readonly none: string;
  readonly noneFound: string;
  readonly shown: (from: number, total: number) => string;
  readonly next: (count: number) => string;
  readonly first: string;
  readonly leftPerson: string;
  readonly leftOn: (day: string) => string;
  readonly since: (day: string) => string;
  readonly done: Readonly<Record<DoneAct, string>>;
  readonly importedCounts: (added: number, changed: number) => string;
  readonly conflicts: (lines: string) => string;
  readonly invalidTitle: string;
  readonly staleTitle: string;
  readonly staleText: string;
  readonly presentTitle: string;
  readonly presentLink: string;
  readonly leftTitle: string;
  readonly leftText: string;
  readonly againLabel: string;
  readonly addTitle: string;
  readonly addButton: string;
  readonly saveButton: string;
  readonly dataTitle: string;
  readonly addressFixed: string;
  readonly statusTitle: string;
  readonly statusHelp: Readonly<Record<'active' | 'paused' | 'suspended', string>>;
  readonly reason: string;
  readonly reasonHint: string;
  readonly reactivateHint: string;
  readonly reasonGiven: (reason: string) => string;
  readonly removeTitle: (name: string) => string;
  readonly removeErases: readonly string[];
  readonly removeKeeps: string;
  readonly removeFinal: string;
  readonly removeInstead: string;
  readonly removeButton: string;
  readonly cancel: string;
  readonly imports: ImportWords;
}

/** The words of the import of a list. */
export interface ImportWords {
  readonly title: string;
  readonly file: string;
  readonly hint: string;
  readonly columns: string;
  readonly preview: string;
  readonly missingFile: string;
  readonly tooLarge: string;
  readonly previewTitle: string;
  readonly nothingYet: string;
  readonly outcomes: Readonly<Record<StoreOutcome, string>>;
  readonly refused: string;
  readonly refusedTitle: (lines: number) => string;
  readonly refusedText: string;
  readonly line: string;
  readonly what: string;
  /** What happens to one person. */
  readonly oneOutcome: Readonly<Record<'added' | 'unchanged', string>>;
  readonly changes: (fields: string) => string;
  readonly leftText: string;
  readonly merged: (line: number, into: number) => string;
  readonly remarksTitle: string;
  readonly absentTitle: (count: number) => string;
  readonly absentText: string;
  readonly more: (count: number) => string;
  readonly confirm: (added: number, changed: number) => string;
  readonly nothingToDo: string;
  readonly another: string;
  readonly staleTitle: string;
  readonly staleText: string;
}
