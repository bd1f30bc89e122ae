import { fold } from '../../../../src/domain/codes.ts';
import { Failure } from '../../../../src/domain/failure.ts';
import { allMembersId, folderOfSheet } from '../../../../src/domain/family.ts';
import { activeHold, type Hold } from '../../../../src/domain/hold.ts';
import type { Month } from '../../../../src/domain/month.ts';
import {
  type FormerStakeholder,
  getsSheet,
  type Stakeholder,
  type WrittenEntry,
} from '../../../../src/domain/stakeholder.ts';
import {
  addStakeholder,
  availableSheets,
  changeStakeholder,
  changeStatus,
  findStakeholderId,
  importStakeholders,
} from '../../../../src/steps/stakeholders/change-stakeholders.ts';
import {
  newestSentRevision,
  revisionHolders,
  type SheetHistory,
  sheetHistory,
} from '../../../../src/steps/stakeholders/stakeholder-history.ts';
import type { StakeholderAct, StatusChange } from '../../../../src/steps/stakeholders/stored-stakeholder.ts';
import { readMailConfiguration } from '../../../mail/mail-configuration.ts';
import { nextMomentOf } from '../../../mail/next-moments.ts';
import type { ListPlace } from '../../../state/open-list.ts';
import { type OpenList, withList } from '../../../state/open-list.ts';
import { assertSheetExists } from '../../../state/state-definitions.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import {
  count,
  FLAG,
  LIST_OPTIONS,
  listPlace,
  read,
  requiredOption,
  sheetAndMonth,
  TEXT,
  text,
  usageError,
} from '../../arguments.ts';
import { defineCommand, EXIT } from '../../command.ts';
import { historyLines, holderLines, stakeholderLine } from './history-lines.ts';
import { importLines, textOf } from './import-list.ts';

const PLACES = `  --state DIR          the state on this machine; by default state
  --table NAME --secret ARN    in AWS instead of --state, with the AWS identity of this machine
  --json               prints the answer of list, show and got as JSON`;

export const STAKEHOLDERS = defineCommand({
  help: `factsheets stakeholders import FILE.csv
    Imports a list completely or not at all. Columns: name, email, language, sheets, and optionally organisation and delivery
    (attachment, the default, or link). People already on the list get what the file says; people who left are not added.
factsheets stakeholders list
factsheets stakeholders show ADDRESS|NAME [--config FILE]
    Prints what a person was sent, when and how, and what they get next.
factsheets stakeholders got SHEET MONTH [--revision N]
    Prints who has a revision (by default the last one that was sent), beginning with those that a correction does not reach.
factsheets stakeholders add --name NAME --email ADDRESS --language en --sheets SHEET [--organisation TEXT]
                 [--delivery attachment|link] [--again]
    --again adds a person who left before.
factsheets stakeholders remove|pause|resume ADDRESS
    remove deletes everything except that this address left; resume ends a pause or a suspension.
factsheets stakeholders suspend|reactivate ADDRESS --reason TEXT
    Records by hand that messages bounce (--reason bounced), that a person complained, or that messages arrive again.

${PLACES}`,
  parse: parseStakeholders,
  run: stakeholders,
});

export type StakeholdersCommand = { readonly place: ListPlace } & (
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

function parseStakeholders([name, ...argv]: readonly string[]): StakeholdersCommand {
  const act = ACTS.find((one) => one === name);
  switch (act) {
    case undefined:
      throw usageError(`use stakeholders with one of ${ACTS.join(', ')}`);
    case 'add':
      return parseAdd(argv);
    case 'list': {
      const { values } = read(argv, { ...LIST_OPTIONS, json: FLAG });
      return { place: listPlace(values), act, json: values.json === true };
    }
    case 'show': {
      const { values, positionals } = read(argv, { ...LIST_OPTIONS, config: TEXT, json: FLAG }, 1);
      const person = first(positionals, 'name the address or the name to show');
      const place = { place: listPlace(values) };
      return { ...place, act, person, config: text(values.config), json: values.json === true };
    }
    case 'got':
      return parseGot(argv);
    case 'suspend':
    case 'reactivate': {
      const { values, positionals } = read(argv, { ...LIST_OPTIONS, reason: TEXT }, 1);
      const address = first(positionals, `name the address to ${act}`);
      const reason = requiredOption(values, 'reason', 'the reason, for example bounced');
      return { place: listPlace(values), act: 'status', address, change: { act, reason } };
    }
    default: {
      const { values, positionals } = read(argv, LIST_OPTIONS, 1);
      const place = { place: listPlace(values) };
      const what = first(positionals, act === 'import' ? 'name the file to import' : `name the address to ${act}`);
      return act === 'import' ? { ...place, act, file: what } : { ...place, act, address: what };
    }
  }
}

function first([what]: readonly string[], missing: string): string {
  if (what === undefined) throw usageError(missing);
  return what;
}

function parseGot(argv: readonly string[]): StakeholdersCommand {
  const { values, positionals } = read(argv, { ...LIST_OPTIONS, revision: TEXT, json: FLAG }, 2);
  const revision = values.revision === undefined ? null : count(values.revision, 'revision');
  const place = { place: listPlace(values) };
  return { ...place, act: 'got', ...sheetAndMonth(positionals), revision, json: values.json === true };
}

function parseAdd(argv: readonly string[]): StakeholdersCommand {
  const texts = { name: TEXT, email: TEXT, organisation: TEXT, language: TEXT, sheets: TEXT, delivery: TEXT };
  const { values } = read(argv, { ...LIST_OPTIONS, ...texts, again: FLAG });
  const entry: WrittenEntry = {
    name: requiredOption(values, 'name', 'the name in the greeting of messages'),
    email: requiredOption(values, 'email', 'the address'),
    organisation: text(values.organisation) ?? '',
    language: requiredOption(values, 'language', 'the language of messages and pages'),
    sheets: requiredOption(values, 'sheets', 'the sheets that the person gets'),
    delivery: text(values.delivery) ?? 'attachment',
  };
  return { place: listPlace(values), act: 'add', entry, again: values.again === true };
}

/** Keeps the list of those who get sheets. */
export async function stakeholders(command: StakeholdersCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const lines = await withList(command.place, environment, (list) => run(command, list));
  for (const line of lines) terminal.out(line);
  return EXIT.complete;
}

async function run(command: StakeholdersCommand, list: OpenList): Promise<string[]> {
  const { effects, files, definitions } = list;
  switch (command.act) {
    case 'import':
      return importLines(
        await importStakeholders(effects, await textOf(command.file), await availableSheets(files, definitions)),
      );
    case 'list': {
      const all = await effects.stakeholders.all();
      return command.json ? [JSON.stringify(all, null, 2)] : listLines(all);
    }
    case 'show':
      return show(command, list);
    case 'got':
      return got(command, list);
    case 'add':
      return [await addStakeholder(effects, command.entry, await availableSheets(files, definitions), command.again)];
    case 'status':
      await changeStatus(effects, command.address, command.change);
      return ['done'];
    default:
      await changeStakeholder(effects, command.address, command.act);
      return ['done'];
  }
}

type Of<Act extends StakeholdersCommand['act']> = Extract<StakeholdersCommand, { readonly act: Act }>;

/** "Where is mine?": what one person was sent, and what is next for them. */
async function show(
  { person, config, json, place }: Of<'show'>,
  { effects, files, definitions }: OpenList,
): Promise<string[]> {
  const who = await personOn(effects, person);
  const histories: SheetHistory[] = [];
  const known = [...(await availableSheets(files, definitions)).keys()];
  for (const sheet of known.filter((id) => id !== allMembersId(folderOfSheet(id)))) {
    const history = await sheetHistory(effects, sheet, who.id);
    const isOnList = who.status !== 'left' && getsSheet(who, sheet);
    if (isOnList || history.dispatches.length > 0) histories.push(history);
  }
  if (json) return [JSON.stringify({ ...who, histories }, null, 2)];
  const configuration = 'table' in place ? null : await readMailConfiguration(config);
  const holds = new Map<string, Hold | null>();
  for (const { sheet } of histories) holds.set(sheet, await activeHold(effects.holds, sheet));
  const now = effects.clock.now();
  return historyLines(
    who,
    histories,
    (sheet) => configuration && nextMomentOf(configuration, sheet, { now, hold: holds.get(sheet) ?? null }),
  );
}

/**
 * The person of an address, also one who left, or the one whose name holds a text.
 * @throws Failure StakeholdersInvalid for none, or for several
 */
async function personOn(effects: OpenList['effects'], person: string): Promise<Stakeholder | FormerStakeholder> {
  const none = 'no one on the list has that address or name';
  if (person.includes('@')) {
    const one = await effects.stakeholders.byId(await findStakeholderId(effects, person));
    if (!one) throw new Failure('StakeholdersInvalid', none);
    return one;
  }
  const all = await effects.stakeholders.all();
  const [found, ...others] = all.flatMap((one) =>
    one.status !== 'left' && fold(one.name).includes(fold(person)) ? [one] : [],
  );
  if (!found) throw new Failure('StakeholdersInvalid', none);
  if (others.length > 0)
    throw new Failure('StakeholdersInvalid', `${others.length + 1} people match this name; write the address`);
  return found;
}

async function got({ sheet, month, revision, json }: Of<'got'>, { effects, files }: OpenList): Promise<string[]> {
  await assertSheetExists(files, sheet);
  const asked = revision ?? (await newestSentRevision(effects, sheet, month));
  if (asked === null) return [`${sheet} ${month}: nothing was sent`];
  const holders = await revisionHolders(effects, sheet, month, asked);
  if (json) return [JSON.stringify(holders, null, 2)];
  return [`${sheet} ${month}, revision ${asked}`, ...holderLines(holders)];
}

function listLines(all: readonly (Stakeholder | FormerStakeholder)[]): string[] {
  const here = all.flatMap((one) => (one.status === 'left' ? [] : [one]));
  const lines = here.toSorted((a, b) => (a.address < b.address ? -1 : 1)).map(stakeholderLine);
  return [...lines, `${here.length} on the list, ${all.length - here.length} left`];
}
