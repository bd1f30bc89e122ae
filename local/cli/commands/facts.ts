import { chmod, copyFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { atPath } from '../../../src/adapters/local/at-path.ts';
import { makeFolder } from '../../../src/adapters/local/make-folder.ts';
import { CODE_LISTS, type CodeLists, codesOf } from '../../../src/domain/codes.ts';
import { csvLine } from '../../../src/domain/csv-line.ts';
import { Failure } from '../../../src/domain/failure.ts';
import { countNoun } from '../../../src/domain/format.ts';
import { LANGUAGES } from '../../../src/domain/languages.ts';
import { TABLES, type Table } from '../../../src/domain/tables.ts';
import { activeFacts, exportFacts } from '../../../src/steps/export-facts.ts';
import { recordActivity } from '../../../src/steps/record-activity.ts';
import { type OpenState, type StatePlace, withState } from '../../state/open-state.ts';
import { statIfExists } from '../../state/read-stored.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { read, requiredOption, STATE_OPTIONS, statePlace, TEXT, text, usageError } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const FACTS = defineCommand({
  help: `factsheets facts export DIR --by NAME [options]

Writes the active facts to DIR, for your own questions in DuckDB, pandas or another program that reads Parquet: signals.parquet,
cases.parquet, victims.parquet, traffickers.parquet, and codes.csv with the labels of all codes. See docs/query.md.

The facts are exact and as confidential as the exports: small numbers are not hidden. Do not publish what you count from them.
The activity log records who exported them and when.

  --by NAME            who exports them
  --hotline ID         only the facts of this hotline
  --state DIR          the state; by default state
  --definitions DIR    where the definitions of the state are now`,
  parse: parseFacts,
  run: exportTo,
});

interface FactsCommand extends StatePlace {
  readonly folder: string;
  readonly by: string;
  readonly hotline: string | null;
}

function parseFacts(argv: readonly string[]): FactsCommand {
  const { values, positionals } = read(argv, { ...STATE_OPTIONS, by: TEXT, hotline: TEXT }, 2);
  const [action, folder] = positionals;
  if (action !== 'export') throw usageError('say what to do with the facts: facts export DIR');
  if (folder === undefined) throw usageError('name the folder to write: facts export DIR');
  const by = requiredOption(values, 'by', 'who exports the facts; the activity log records it');
  return { ...statePlace(values), folder, by, hotline: text(values.hotline) ?? null };
}

async function exportTo(command: FactsCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const isNew = await assertUnused(command.folder);
  const rows = await withState(command, environment, (state) => writeAll(command, state, isNew));
  for (const table of TABLES) terminal.out(`${table}.parquet: ${countNoun(rows[table], 'row')}`);
  terminal.out(`written to ${command.folder}: exact facts, as confidential as the exports`);
  return EXIT.complete;
}

async function writeAll(
  { folder, by, hotline }: FactsCommand,
  { effects, definitions }: OpenState,
  isNew: boolean,
): Promise<Record<Table, number>> {
  const known = [...definitions.hotlines.keys()];
  if (hotline !== null && !known.includes(hotline))
    throw usageError(`--hotline: there is no hotline "${hotline}"; the hotlines are ${known.join(', ')}`);
  const hotlines = hotline === null ? known : [hotline];
  const active = await activeFacts(effects, hotlines);
  await recordActivity(effects, { who: by, via: 'command' }, 'facts-exported', { hotlines: hotlines.join(' ') });
  await makeFolder(folder);
  try {
    const write = (name: string, work: (path: string) => Promise<void>): Promise<void> => {
      const path = join(folder, name);
      return atPath(path, () => work(path).then(() => chmod(path, 0o600)));
    };
    const rows = await exportFacts(effects, active, (from, name) => write(name, (to) => copyFile(from, to)));
    await write(CODES, (path) => writeFile(path, codesCsv(definitions.codes)));
    return rows;
  } catch (error) {
    await removeWritten(folder, isNew);
    throw error;
  }
}

const CODES = 'codes.csv';

const FILES = [...TABLES.map((table) => `${table}.parquet`), CODES];

/** @returns whether the folder does not exist yet */
async function assertUnused(folder: string): Promise<boolean> {
  const found = await statIfExists(folder);
  if (found === null) return true;
  if (!found.isDirectory()) throw new Failure('WrongUsage', `${folder} is a file; name a folder`);
  const inside = await readdir(folder, { withFileTypes: true });
  if (inside.every((one) => FILES.includes(one.name) && !one.isDirectory())) return false;
  throw new Failure(
    'WrongUsage',
    `${folder} has other files; name a new folder, an empty one, or that of an earlier export`,
  );
}

/** An incomplete export must not be taken for a complete one. */
async function removeWritten(folder: string, isNew: boolean): Promise<void> {
  if (isNew) return rm(folder, { recursive: true, force: true });
  for (const name of FILES) await rm(join(folder, name), { force: true });
}

/** Returns every code with its list, its group and its label in each language, as CSV. */
function codesCsv(codes: CodeLists): string {
  const lists = [...CODE_LISTS, 'line', ...(codes.own ?? []).map(({ name }) => name)];
  const lines = lists.flatMap((list) =>
    codesOf(codes, list).map(({ key, group = '', label }) => [
      list,
      key,
      group,
      ...LANGUAGES.map((lang) => label[lang] ?? ''),
    ]),
  );
  return [['list', 'code', 'group', ...LANGUAGES.map((lang) => `label_${lang}`)], ...lines].map(csvLine).join('');
}
