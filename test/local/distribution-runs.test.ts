import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { distributionRuns } from '../../local/portal/distribution-runs.ts';
import type { RunReport } from '../../src/domain/run-report.ts';
import type { RunAsked } from '../../src/steps/distribute/run-asked.ts';

const asked = (key: string): RunAsked => ({ sheet: 'a-sheet', month: null, key, by: { who: 'Ana', via: 'portal' } });

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'factsheets-runs-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** Runs whose messages are sent when `end` is called. */
function openRuns(folder = join(root, 'runs')) {
  const sent: string[] = [];
  const failures: unknown[] = [];
  let end: (report: RunReport | null) => void = () => undefined;
  const runs = distributionRuns({
    folder,
    now: () => new Date('2017-08-15T09:00:00Z'),
    send: (one) => {
      sent.push(one.key);
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    failed: (_, error) => failures.push(error),
  });
  return { runs, sent, failures, end: () => end(null) };
}

const finished = async ({ runs }: ReturnType<typeof openRuns>, key: string): Promise<void> =>
  expect.poll(async () => (await runs.find('a-sheet', key))?.state).toBe('finished');

it('starts one run for a key, however often it is asked for', async () => {
  const machine = openRuns();
  const both = await Promise.all([machine.runs.start(asked('k1')), machine.runs.start(asked('k1'))]);
  expect(both.map(({ state }) => state)).toEqual(['running', 'running']);
  await expect(machine.runs.start(asked('k2'))).rejects.toMatchObject({ name: 'DecisionRefused' });
  machine.end();
  await finished(machine, 'k1');
  expect((await machine.runs.start(asked('k1'))).state).toBe('finished');
  expect(machine.sent).toEqual(['k1']);
});

it('continues a run that was interrupted when the program ended', async () => {
  const before = openRuns();
  await before.runs.start(asked('k1'));
  const machine = openRuns();
  expect((await machine.runs.find('a-sheet', 'k1'))?.state).toBe('interrupted');
  expect((await machine.runs.start(asked('k1'))).state).toBe('running');
  machine.end();
  await finished(machine, 'k1');
  expect(machine.sent).toEqual(['k1']);
});

it('starts a run whose file is damaged once more', async () => {
  const before = openRuns();
  await before.runs.start(asked('k1'));
  const [name = ''] = await readdir(join(root, 'runs'));
  await writeFile(join(root, 'runs', name), '{"sheet":');
  const machine = openRuns();
  expect(await machine.runs.find('a-sheet', 'k1')).toBeNull();
  expect((await machine.runs.start(asked('k1'))).state).toBe('running');
  machine.end();
  await finished(machine, 'k1');
});

it('lets the next run start after one whose start could not be stored', async () => {
  const folder = join(root, 'taken');
  await writeFile(folder, 'a file where the folder should be');
  const machine = openRuns(folder);
  await expect(machine.runs.start(asked('k1'))).rejects.toThrow();
  await rm(folder);
  await mkdir(folder);
  expect((await machine.runs.start(asked('k2'))).state).toBe('running');
  machine.end();
  await finished(machine, 'k2');
  expect(machine.sent).toEqual(['k2']);
  expect(await readdir(folder)).toHaveLength(1);
});
