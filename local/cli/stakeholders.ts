import { readFile } from 'node:fs/promises';
import { listSheets } from '../../src/definitions/load-definitions.ts';
import { fold } from '../../src/domain/codes.ts';
import { Failure } from '../../src/domain/failure.ts';
import { activeHold, type Hold } from '../../src/domain/hold.ts';
import type { FormerStakeholder, Stakeholder } from '../../src/domain/stakeholder.ts';
import { decodeText } from '../../src/domain/text/text-in.ts';
import {
  addStakeholder,
  changeStakeholder,
  changeStatus,
  type Imported,
  idOfStakeholder,
  importStakeholders,
  knownSheets,
} from '../../src/steps/stakeholders/keep-stakeholders.ts';
import {
  historyOf,
  holdersOf,
  revisionSent,
  type SheetHistory,
} from '../../src/steps/stakeholders/stakeholder-history.ts';
import { readMailConfiguration } from '../mail/mail-configuration.ts';
import { nextMomentOf } from '../mail/next-moments.ts';
import { foundPath } from '../state/found-path.ts';
import { type OpenList, withList } from '../state/open-list.ts';
import type { StakeholdersCommand } from './commands/stakeholders.ts';
import { historyLines, holderLines, stakeholderLine } from './history-lines.ts';
import { refuseUnknownSheet } from './sheet-asked.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

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
        await importStakeholders(effects, await textOf(command.file), await knownSheets(files, definitions)),
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
      return [await addStakeholder(effects, command.entry, await knownSheets(files, definitions), command.again)];
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
async function show({ person, config, json, place }: Of<'show'>, { effects, files }: OpenList): Promise<string[]> {
  const who = await personOn(effects, person);
  const histories: SheetHistory[] = [];
  for (const sheet of await listSheets(files)) {
    const history = await historyOf(effects, sheet, who.id);
    const isOnList = who.status !== 'left' && who.sheets.includes(sheet);
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
    const one = await effects.stakeholders.byId(await idOfStakeholder(effects, person));
    if (!one) throw new Failure('StakeholdersInvalid', none);
    return one;
  }
  const all = await effects.stakeholders.all();
  const [found, ...others] = all.flatMap((one) =>
    one.status !== 'left' && fold(one.name).includes(fold(person)) ? [one] : [],
  );
  if (!found) throw new Failure('StakeholdersInvalid', none);
  if (others.length > 0)
    throw new Failure('StakeholdersInvalid', `${others.length + 1} people have such a name; write the address`);
  return found;
}

async function got({ sheet, month, revision, json }: Of<'got'>, { effects, files }: OpenList): Promise<string[]> {
  await refuseUnknownSheet(files, sheet);
  const asked = revision ?? (await revisionSent(effects, sheet, month));
  if (asked === null) return [`${sheet} ${month}: nothing was sent`];
  const holders = await holdersOf(effects, sheet, month, asked);
  if (json) return [JSON.stringify(holders, null, 2)];
  return [`${sheet} ${month}, revision ${asked}`, ...holderLines(holders)];
}

async function textOf(file: string): Promise<string> {
  if (!(await foundPath(file))?.isFile()) throw new Failure('WrongUsage', `there is no file ${file}`);
  const bytes = await readFile(file);
  if (isWorkbook(bytes))
    throw new Failure('StakeholdersInvalid', `${file} is a workbook; in Excel save it as "CSV UTF-8" and import that`);
  const { text, error } = decodeText(bytes);
  // a lenient decoder would put marks into the names that messages greet by
  if (text === null)
    throw new Failure('StakeholdersInvalid', `${file}: ${error}; save it as "CSV UTF-8" and import it again`);
  return text;
}

/** What .xlsx and .ods (zip) and .xls files begin with. */
const isWorkbook = (bytes: Buffer): boolean => ['504b0304', 'd0cf11e0'].includes(bytes.subarray(0, 4).toString('hex'));

function importLines({ added, changed, unchanged, left, merged, remarks, absent }: Imported): string[] {
  return [
    `${added} added, ${changed} changed, ${unchanged} unchanged`,
    ...merged.map(({ line, into, changed: fields }) => {
      const what = fields.length === 0 ? 'it says the same' : `its ${fields.join(', ')} count`;
      return `line ${line} is the same address as line ${into}: merged; ${what}`;
    }),
    ...left.map((line) => `line ${line}: left before, and is not added; if they ask for it: stakeholders add --again`),
    ...remarks,
    ...(absent.length > 0
      ? [
          `${absent.length} on the list are not in this file; they stay and get their sheets (stakeholders remove ends it):`,
          ...absent.map(({ name, address }) => `  ${name} <${address}>`),
        ]
      : []),
  ];
}

function listLines(all: readonly (Stakeholder | FormerStakeholder)[]): string[] {
  const here = all.flatMap((one) => (one.status === 'left' ? [] : [one]));
  const lines = here.toSorted((a, b) => (a.address < b.address ? -1 : 1)).map(stakeholderLine);
  return [...lines, `${here.length} on the list, ${all.length - here.length} left`];
}
