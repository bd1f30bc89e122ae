// One measured process: ingests the largest file of an invented month, in this process, so that its memory is all of it.
// Arguments: signals in the file, months of history in the ledger.
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDefinitions, openLocalRuntime } from '../local/pipeline/local-runtime.ts';
import { parseHashKey } from '../src/adapters/hash-key.ts';
import { loadDefinitions } from '../src/definitions/load-definitions.ts';
import { type Month, monthsEarlier } from '../src/domain/month.ts';
import { ingestExport } from '../src/steps/ingest-export/ingest-export.ts';
import { inProcessReaders } from '../src/steps/ingest-export/upload-reader.ts';
import { writeMonth } from './functions/signals-month.ts';
import { report } from './measured.ts';

const [signals = 1000, history = 1] = process.argv.slice(2).map(Number);
const LAST = '2026-10' as Month;
const hashKey = parseHashKey('ab'.repeat(32));
if (!hashKey) throw new Error('the key is not one');
const definitions = await loadDefinitions(openDefinitions());
const root = await mkdtemp(join(tmpdir(), 'factsheets-ingest-'));
const folder = join(root, 'exports', 'nhth', LAST);
await mkdir(folder, { recursive: true });
await writeMonth(join(root, 'written'), { month: LAST, signals });
await copyFile(join(root, 'written', 'victims.csv'), join(folder, 'victims.csv'));
const codes = definitions.codes;
const runtime = await openLocalRuntime({
  exports: join(root, 'exports'),
  hashKey,
  codes,
  definitions: openDefinitions(),
});

try {
  const inForce = { sha256: 'a', reading: 'invented', idKey: hashKey.id, facts: [], records: signals, idShapes: [] };
  for (let back = 1; back <= history; back++)
    for (const { table } of definitions.filesOf('nhth'))
      await runtime.effects.ledger.put({
        hotline: 'nhth',
        month: monthsEarlier(LAST, back),
        table,
        generation: 1,
        claimedBy: 'invented',
        inForce: { ...inForce, problems: [], acceptedAt: '2026-11-01T00:00:00.000Z' },
      });
  const effects = { ...runtime.effects, openReader: inProcessReaders(runtime.effects.openEngine) };
  const start = performance.now();
  const { status } = await ingestExport(effects, definitions, `exports/nhth/${LAST}/victims.csv`);
  report(performance.now() - start, status);
} finally {
  await runtime.close();
  await rm(root, { recursive: true });
}
