// One measured process: publishes a month after a number of months of invented history, in both languages, on the stores
// of one machine. Arguments: months of history, signals a month of each hotline, how many hotlines (by default the sheet's
// two), and 1 for signals without cases and people. It starts itself once more, with a folder, to prepare the history: the
// memory and the garbage of inventing it are not those of a month.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openDefinitions, openLocalRuntime } from '../local/pipeline/local-runtime.ts';
import { parseHashKey } from '../src/adapters/hash-key.ts';
import { loadDefinitions, loadSheet } from '../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../src/domain/effects.ts';
import type { LedgerEntry } from '../src/domain/ledger.ts';
import { type Day, type Month, monthsEarlier } from '../src/domain/month.ts';
import { TABLES } from '../src/domain/tables.ts';
import { compileSheet } from '../src/steps/compile-sheet/compile-sheet.ts';
import { publishEdition } from '../src/steps/publish-edition/publish-edition.ts';
import { inventFacts } from './invented-facts.ts';
import { report } from './measured.ts';

const parameters = process.argv.slice(2, 6);
const [history = 1, signals = 1000, hotlines = 2, isSignalsOnly = 0] = parameters.map(Number);
const [, script = '', , , , , prepared] = process.argv;
const root = prepared ?? (await mkdtemp(join(tmpdir(), 'factsheets-publish-')));
process.env.XDG_CONFIG_HOME = root; // the journal goes with the state
if (prepared === undefined && history > 1)
  await promisify(execFile)(process.execPath, [
    ...process.execArgv,
    script,
    ...[history, signals, hotlines, isSignalsOnly].map(String),
    root,
  ]);
const tables = isSignalsOnly ? (['signals'] as const) : TABLES;
const LAST = '2030-01' as Month;
const first = monthsEarlier(LAST, history);
const hashKey = parseHashKey('ab'.repeat(32));
if (!hashKey) throw new Error('the key is not one');
const files = withHotlines(openDefinitions(), hotlines);
const definitions = await loadDefinitions(files);
const known = await loadSheet(files, definitions, 'us-mexico-border');
const sheet = {
  ...known,
  hotlines: [...definitions.hotlines.keys()].filter((id) => known.hotlines.includes(id) || id.startsWith('invented')),
  period: { from: `${first}-01` as Day },
};
const compiled = await compileSheet(definitions, files, known);
const runtime = await openLocalRuntime({
  exports: process.cwd(),
  state: join(root, 'state'),
  hashKey,
  codes: definitions.codes,
  definitions: files,
});

/** Returns the shipped definitions with copies of a hotline, so that there are this many besides those of other sheets. */
function withHotlines(shipped: DefinitionFiles, count: number): DefinitionFiles {
  const copies = Array.from({ length: count - 2 }, (_, index) => `hotlines/invented-${index}.json`);
  return {
    list: async (folder) => [...(await shipped.list(folder)), ...(folder === 'hotlines' ? copies : [])].sort(),
    async bytes(path) {
      if (!copies.includes(path)) return shipped.bytes(path);
      const id = path.slice('hotlines/'.length, -'.json'.length);
      const hotline = JSON.parse(Buffer.from(await shipped.bytes('hotlines/nhth.json')).toString());
      return Buffer.from(JSON.stringify({ ...hotline, id }));
    },
  };
}

async function addMonth(month: Month, number: number): Promise<void> {
  const engine = await runtime.effects.openEngine(0);
  for (const hotline of sheet.hotlines) {
    const facts = await inventFacts(engine, runtime.effects.facts, { hotline, month, number, signals, tables });
    const stems = definitions.filesOf(hotline).map(({ table }) => table);
    for (const [index, table] of stems.entries()) {
      const own = facts.filter((_, at) => at % stems.length === index);
      await runtime.effects.ledger.put(entryOf({ hotline, month, table }, own));
    }
  }
  await engine.close();
}

const entryOf = (
  of: Pick<LedgerEntry, 'hotline' | 'month' | 'table'>,
  facts: NonNullable<LedgerEntry['inForce']>['facts'],
): LedgerEntry => ({
  ...of,
  generation: 1,
  claimedBy: `exports/${of.hotline}/${of.month}/${of.table}.csv`,
  inForce: {
    sha256: facts.map(({ sha256 }) => sha256).join(''),
    reading: 'invented',
    idKey: hashKey?.id ?? '',
    facts,
    records: facts.reduce((sum, { rows }) => sum + rows, 0),
    idShapes: [],
    problems: [],
    acceptedAt: '2030-02-01T00:00:00.000Z',
  },
});

const publish = (month: Month) =>
  publishEdition({
    effects: runtime.effects,
    definitions,
    sheet,
    compiled: async () => compiled,
    month,
    isNewest: true,
    languages: sheet.languages,
    last: 'notify-reviewers',
    restoresPages: false,
    signal: new AbortController().signal,
  });

/** Every month but the last two, of which the newest is published. */
async function prepare(): Promise<void> {
  for (let number = 0; number < history - 1; number++) await addMonth(monthsEarlier(LAST, history - number), number);
  await publish(monthsEarlier(LAST, 2));
}

async function measureLast(): Promise<void> {
  // the month before is published as every month is, and nothing that follows is the first of its kind
  await addMonth(monthsEarlier(LAST, 1), history - 1);
  await publish(monthsEarlier(LAST, 1));
  await addMonth(LAST, history);
  const [start, before] = [performance.now(), process.cpuUsage()];
  const { computed } = await publish(LAST);
  const { user, system } = process.cpuUsage(before);
  const parts = new Map([['processor', (user + system) / 1000]]);
  report(performance.now() - start, String(computed.revision.revision), parts);
}

try {
  await (prepared === undefined ? measureLast() : prepare());
} finally {
  await runtime.close();
  if (prepared === undefined) await rm(root, { recursive: true });
}
