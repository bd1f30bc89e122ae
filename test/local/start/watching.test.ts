import { appendFile, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onlyAtLength } from '../../at-length.ts';
import { casesCsv, victimsCsv } from '../../steps/state-fixture.ts';
import { type Line, newMachine, type RunningMachine } from './machine.ts';

let machine: RunningMachine;
beforeEach(async () => {
  machine = await newMachine();
});
afterEach(() => machine.leave());

const MAY = 'nhth/2016-05/cases.csv';
const names = (lines: readonly Line[]): string[] =>
  lines.flatMap((line) =>
    'name' in line
      ? [`${line.name} ${'key' in line.detail ? line.detail.key : 'month' in line.detail ? line.detail.month : ''}`]
      : [],
  );
const totalOf = (event: unknown): unknown =>
  (event as { detail: { totals: Record<string, unknown> } }).detail.totals.cases;
const many = (count: number, day: string, prefix = 'A') =>
  casesCsv(...Array.from({ length: count }, (_, at) => [`${prefix}${at}`, day] as const));

describe('a machine that watches its exports', () => {
  it('publishes once what comes together, and copies the pages', async () => {
    await machine.leave();
    machine = await newMachine(['en', 'es']);
    await machine.after(() => machine.begin());
    await machine.after(async () => {
      await machine.put(MAY, many(20, '2016-05-02'));
      await machine.put('nhth/2016-05/victims.csv', victimsCsv(['V1', 'A1']));
      await machine.put('nhth/2016-04/cases.csv', many(11, '2016-04-02', 'B'));
    });
    expect(machine.emitted('ExportAccepted')).toHaveLength(3);
    expect(machine.emitted('RevisionReady')).toHaveLength(1);
    expect(totalOf(machine.emitted('RevisionReady')[0])).toBe(31);
    const pages = await readdir(machine.path('out', 'drafts', 'us-mexico-border', '2016-05', 'r1'));
    expect(pages.some((name) => /\.e[ns]\.pdf$/u.test(name))).toBe(false);
    expect(pages).toEqual(
      expect.arrayContaining(['us-mexico-border-2016-05.en.draft.pdf', 'us-mexico-border-2016-05.es.draft.pdf']),
    );
  });

  onlyAtLength('follows an export that is replaced, deleted, and put back, and a folder that is renamed', async () => {
    await machine.put(MAY, many(20, '2016-05-02'));
    await machine.after(() => machine.begin());
    await machine.after(() => machine.put(MAY, many(12, '2016-05-02')));
    expect(totalOf(machine.emitted('RevisionReady').at(-1))).toBe(12);
    const renamed = await machine.after(() =>
      rename(machine.path('exports/nhth/2016-05'), machine.path('exports/nhth/2016-07')),
    );
    expect(names(renamed).toSorted()).toEqual([
      'ExportAccepted exports/nhth/2016-07/cases.csv',
      'ExportWithdrawn exports/nhth/2016-05/cases.csv',
      'RevisionReady 2016-07',
    ]);
    const gone = await machine.after(() => machine.remove('nhth'));
    expect(names(gone)).toEqual(['ExportWithdrawn exports/nhth/2016-07/cases.csv', 'RevisionReady 2016-07']);
    // an edition cannot be removed; it can only list missing exports
    expect(machine.emitted('RevisionReady').at(-1)).toMatchObject({ detail: { revision: 2, complete: false } });
    const back = await machine.after(() => machine.put(MAY, many(20, '2016-05-02')));
    expect(names(back)).toEqual(expect.arrayContaining(['RevisionReady 2016-05', 'RevisionReady 2016-07']));
  });

  it('does not read a file while it is being written, nor what editors leave beside it', async () => {
    await machine.after(() => machine.begin());
    await machine.after(async () => {
      await machine.put('nhth/2016-05/.cases.csv.swp', 'nothing');
      await machine.put('nhth/2016-05/~$report.xlsx', 'nothing');
      const [head = '', ...rows] = many(30, '2016-05-02').split(/(?<=\n)/u);
      await machine.put(MAY, head);
      for (const row of rows) await appendFile(machine.path('exports', MAY), row);
    });
    expect(machine.emitted('ExportAccepted')).toMatchObject([{ detail: { tables: [{ records: 30 }] } }]);
    expect(machine.emitted('ExportRejected')).toEqual([]);
  });

  onlyAtLength('reads what a link leads to', async () => {
    await mkdir(machine.path('elsewhere'));
    await writeFile(machine.path('elsewhere', 'cases.csv'), many(10, '2016-05-02'));
    await machine.after(() => machine.begin());
    await machine.after(async () => {
      await mkdir(machine.path('exports', 'nhth'));
      await symlink(machine.path('elsewhere'), machine.path('exports', 'nhth', '2016-05'));
    });
    expect(machine.emitted('ExportAccepted')).toHaveLength(1);
  });

  onlyAtLength('gives a place that one object leaves to the other that waited for it', async () => {
    await machine.put(MAY, many(20, '2016-05-02'));
    await machine.after(() => machine.begin());
    await machine.after(() => machine.put('nhth/2016-05/Cases.CSV', many(15, '2016-05-03')));
    expect(machine.emitted('ExportRejected')).toHaveLength(1);
    await machine.after(() => machine.remove(MAY));
    expect(totalOf(machine.emitted('RevisionReady').at(-1))).toBe(15);
  });
});

describe('the folders that a machine keeps up to date', () => {
  it('names the problems of an upload at a path that stays, and keeps none of an upload that is replaced or gone', async () => {
    const kept = async () =>
      (await readdir(machine.path('state', 'problems'), { recursive: true }).catch(() => [])).filter((path) =>
        /\.csv\/problems\.csv$/u.test(path),
      );
    const twice = (day: string) => casesCsv(['A1', '2016-05-02'], ['A1', day]);
    await machine.put('nhth/2016-05/noise.csv', 'nothing');
    await machine.after(() => machine.begin());
    const lines = await machine.after(() => machine.put(MAY, twice('2016-05-03')));
    const [reported] = lines.flatMap((line) => ('problems' in line ? [line.problems] : []));
    expect(reported?.key).toBe(`exports/${MAY}`);
    expect(await readFile(reported?.files[0] ?? '', 'utf8')).toMatch(/id-conflict/);
    const problemsOfMay = machine.path('state', 'problems', MAY, 'problems.csv');
    expect(reported?.files).toEqual([problemsOfMay]);
    const first = await readFile(problemsOfMay, 'utf8');
    await machine.after(() => machine.put(MAY, twice('2016-05-04')));
    expect(await kept()).toHaveLength(2);
    expect(first).toContain('id-conflict');
    await machine.after(() => machine.remove(MAY));
    expect(await kept()).toEqual([expect.stringMatching(/^nhth\/2016-05\/noise\.csv\//u)]);
    await machine.stop();
    await machine.after(() => machine.begin());
    const gone = await machine.after(() => machine.remove('nhth/2016-05/noise.csv'));
    expect(gone).toContainEqual({ gone: { key: 'exports/nhth/2016-05/noise.csv' } });
    expect(await readdir(machine.path('state', 'problems')).catch(() => [])).toEqual([]);
  });

  it('catches up with what changed while it was off, and publishes nothing twice', async () => {
    await machine.put(MAY, many(20, '2016-05-02'));
    await machine.put('nhth/2016-04/cases.csv', many(10, '2016-04-02', 'B'));
    await machine.put('nhth/2016-04/victims.csv', 'no heading');
    await machine.after(() => machine.begin());
    expect(await machine.stop()).toBe(0);
    const published = await readdir(machine.path('state', 'publications'));
    const again = await machine.after(() => machine.begin());
    expect(names(again).filter((name) => name.startsWith('Revision'))).toEqual([]);
    expect(await readdir(machine.path('state', 'publications'))).toEqual(published);
    await machine.stop();
    await machine.remove('nhth/2016-04/cases.csv');
    const caughtUp = names(await machine.after(() => machine.begin()));
    expect(caughtUp).toContain('ExportWithdrawn exports/nhth/2016-04/cases.csv');
    expect(totalOf(machine.emitted('RevisionReady').at(-1))).toBe(20);
    await machine.stop();
    expect(await readdir(machine.path('state', 'scratch'))).toEqual([]);
  });

  onlyAtLength('copies pages again that were removed from the folder of pages', async () => {
    await machine.put(MAY, many(20, '2016-05-02'));
    await machine.after(() => machine.begin());
    await machine.stop();
    const page = machine.path(
      'out',
      'drafts',
      'us-mexico-border',
      '2016-05',
      'r1',
      'us-mexico-border-2016-05.en.draft.pdf',
    );
    const before = await readFile(page);
    await rm(machine.path('out'), { recursive: true });
    await machine.after(() => machine.begin());
    expect((await readFile(page)).equals(before)).toBe(true);
  });
});

/** Starts the machine, and returns its lines once one reports a failure. */
async function failedStart(): Promise<Line[]> {
  const from = machine.lines.length;
  await machine.begin();
  await untilFailure(from);
  return machine.lines.slice(from);
}

async function untilFailure(from: number): Promise<void> {
  while (!machine.lines.slice(from).some((line) => 'failure' in line)) await new Promise((go) => setTimeout(go, 20));
}

describe('a folder of exports that is not mounted', () => {
  it('withdraws nothing while the folder of exports is away', async () => {
    await machine.put(MAY, many(20, '2016-05-02'));
    await machine.after(() => machine.begin());
    const from = machine.lines.length;
    await rename(machine.path('exports'), machine.path('unmounted'));
    await mkdir(machine.path('exports'));
    await untilFailure(from);
    await rm(machine.path('exports'), { recursive: true });
    await machine.after(async () => {
      await rename(machine.path('unmounted'), machine.path('exports'));
      await machine.put('nhth/2016-04/cases.csv', many(10, '2016-04-02', 'B'));
    });
    expect(machine.emitted('ExportWithdrawn')).toEqual([]);
    expect(machine.lines.filter((line) => 'failure' in line)).toHaveLength(1);
    await machine.stop();
    await rm(machine.path('exports'), { recursive: true });
    await machine.begin();
    await expect(machine.stop()).rejects.toMatchObject({ name: 'WrongUsage' });
  });

  onlyAtLength('withdraws nothing at a start while the folder holds no uploads, whatever else it holds', async () => {
    await machine.put(MAY, many(20, '2016-05-02'));
    await machine.after(() => machine.begin());
    await machine.stop();
    await rename(machine.path('exports'), machine.path('unmounted'));
    // nothing, a hotline's mount point, and folders of no hotline
    for (const folder of ['.', 'lost+found', 'polaris/2016-04', 'nhth']) {
      await mkdir(machine.path('exports', folder), { recursive: true });
      const lines = await failedStart();
      expect(lines).toContainEqual({
        failure: expect.objectContaining({
          about: 'exports',
          name: 'WrongUsage',
          message: expect.stringMatching(
            /has no uploads, .*nothing is withdrawn .*make the folder <hotline>\/<YYYY-MM> of one/u,
          ),
        }),
      });
      expect(names(lines)).toEqual([]);
      expect(lines).not.toContainEqual({ status: 'up-to-date' });
      if (folder !== 'nhth') await machine.stop();
    }
    // a person allows it
    const withdrawn = await machine.after(() => mkdir(machine.path('exports', 'nhth', '2016-05'), { recursive: true }));
    expect(names(withdrawn)).toContain(`ExportWithdrawn exports/${MAY}`);
  });

  onlyAtLength('continues when what was not mounted at its start is there', async () => {
    await machine.put(MAY, many(20, '2016-05-02'));
    await machine.after(() => machine.begin());
    await machine.stop();
    await rename(machine.path('exports'), machine.path('unmounted'));
    await mkdir(machine.path('exports'));
    await failedStart();
    await rm(machine.path('exports'), { recursive: true });
    await machine.after(() => rename(machine.path('unmounted'), machine.path('exports')));
    expect(machine.emitted('ExportWithdrawn')).toEqual([]);
  });
});
