import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { casesCsv, victimsCsv } from '../../steps/state-fixture.ts';
import { scratch } from '../command-line.ts';
import { type Child, contents, isUpToDate, startChild } from './child.ts';

type Folder = Awaited<ReturnType<typeof scratch>>;
const SLOWLY = 180_000;

/** Creates a folder of exports for two months, one of which is rejected in part. */
async function newFolder(): Promise<Folder> {
  const folder = await scratch();
  const put = async (path: string, content: string): Promise<void> => {
    await mkdir(dirname(folder.path('exports', path)), { recursive: true });
    await writeFile(folder.path('exports', path), content);
  };
  for (const month of ['2016-04', '2016-05']) {
    const ids = Array.from({ length: 15 }, (_, at) => `${month}-${at}`);
    await put(`nhth/${month}/cases.csv`, casesCsv(...ids.map((id) => [id, `${month}-02`] as const)));
    await put(`nhth/${month}/victims.csv`, victimsCsv(...ids.map((id) => [`V${id}`, id] as const)));
  }
  await put('nhth/2016-03/cases.csv', casesCsv(['A1', 'no day']));
  return folder;
}

/** Returns what a run leaves behind: facts, reports and problems in the state, and the pages in the output folder. */
async function endState(folder: Folder): Promise<unknown> {
  const kept = ['facts', 'reports', 'problems'].map((name) => contents(folder.path('state', name)));
  return [
    ...(await Promise.all(kept)),
    await contents(folder.path('out')),
    readdirSync(folder.path('state', 'scratch')),
  ];
}

async function runToTheEnd(folder: Folder): Promise<Child> {
  const child = startChild(folder.path());
  await child.until(isUpToDate(child));
  child.signal('SIGTERM');
  expect(await child.ended(), child.errors()).toBe(0);
  expect(existsSync(folder.path('state', 'lock'))).toBe(false);
  return child;
}

const told = (child: Child, name: string): boolean => child.lines.some((line) => 'name' in line && line.name === name);
const REPORT = ['state', 'reports', 'us-mexico-border', '2016-05', 'r1'];

let undisturbed: unknown;
beforeAll(async () => {
  const folder = await newFolder();
  await runToTheEnd(folder);
  undisturbed = await endState(folder);
  await folder.remove();
}, SLOWLY);

let folder: Folder;
beforeEach(async () => {
  folder = await newFolder();
});
afterEach(() => folder.remove());

/** Moments of a life; `npm run conformance -- kills` kills machines at moments that are spread over all of it. */
const POINTS: readonly (readonly [string, (child: Child) => boolean])[] = [
  ['the first facts are written', () => existsSync(folder.path('state', 'facts'))],
  ['the first page is rendered', () => existsSync(folder.path(...REPORT, 'us-mexico-border-2016-05.en.pdf'))],
  ['the event RevisionReady is emitted', (child) => told(child, 'RevisionReady')],
];

describe('a machine that is killed', () => {
  it.each(POINTS)(
    'once %s ends in the same state when it is started again',
    { timeout: SLOWLY },
    async (_, isThere) => {
      const killed = startChild(folder.path());
      await killed.until(() => isThere(killed));
      killed.signal('SIGKILL');
      expect(await killed.ended()).toBeNull();
      const again = await runToTheEnd(folder);
      expect(await endState(folder)).toEqual(undisturbed);
      expect(told(killed, 'RevisionReady') || told(again, 'RevisionReady')).toBe(true);
      expect([...killed.lines, ...again.lines].filter((line) => 'failure' in line)).toEqual([]);
    },
  );
});

describe('a machine that is interrupted', () => {
  it('finishes the step at hand, gives the state free and ends well', { timeout: SLOWLY }, async () => {
    const child = startChild(folder.path());
    await child.until(() => told(child, 'ExportAccepted'));
    child.signal('SIGINT');
    expect(await child.ended(), child.errors()).toBe(0);
    expect(existsSync(folder.path('state', 'lock'))).toBe(false);
    expect(readdirSync(folder.path('state', 'scratch'))).toEqual([]);
    await runToTheEnd(folder);
    expect(await endState(folder)).toEqual(undisturbed);
  });

  it('ends at once at the second time', { timeout: SLOWLY }, async () => {
    const child = startChild(folder.path());
    await child.until(() => existsSync(folder.path('state', 'publications')));
    child.signal('SIGINT');
    await child.until(() => child.lines.some((line) => 'status' in line && line.status === 'stopping'));
    child.signal('SIGTERM');
    expect(await child.ended()).toBe(143);
    await runToTheEnd(folder);
    expect(await endState(folder)).toEqual(undisturbed);
  });
});
