import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { onlyAtLength, spread } from '../../at-length.ts';
import { casesCsv, victimsCsv } from '../../steps/state-fixture.ts';
import { type Child, contents, startChild } from './child.ts';
import { type Line, newMachine, type RunningMachine } from './machine.ts';

const SLOWLY = 180_000;

/** Prepares a machine with exports of two months, one of which is rejected in part. */
async function prepareMachine(): Promise<RunningMachine> {
  const machine = await newMachine();
  for (const month of ['2016-04', '2016-05']) {
    const ids = Array.from({ length: 15 }, (_, at) => `${month}-${at}`);
    await machine.put(`nhth/${month}/cases.csv`, casesCsv(...ids.map((id) => [id, `${month}-02`] as const)));
    await machine.put(`nhth/${month}/victims.csv`, victimsCsv(...ids.map((id) => [`V${id}`, id] as const)));
  }
  await machine.put('nhth/2016-03/cases.csv', casesCsv(['A1', 'no day']));
  return machine;
}

/** Returns what a run leaves behind: facts, reports and problems in the state, and the pages in the output folder. */
async function endState({ path }: RunningMachine): Promise<unknown> {
  const stored = ['facts', 'reports', 'problems'].map((name) => contents(path('state', name)));
  return [...(await Promise.all(stored)), await contents(path('out')), readdirSync(path('state', 'scratch'))];
}

/** Runs the machine in this process until it is up to date; only what is killed or interrupted needs a process. */
async function runToTheEnd(machine: RunningMachine): Promise<void> {
  await machine.after(() => machine.begin());
  expect(await machine.stop()).toBe(0);
  expect(existsSync(machine.path('state', 'lock'))).toBe(false);
}

const isEmitted = (lines: readonly Line[], name: string): boolean =>
  lines.some((line) => 'name' in line && line.name === name);
const REPORT = ['state', 'reports', 'us-mexico-border', '2016-05', 'r1'];

let undisturbed: unknown;
beforeAll(async () => {
  const machine = await prepareMachine();
  await runToTheEnd(machine);
  undisturbed = await endState(machine);
  await machine.leave();
}, SLOWLY);

let machine: RunningMachine;
beforeEach(async () => {
  machine = await prepareMachine();
});
afterEach(() => machine.leave());

/** Moments of a life, of which `npm test` tries one; `npm run conformance -- kills` kills machines at moments that are spread over all of it. */
const POINTS: readonly (readonly [string, (child: Child) => boolean])[] = [
  ['the first facts are written', () => existsSync(machine.path('state', 'facts'))],
  ['the first page is rendered', () => existsSync(machine.path(...REPORT, 'us-mexico-border-2016-05.en.pdf'))],
  ['the event RevisionReady is emitted', ({ lines }) => isEmitted(lines, 'RevisionReady')],
];

describe('a machine that is killed', () => {
  it.each(spread(POINTS, 1))(
    'once %s ends in the same state when it is started again',
    { timeout: SLOWLY },
    async (_, isThere) => {
      const killed = startChild(machine.path());
      await killed.until(() => isThere(killed));
      killed.signal('SIGKILL');
      expect(await killed.ended()).toBeNull();
      await runToTheEnd(machine);
      expect(await endState(machine)).toEqual(undisturbed);
      const lines = [...killed.lines, ...machine.lines];
      expect(isEmitted(lines, 'RevisionReady')).toBe(true);
      expect(lines.filter((line) => 'failure' in line)).toEqual([]);
    },
  );
});

onlyAtLength('a machine that is interrupted finishes its step, releases the state and exits with code 0', async () => {
  const child = startChild(machine.path());
  await child.until(() => isEmitted(child.lines, 'ExportAccepted'));
  child.signal('SIGINT');
  expect(await child.ended(), child.errors()).toBe(0);
  expect(existsSync(machine.path('state', 'lock'))).toBe(false);
  expect(readdirSync(machine.path('state', 'scratch'))).toEqual([]);
  await runToTheEnd(machine);
  expect(await endState(machine)).toEqual(undisturbed);
});

onlyAtLength('a machine that is interrupted ends at once at the second signal', async () => {
  const child = startChild(machine.path());
  await child.until(() => existsSync(machine.path('state', 'publications')));
  child.signal('SIGINT');
  await child.until(() => child.lines.some((line) => 'status' in line && line.status === 'stopping'));
  child.signal('SIGTERM');
  expect(await child.ended()).toBe(143);
  await runToTheEnd(machine);
  expect(await endState(machine)).toEqual(undisturbed);
});
