// One measured process: a million victims are read, coded, hashed, stored as Parquet and counted by the program's own
// stages.
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEngine } from '../src/adapters/duckdb-engine.ts';
import { definitionFiles } from '../src/adapters/local/definition-files.ts';
import { loadDefinitions, loadSheet } from '../src/definitions/load-definitions.ts';
import type { Day, Month } from '../src/domain/month.ts';
import type { Table } from '../src/domain/tables.ts';
import { readExport } from '../src/exports/read-export.ts';
import { openFacts } from '../src/facts/open-facts.ts';
import { writeFacts } from '../src/facts/write-facts.ts';
import { countFigures } from '../src/figures/count-figures.ts';
import { gatherPopulation } from '../src/figures/population.ts';
import { measure } from './measured.ts';
import { timedEngine } from './timed-engine.ts';

const [victims = '', cases = ''] = process.argv.slice(2);
const files = definitionFiles(fileURLToPath(new URL('..', import.meta.url)));
const definitions = await loadDefinitions(files);
const sheet = await loadSheet(files, definitions, 'us-mexico-border');
const hotline = definitions.hotlines.get('nhth');
if (!hotline) throw new Error('the program has no hotline nhth');
const folder = await mkdtemp(join(tmpdir(), 'factsheets-bench-'));
const opened = await openEngine({ folder, memoryLimitMb: 512, threads: 2 });
const { engine, parts } = timedEngine(opened);
const key = { id: 'bench', secret: new Uint8Array(32).fill(7) };

async function store(path: string, table: Table): Promise<string> {
  const upload = { key: `exports/nhth/2016-05/${table}.csv`, month: '2016-05' as Month, path };
  const [file] = await readExport(engine, upload, hotline as NonNullable<typeof hotline>, {
    idKey: key,
    write: writeFacts,
  });
  const facts = file?.facts[0];
  if (file?.status !== 'accepted' || !facts) throw new Error(`${table} were not accepted`);
  return facts.path;
}

try {
  const place = (name: string): string => join(folder, name);
  await copyFile(cases, place('cases-upload'));
  await copyFile(victims, place('victims-upload'));
  const caseFacts = await store(place('cases-upload'), 'cases');
  parts.clear();
  await measure(async () => {
    const victimFacts = await store(place('victims-upload'), 'victims');
    await openFacts(engine, { signals: [], cases: [caseFacts], victims: [victimFacts], traffickers: [] });
    const through = '2016-05-31' as Day;
    await gatherPopulation(engine, sheet, through);
    const figures = await countFigures(engine, { sheet, through, codes: definitions.codes });
    return JSON.stringify(figures.find(({ id }) => id === 'victims-by-gender')?.cells);
  }, parts);
} finally {
  await opened.close();
  await rm(folder, { recursive: true, force: true });
}
