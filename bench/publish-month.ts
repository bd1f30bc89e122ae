// One measured process: publishes a month after a number of months of invented history, in both languages, on the stores
// of one machine. Arguments: months of history, signals a month of each of the sheet's two hotlines.
import { openDefinitions, openLocalRuntime } from '../local/pipeline/local-runtime.ts';
import { parseHashKey } from '../src/adapters/hash-key.ts';
import { loadDefinitions, loadSheet } from '../src/definitions/load-definitions.ts';
import type { LedgerEntry } from '../src/domain/ledger.ts';
import { type Day, type Month, monthsEarlier } from '../src/domain/month.ts';
import { compileSheet } from '../src/steps/compile-sheet/compile-sheet.ts';
import { publishEdition } from '../src/steps/publish-edition/publish-edition.ts';
import { inventFacts } from './invented-facts.ts';
import { report } from './measured.ts';

const [history = 1, signals = 1000] = process.argv.slice(2).map(Number);
const LAST = '2030-01' as Month;
const first = monthsEarlier(LAST, history);
const hashKey = parseHashKey('ab'.repeat(32));
if (!hashKey) throw new Error('the key is not one');
const definitions = await loadDefinitions(openDefinitions());
const known = await loadSheet(openDefinitions(), definitions, 'us-mexico-border');
const sheet = { ...known, period: { from: `${first}-01` as Day } };
const compiled = await compileSheet(definitions, openDefinitions(), known);
const runtime = await openLocalRuntime({
  exports: process.cwd(),
  hashKey,
  codes: definitions.codes,
  definitions: openDefinitions(),
});

async function addMonth(month: Month, number: number): Promise<void> {
  const engine = await runtime.effects.openEngine(0);
  for (const hotline of sheet.hotlines) {
    const facts = await inventFacts(engine, runtime.effects.facts, { hotline, month, number, signals });
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

try {
  for (let number = 0; number < history; number++) await addMonth(monthsEarlier(LAST, history - number), number);
  // the month before: it is published as every month is, and nothing that follows is the first of its kind
  await publish(monthsEarlier(LAST, 1));
  await addMonth(LAST, history);
  const [start, before] = [performance.now(), process.cpuUsage()];
  const { computed } = await publish(LAST);
  const { user, system } = process.cpuUsage(before);
  const parts = new Map([['processor', (user + system) / 1000]]);
  report(performance.now() - start, String(computed.revision.revision), parts);
} finally {
  await runtime.close();
}
