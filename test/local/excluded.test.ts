import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { casesCsv, victimsCsv } from '../steps/state-fixture.ts';
import { run, scratch } from './command-line.ts';
import { plainDefinitions } from './plain-sheet.ts';

let folder: Awaited<ReturnType<typeof scratch>>;
const put = async (path: string, content: string): Promise<void> => {
  await mkdir(dirname(folder.path('exports', path)), { recursive: true });
  await writeFile(folder.path('exports', path), content);
};
const place = () => [
  ...['exports', 'state', 'out'].flatMap((name) => [`--${name}`, folder.path(name)]),
  '--definitions',
  plainDefinitions(),
];
const build = (...more: string[]) => run('build', ...place(), '--sheet', 'us-mexico-border', '--lang', 'en', ...more);

const HEADINGS =
  'Folio del caso,Fecha de apertura,Modalidad,Giro o lugar,Entidad federativa,País de explotación,Nexo con México,Folio del caso en la línea asociada';

/**
 * Delivers six months of 30 cases, with `last` cases in the last month, and victims; `orphans` of them name a case that
 * does not exist.
 */
async function deliver({ last = 30, orphans = 0 } = {}): Promise<void> {
  for (const month of ['2016-01', '2016-02', '2016-03', '2016-04', '2016-05', '2016-06']) {
    const isLast = month === '2016-06';
    const ids = Array.from({ length: isLast ? last : 30 }, (_, at) => `N${month}-${at}`);
    const people = ids.map((id, at) => [`V${id}`, isLast && at < orphans ? `${id}.0` : id] as const);
    await put(`nhth/${month}/cases.csv`, casesCsv(...ids.map((id) => [id, `${month}-02`] as const)));
    await put(`nhth/${month}/victims.csv`, victimsCsv(...people));
  }
}

/** The exports and the state of the first build of `deliver()`, with its journal: every test begins with a copy. */
let original: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  original = folder = await scratch();
  await writeFile(folder.path('state.journal.jsonl'), '', { mode: 0o600 });
  await deliver();
  await build();
});
afterAll(() => original.remove());
beforeEach(async () => {
  folder = await scratch();
  await cp(original.path(), folder.path(), { recursive: true, preserveTimestamps: true });
});
afterEach(() => folder.remove());

describe('people whose case no export holds', () => {
  it('are counted by build, and a warning above a share, though everything was accepted', async () => {
    await deliver({ orphans: 25 });
    const built = await build();
    expect(built.out).toContain(
      'warning: 25 of the 180 people in the exports of nhth belong to a case that is not in them, so they are not counted',
    );
    expect(built.out).toContain('people whose case is not in the exports, not counted: nhth: 25 of 180 people');
    expect(built.out).toContain(
      'unusual: nhth 2016-06 has 25 victims whose case is not in the exports, where the months before have about 0',
    );
    const { orphans, unusual } = JSON.parse((await build('--json')).out);
    expect(orphans).toEqual([
      { hotline: 'nhth', victims: 25, traffickers: 0, people: 180 },
      { hotline: 'linea-nacional', victims: 0, traffickers: 0, people: 0 },
    ]);
    const place = { hotline: 'nhth', month: '2016-06', table: 'victims', before: 0, now: 25 };
    expect(unusual).toEqual([
      { kind: 'orphans', ...place },
      { kind: 'ids', ...place, column: 'Case Number' },
    ]);
    expect((await build('--quiet')).err).toMatch(/^warning: 25 of the 180 people/mu);
  });

  it('are shown in review by hotline, where approving needs a reason', async () => {
    await deliver({ orphans: 25 });
    await build();
    const at = ['us-mexico-border', '2016-06', '--state', folder.path('state')];
    const { code, out } = await run('review', ...at);
    expect(code).toBe(2);
    expect(out).toContain(
      'people whose case is not in the exports, not counted: 25 victims, 0 traffickers\n  nhth: 25 of 180 people',
    );
    expect(out).toMatch(
      /approving it needs a reason:[\s\S]*25 of the 180 people in the exports of nhth belong to a case that is not in them/u,
    );
    expect(JSON.parse((await run('review', ...at, '--json')).out).warnings).toContainEqual({
      kind: 'orphans',
      hotline: 'nhth',
      orphans: 25,
      people: 180,
    });
  });

  it('are not a warning while they are few', async () => {
    await deliver({ orphans: 9 });
    const { out } = await build();
    expect(out).not.toContain('warning:');
    expect(out).toContain('not counted: nhth: 9 of 180 people');
  });
});

describe('a month that differs from those before it', () => {
  it('is reported by build and in review, and needs no reason', async () => {
    await deliver({ last: 9 });
    const line = 'unusual: nhth 2016-06 cases has 9 records, where the months before have about 30';
    expect((await build()).out).toContain(line);
    const review = await run('review', 'us-mexico-border', '2016-06', '--state', folder.path('state'), '--json');
    const { unusual, warnings } = JSON.parse(review.out);
    expect(unusual.map(({ table }: { table: string }) => table).sort()).toEqual(['cases']);
    expect(warnings.map(({ kind }: { kind: string }) => kind)).toEqual(['incomplete']);
  });

  it('is reported to the uploader', async () => {
    await deliver({ last: 9 });
    const { out } = await run('replay', '--month', '2016-06', ...place());
    expect(out).toContain(
      'ExportAccepted exports/nhth/2016-06/cases.csv: cases 9 records; unusual: cases has 9 records, where the months before have about 30',
    );
  });
});

it('shows dropped copies by hotline in review, and only there', async () => {
  for (const name of ['exports', 'state', 'state.journal.jsonl']) await rm(folder.path(name), { recursive: true });
  const ids = Array.from({ length: 30 }, (_, at) => `2016-06-${at}`);
  await put(
    'nhth/2016-06/cases.csv',
    casesCsv(...ids.map((id, at) => [id, '2016-06-02', at < 20 ? 'Yes' : 'No'] as const)),
  );
  const copies = ids.map((id, at) => `L${at},02/06/2016,Esclavitud,,,MX,Sí,${id}`);
  await put('linea-nacional/2016-06/casos.csv', `${[HEADINGS, ...copies].join('\n')}\n`);
  const built = await build();
  expect(built.out).toContain('cases 30 ·');
  expect(built.out).not.toContain('copies');
  const at = ['us-mexico-border', '2016-06', '--state', folder.path('state')];
  expect((await run('review', ...at)).out).toContain(
    'copies of cases that an earlier-listed hotline holds, counted there: linea-nacional 20',
  );
  const { revision } = JSON.parse((await run('review', ...at, '--json')).out);
  expect(revision.excluded.map(({ copies: dropped }: { copies: number }) => dropped)).toEqual([0, 20]);
});
