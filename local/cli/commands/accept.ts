import { getItem, putItem } from '../../../src/adapters/aws/dynamo-table.ts';
import { countNoun } from '../../../src/domain/format.ts';
import { editionKey } from '../../../src/domain/table-keys.ts';
import { recordActivity } from '../../../src/steps/record-activity.ts';
import type { LocalTable } from '../../state/dynalite-table.ts';
import type { Journal, Written } from '../../state/journal.ts';
import { watchedItems } from '../../state/journaled-table.ts';
import type { StatePlace } from '../../state/open-state.ts';
import { withState } from '../../state/open-state.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { acceptTable, type StagePlace } from '../accept-table.ts';
import { read, requiredOption, STATE_OPTIONS, statePlace, TEXT } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const ACCEPT = defineCommand({
  help: `factsheets accept --by NAME [--state DIR]
factsheets accept --by NAME --table NAME --bucket REPORTS

Accepts a state (by default state) that is older than its journal because it was restored from a backup, when nothing newer is
left. What was sent since counts as sent, people who left since stay off the list, and revisions made since keep their numbers.

  --table NAME         the table of a stage in AWS that lacks decisions; each sheet concerned is held until you release it
  --bucket REPORTS     the bucket of reports, which stores the number of decisions`,
  parse: parseAccept,
  run: accept,
});

export interface AcceptCommand {
  readonly by: string;
  readonly place: StatePlace | StagePlace;
}

function parseAccept(argv: readonly string[]): AcceptCommand {
  const { values } = read(argv, { ...STATE_OPTIONS, by: TEXT, table: TEXT, bucket: TEXT });
  const by = requiredOption(values, 'by', 'the name of the person who accepts the state');
  if (values.table === undefined && values.bucket === undefined) return { by, place: statePlace(values) };
  const table = requiredOption(values, 'table', 'the table of the stage');
  return { by, place: { table, bucket: requiredOption(values, 'bucket', 'the bucket of reports') } };
}

function accept({ by, place }: AcceptCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  return 'table' in place ? acceptTable(place, by, terminal) : acceptState(place, by, terminal, environment);
}

/** What a restored state takes from its journal. */
interface Caught {
  readonly sent: number;
  readonly left: number;
  readonly editions: number;
  /** Decisions that are not in the state any more, by their keys. */
  readonly decisions: readonly string[];
}

/**
 * Accepts a state as the newest there is, though its journal knows of later writes. From the journal it takes what must
 * not be done twice: a message that went out, or may have, counts as sent; who left is left; the next revision of an
 * edition has a number that none had. Decisions made since are listed, for a person must take them again.
 */
async function acceptState(place: StatePlace, by: string, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const caught = await withState(
    place,
    environment,
    async ({ runtime: { table, journal }, effects }) => {
      // first, because catching up ends with a journal of everything that is in the table then
      await recordActivity(effects, { who: by, via: 'command' }, 'state-accepted', {});
      return catchUp(table, journal, effects.clock.now().toISOString());
    },
    { anyJournal: true },
  );
  terminal.out(
    `accepted by ${by}: ${countNoun(caught.sent, 'message')} counted as sent, ${countNoun(caught.left, 'person', 'people')} as left, ${countNoun(caught.editions, 'edition')} with later numbers from now on`,
  );
  for (const key of caught.decisions) terminal.out(`  decide again: ${key}`);
  return EXIT.complete;
}

async function catchUp(table: LocalTable, journal: Journal | null, at: string): Promise<Caught> {
  if (!journal) return { sent: 0, left: 0, editions: 0, decisions: [] };
  const there = new Map((await watchedItems(table)).map((item) => [item.key, item]));
  // a write that was noted and never settled may have been done: a message may have gone out
  const known = [...journal.done.values(), ...journal.pending.values()];
  const later = known.filter(({ key, generation }) => generation > (there.get(key)?.generation ?? 0));
  const [dispatches, people, revisions, decisions] = ['DISPATCH#', 'STAKEHOLDERS ', 'EDITION#', 'DECISIONS#'].map(
    (beginning) => later.filter(({ key }) => key.startsWith(beginning)),
  );
  const sent = (dispatches ?? []).filter(({ status }) => status === 'sent' || status === 'sending');
  for (const one of sent) await putItem(table, keyOf(one), sentOf(one, at));
  const left = (people ?? []).filter(({ status }) => status === 'left');
  for (const one of left)
    await putItem(table, keyOf(one), {
      id: idIn(one.key),
      generation: one.generation + 1,
      status: 'left',
      changedAt: at,
    });
  const editions = await raiseNumbers(table, revisions ?? []);
  await journal.hold(await watchedItems(table));
  return { sent: sent.length, left: left.length, editions, decisions: decisionsIn(decisions ?? []) };
}

/** The newest decision of a group is among those of its sheet too. */
const decisionsIn = (items: readonly Written[]): string[] =>
  items.map(({ key }) => key).filter((key) => key.includes(' DECISION#'));

function keyOf({ key }: Written) {
  const at = key.indexOf(' ');
  return { PK: key.slice(0, at), SK: key.slice(at + 1) };
}

const idIn = (key: string): string => key.split(' STAKEHOLDER#')[1] ?? '';

/** `DISPATCH#<sheet>#<month>#<revision> STAKEHOLDER#<id>` as a message that went out. */
function sentOf({ key, generation }: Written, at: string) {
  const [, sheet = '', month = '', revision = ''] = (key.split(' ')[0] ?? '').split('#');
  const of = { sheet, month, revision: Number(revision), stakeholder: idIn(key), generation: generation + 1 };
  return { ...of, status: 'sent', run: 'restore', at, messageId: null, code: 'restored', revoked: false };
}

/** Lets each edition go on after the highest number that a revision of it had. */
async function raiseNumbers(table: LocalTable, revisions: readonly Written[]): Promise<number> {
  const highest = new Map<string, number>();
  for (const { key } of revisions) {
    const [edition = '', revision = ''] = key.split(' REVISION#');
    highest.set(edition, Math.max(highest.get(edition) ?? 0, Number(revision)));
  }
  for (const [edition, number] of highest) {
    const [, sheet = '', month = ''] = edition.split('#');
    const item = (await getItem(table, editionKey(sheet, month))) ?? { month, asked: false };
    await putItem(table, editionKey(sheet, month), { ...item, after: number });
  }
  return highest.size;
}
