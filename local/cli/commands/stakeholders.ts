import type { Month } from '../../../src/domain/month.ts';
import type { WrittenEntry } from '../../../src/domain/stakeholder.ts';
import type { StakeholderAct, StatusChange } from '../../../src/steps/stakeholders/keep-stakeholders.ts';
import {
  count,
  FLAG,
  LIST_OPTIONS,
  type ListPlace,
  listPlace,
  needed,
  read,
  sheetAndMonth,
  TEXT,
  text,
  wrong,
} from './arguments.ts';

export const STAKEHOLDERS_USAGE = `  factsheets stakeholders import FILE.csv [--state DIR]
      Takes a list whole or not at all. Headings: name, email, language, sheets, and if you like organisation and
      delivery (attachment, as when it is empty, or link). Those known get what the list says; those who left stay away.
  factsheets stakeholders list [--state DIR] [--json]
  factsheets stakeholders show ADDRESS|NAME [--state DIR] [--config FILE] [--json]
      Prints what one person was sent, when and how, and what is next for them.
  factsheets stakeholders got SHEET MONTH [--revision N] [--state DIR] [--json]
      Prints who has a revision (by default the last one that was sent), beginning with those that a correction does not reach.
  factsheets stakeholders add --name NAME --email ADDRESS --language en --sheets SHEET [--organisation TEXT]
                   [--delivery attachment|link] [--again] [--state DIR]
  factsheets stakeholders remove|pause|resume ADDRESS [--state DIR]
      remove keeps nothing but that this address left; resume lifts a pause or a suspension.
  factsheets stakeholders suspend|reactivate ADDRESS --reason TEXT [--state DIR]
      Records by hand that messages come back (--reason bounced), that somebody complained, or that they arrive again.
      In AWS: --table NAME --secret ARN in place of --state DIR, with this machine's AWS identity.`;

export type StakeholdersCommand = { readonly command: 'stakeholders'; readonly place: ListPlace } & (
  | { readonly act: 'import'; readonly file: string }
  | { readonly act: 'list'; readonly json: boolean }
  | { readonly act: 'show'; readonly person: string; readonly config: string | undefined; readonly json: boolean }
  | {
      readonly act: 'got';
      readonly sheet: string;
      readonly month: Month;
      /** Null takes the last one that was sent. */
      readonly revision: number | null;
      readonly json: boolean;
    }
  | { readonly act: 'add'; readonly entry: WrittenEntry; readonly again: boolean }
  | { readonly act: 'status'; readonly address: string; readonly change: StatusChange }
  | { readonly act: StakeholderAct; readonly address: string }
);

const ACTS = ['import', 'list', 'show', 'got', 'add', 'remove', 'pause', 'resume', 'suspend', 'reactivate'] as const;

export function parseStakeholders([name, ...argv]: readonly string[]): StakeholdersCommand {
  const act = ACTS.find((one) => one === name);
  switch (act) {
    case undefined:
      throw wrong(`stakeholders does one of ${ACTS.join(', ')}`);
    case 'add':
      return parseAdd(argv);
    case 'list': {
      const { values } = read(argv, { ...LIST_OPTIONS, json: FLAG });
      return { command: 'stakeholders', place: listPlace(values), act, json: values.json === true };
    }
    case 'show': {
      const { values, positionals } = read(argv, { ...LIST_OPTIONS, config: TEXT, json: FLAG }, 1);
      const person = first(positionals, 'show needs an address or a name');
      const place = { command: 'stakeholders', place: listPlace(values) } as const;
      return { ...place, act, person, config: text(values.config), json: values.json === true };
    }
    case 'got':
      return parseGot(argv);
    case 'suspend':
    case 'reactivate': {
      const { values, positionals } = read(argv, { ...LIST_OPTIONS, reason: TEXT }, 1);
      const address = first(positionals, `${act} needs an address`);
      const reason = needed(values, 'reason', 'why, for example bounced');
      return { command: 'stakeholders', place: listPlace(values), act: 'status', address, change: { act, reason } };
    }
    default: {
      const { values, positionals } = read(argv, LIST_OPTIONS, 1);
      const place = { command: 'stakeholders', place: listPlace(values) } as const;
      const what = first(positionals, act === 'import' ? 'import needs a file' : `${act} needs an address`);
      return act === 'import' ? { ...place, act, file: what } : { ...place, act, address: what };
    }
  }
}

function first([what]: readonly string[], complaint: string): string {
  if (what === undefined) throw wrong(complaint);
  return what;
}

function parseGot(argv: readonly string[]): StakeholdersCommand {
  const { values, positionals } = read(argv, { ...LIST_OPTIONS, revision: TEXT, json: FLAG }, 2);
  const revision = values.revision === undefined ? null : count(values.revision, 'revision');
  const place = { command: 'stakeholders', place: listPlace(values) } as const;
  return { ...place, act: 'got', ...sheetAndMonth(positionals), revision, json: values.json === true };
}

function parseAdd(argv: readonly string[]): StakeholdersCommand {
  const texts = { name: TEXT, email: TEXT, organisation: TEXT, language: TEXT, sheets: TEXT, delivery: TEXT };
  const { values } = read(argv, { ...LIST_OPTIONS, ...texts, again: FLAG });
  const entry: WrittenEntry = {
    name: needed(values, 'name', 'whom the message greets'),
    email: needed(values, 'email', 'the address'),
    organisation: text(values.organisation) ?? '',
    language: needed(values, 'language', 'the language of messages and pages'),
    sheets: needed(values, 'sheets', 'the sheets they get'),
    delivery: text(values.delivery) ?? 'attachment',
  };
  return { command: 'stakeholders', place: listPlace(values), act: 'add', entry, again: values.again === true };
}
