import type { WrittenEntry } from '../../src/domain/stakeholder.ts';
import type { StakeholderAct } from '../../src/steps/keep-stakeholders.ts';
import { FLAG, LIST_OPTIONS, type ListPlace, listPlace, needed, read, TEXT, text, wrong } from './arguments.ts';

export const STAKEHOLDERS_USAGE = `  factsheets stakeholders import FILE.csv --state DIR
      Takes a list whole or not at all. Headings: name, email, organisation, language, sheets, delivery
      (attachment or link). Those known get what the list says; those who left stay away.
  factsheets stakeholders list --state DIR [--json]
  factsheets stakeholders add --name NAME --email ADDRESS --language en --sheets SHEET [--organisation TEXT]
                   [--delivery attachment|link] [--again] --state DIR
  factsheets stakeholders remove|pause|resume ADDRESS --state DIR
      remove keeps nothing but that this address left; resume lifts a pause or a suspension.
      In AWS: --table NAME --secret ARN in place of --state DIR, with this machine's AWS identity.`;

export type StakeholdersCommand = { readonly command: 'stakeholders'; readonly place: ListPlace } & (
  | { readonly act: 'import'; readonly file: string }
  | { readonly act: 'list'; readonly json: boolean }
  | { readonly act: 'add'; readonly entry: WrittenEntry; readonly again: boolean }
  | { readonly act: StakeholderAct; readonly address: string }
);

const ACTS = ['import', 'list', 'add', 'remove', 'pause', 'resume'] as const;

export function parseStakeholders([name, ...argv]: readonly string[]): StakeholdersCommand {
  const act = ACTS.find((one) => one === name);
  if (!act) throw wrong(`stakeholders does one of ${ACTS.join(', ')}`);
  if (act === 'add') return parseAdd(argv);
  const { values, positionals } = read(
    argv,
    { ...LIST_OPTIONS, ...(act === 'list' && { json: FLAG }) },
    act === 'list' ? 0 : 1,
  );
  const place = { command: 'stakeholders', place: listPlace(values) } as const;
  if (act === 'list') return { ...place, act, json: values.json === true };
  const [what] = positionals;
  if (what === undefined) throw wrong(act === 'import' ? 'import needs a file' : `${act} needs an address`);
  return act === 'import' ? { ...place, act, file: what } : { ...place, act, address: what };
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
