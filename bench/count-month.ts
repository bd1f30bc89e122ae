// One measured process: counts a month after a number of months of invented history, with nothing but the stored count
// and the facts. Arguments: hotlines, months of history, signals a month of each hotline, and 1 for signals without cases
// and people.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngineIn } from '../local/pipeline/engine-pool.ts';
import { openDefinitions } from '../local/pipeline/local-runtime.ts';
import { parseHashKey } from '../src/adapters/hash-key.ts';
import { folderStore } from '../src/adapters/local/folder-store.ts';
import { loadDefinitions, loadSheet } from '../src/definitions/load-definitions.ts';
import { type Day, type Month, monthsEarlier } from '../src/domain/month.ts';
import { TABLES } from '../src/domain/tables.ts';
import { countRecords } from '../src/steps/compute-figures/count-records.ts';
import type { FactsOfExport } from '../src/steps/compute-figures/fetch-facts.ts';
import { inventFacts } from './invented-facts.ts';
import { report } from './measured.ts';

const [hotlines = 2, history = 1, signals = 1000, isSignalsOnly = 0] = process.argv.slice(2).map(Number);
const LAST = '2030-01' as Month;
const hashKey = parseHashKey('ab'.repeat(32));
if (!hashKey) throw new Error('the key is not one');
const definitions = await loadDefinitions(openDefinitions());
const known = await loadSheet(openDefinitions(), definitions, 'us-mexico-border');
const names = Array.from({ length: hotlines }, (_, index) => `invented-${index}`);
const sheet = { ...known, hotlines: names, period: { from: `${monthsEarlier(LAST, history)}-01` as Day } };
const root = await mkdtemp(join(tmpdir(), 'factsheets-scale-'));
const store = folderStore(root, { links: true });
const openEngine = async () => {
  const folder = await mkdtemp(join(root, 'engine-'));
  const engine = await openEngineIn(folder, 2);
  return { ...engine, close: () => engine.close().finally(() => rm(folder, { recursive: true })) };
};
const exports: FactsOfExport[] = [];
const tables = isSignalsOnly ? (['signals'] as const) : TABLES;

async function addMonth(month: Month, number: number): Promise<void> {
  const engine = await openEngine();
  for (const hotline of names) {
    const facts = await inventFacts(engine, store, { hotline, month, number, signals, tables });
    exports.push({ hotline, month, table: 'all', facts });
  }
  await engine.close();
}

const count = (month: Month) =>
  countRecords(
    { facts: store, runningCounts: store, countIndex: store, hashKey, openEngine },
    { sheet, month, exports, codes: definitions.codes, oneEach: new Set(), program: definitions.program },
  );

function processorMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

try {
  for (let number = 0; number < history; number++) await addMonth(monthsEarlier(LAST, history - number), number);
  const first = process.cpuUsage();
  await count(monthsEarlier(LAST, 1));
  const everything = processorMs(first);
  await addMonth(LAST, history);
  const [start, before] = [performance.now(), process.cpuUsage()];
  const { counted } = await count(LAST);
  const parts = new Map([
    ['processor', processorMs(before)],
    ['everything', everything],
  ]);
  report(performance.now() - start, String(counted[0]?.total), parts);
} finally {
  await rm(root, { recursive: true });
}
