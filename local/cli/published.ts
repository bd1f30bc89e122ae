import { listSheets } from '../../src/definitions/load-definitions.ts';
import type { Published } from '../../src/domain/register.ts';
import { addNote, listPublished } from '../../src/steps/published-register.ts';
import { type OpenList, withList } from '../state/open-list.ts';
import type { PublishedCommand } from './commands/published.ts';
import { sheetAsked } from './sheet-asked.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/** Lists the register of everything published, or adds a note to it. */
export async function published(command: PublishedCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
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
