import { listSheets } from '../../../src/definitions/load-definitions.ts';
import type { Published } from '../../../src/domain/register.ts';
import { addNote, listPublished } from '../../../src/steps/published-register.ts';
import type { ListPlace } from '../../state/open-list.ts';
import { type OpenList, withList } from '../../state/open-list.ts';
import { sheetAsked } from '../../state/state-definitions.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { FLAG, LIST_OPTIONS, listPlace, read, requiredOption, TEXT, text } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const PUBLISHED = defineCommand({
  help: `factsheets published [SHEET] [options]

Lists everything published: each approved revision with the date, the person, the hashes of its files, the method that protects
it and k; and the notes added by hand. The joint attack knows the approved revisions.

factsheets published add --sheet SHEET --note TEXT [--by NAME] [options]

Adds a note about what was published elsewhere from the same records: an answer to a question, a press release, a data set.
Notes cannot be removed.

  --state DIR          the state on this machine; by default state
  --table NAME --secret ARN    in AWS instead of --state, with the AWS identity of this machine
  --json               prints the list as JSON`,
  parse: parsePublished,
  run: printPublished,
});

export type PublishedCommand = { readonly place: ListPlace } & (
  | { readonly act: 'list'; readonly sheet: string | null; readonly json: boolean }
  | { readonly act: 'add'; readonly sheet: string; readonly note: string; readonly by: string | null }
);

function parsePublished(argv: readonly string[]): PublishedCommand {
  if (argv[0] === 'add') return parseAdd(argv.slice(1));
  const { values, positionals } = read(argv, { ...LIST_OPTIONS, json: FLAG }, 1);
  const place = { place: listPlace(values) };
  return { ...place, act: 'list', sheet: positionals[0] ?? null, json: values.json === true };
}

function parseAdd(argv: readonly string[]): PublishedCommand {
  const { values } = read(argv, { ...LIST_OPTIONS, sheet: TEXT, note: TEXT, by: TEXT });
  return {
    place: listPlace(values),
    act: 'add',
    sheet: requiredOption(values, 'sheet', 'the sheet with the same records'),
    note: requiredOption(values, 'note', 'what was published, where and for which readers'),
    by: text(values.by) ?? null,
  };
}

/** Lists the register of everything published, or adds a note to it. */
export async function printPublished(command: PublishedCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  await withList(command.place, environment, async (list) => {
    if (command.sheet !== null) await sheetAsked(list.files, list.definitions, command.sheet);
    if (command.act === 'list') return listEntries(command, list, terminal);
    const { number, sheet } = await addNote(list.effects, command);
    return terminal.out(`noted: ${sheet}, note ${number}`);
  });
  return EXIT.complete;
}

async function listEntries(
  { sheet: only, json }: Extract<PublishedCommand, { act: 'list' }>,
  { effects, files }: OpenList,
  terminal: Terminal,
): Promise<void> {
  const entries: Published[] = [];
  for (const sheet of only === null ? await listSheets(files) : [only])
    entries.push(...(await listPublished(effects, sheet)));
  if (json) terminal.out(JSON.stringify(entries, null, 2));
  else for (const line of entries.flatMap(linesOf)) terminal.out(line);
  if (entries.length === 0 && !json) terminal.out('nothing is published');
}

function linesOf(entry: Published): string[] {
  const day = entry.at.slice(0, 10);
  if (entry.kind === 'note') {
    const by = entry.by === null ? '' : ` by ${entry.by}`;
    return [`${day}  ${entry.sheet}  note ${entry.number}${by}: ${entry.note}`];
  }
  const { sheet, month, revision, by, caller, method, base, threshold, current, files } = entry;
  const protection = method === 'round' ? `rounded to ${base}` : 'suppressed';
  const replaced = current ? '' : ', replaced since';
  const who = caller === null ? by : `${by} (${caller})`;
  return [
    `${day}  ${sheet} ${month}, revision ${revision}${replaced}: approved by ${who}; ${protection}, k ${threshold}`,
    ...files.map(({ name, sha256 }) => `            ${sha256}  ${name}`),
  ];
}
