// Runs the pipeline in its own process, over a folder of exports and a persistent state, and may kill itself at one
// call of an effect: nothing is closed, flushed or cleaned up. Prints the number of calls if it lives to the end.
import { openDefinitions, openLocalRuntime } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions } from '../../src/definitions/load-definitions.ts';
import type { Month } from '../../src/domain/month.ts';
import { type CrashPoint, crashAt } from './crash-points.ts';
import { effectsOver, openMemoryFixture, runSteps, STEPS } from './memory-fixture.ts';
import { MemoryState } from './memory-state.ts';
import { TEST_KEY } from './state-fixture.ts';

const [exports = '', state = '', call = '0', when = 'before'] = process.argv.slice(2);
const point: CrashPoint | null =
  call === '0' ? null : { call: Number(call), when: when === 'after' ? 'after' : 'before' };

const definitions = await loadDefinitions(openDefinitions());
const options = { exports, state, hashKey: TEST_KEY, codes: definitions.codes, definitions: openDefinitions() };
const place = await openLocalRuntime(options);
const fixture = await openMemoryFixture();
// no subscriber listens and no publication is started here: only the stored data matter
const { events, publications } = effectsOver(fixture, new MemoryState());
const watched = crashAt({ ...place.effects, events, publications }, point, () => process.kill(process.pid, 'SIGKILL'));
const { ingestExport } = await import('../../src/steps/ingest-export/ingest-export.ts');

for (const key of await watched.effects.exports.list('exports/')) await ingestExport(watched.effects, definitions, key);
const publication = { sheet: fixture.sheet.id, month: '2016-05' as Month, isNewest: true, state: '' };
await runSteps(fixture, watched.effects, publication, STEPS);
process.stdout.write(`${watched.calls()}\n`);
await fixture.close();
await place.close();
