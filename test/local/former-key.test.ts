import { createHash, createHmac } from 'node:crypto';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../local/cli/commands/start.ts';
import { main } from '../../local/cli/main.ts';
import { type LocalRuntime, openDefinitions, openLocalRuntime } from '../../local/pipeline/local-runtime.ts';
import { parseHashKey } from '../../src/adapters/hash-key.ts';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import { type Definitions, loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { HashKey } from '../../src/domain/effects.ts';
import type { Month } from '../../src/domain/month.ts';
import { reportKey } from '../../src/domain/object-keys.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import { putReportFile } from '../../src/steps/render-report/report-file.ts';
import { decideRevision } from '../../src/steps/review-edition/decide-revision.ts';
import {
  addStakeholder,
  availableSheets,
  changeStakeholder,
} from '../../src/steps/stakeholders/change-stakeholders.ts';
import { isAtLength } from '../at-length.ts';
import { casesCsv, victimsCsv } from '../steps/state-fixture.ts';
import { scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';
const MONTH = '2015-10' as Month;
/** A key whose root chooses one of the twins of `writeExports`, and whose key for ties chooses the other. */
const HEX = 'c5'.repeat(32);
const PEOPLE = ['ana', 'bo', 'cleo'] as const;
let folder: Awaited<ReturnType<typeof scratch>>;
let definitions: Definitions;

/** Returns the key as it was before there was a key per purpose: the root was used for everything. */
function formerKey(): HashKey {
  const root = Buffer.from(HEX, 'hex');
  const id = createHash('sha256').update('key id').update(root).digest('hex').slice(0, 16);
  const stakeholderId = (address: string): string =>
    createHmac('sha256', root)
      .update(JSON.stringify(['address', address]))
      .digest('hex')
      .slice(0, 32);
  return { id, formerId: id, ids: root, stakeholders: root, ties: root, formerStakeholderId: stakeholderId };
}

function newKey(): HashKey {
  const key = parseHashKey(HEX);
  if (!key) throw new Error('no key');
  return key;
}

/** Returns which of two equal genders a key hides. */
const firstOf = (cells: readonly string[], ties: Uint8Array): string | undefined =>
  cells.toSorted((a, b) => (tieOf(a, ties) < tieOf(b, ties) ? -1 : 1))[0];
const tieOf = (cell: string, ties: Uint8Array): string =>
  createHmac('sha256', ties)
    .update(JSON.stringify(['tie', 'gender', cell]))
    .digest('hex');

const entry = (name: string) => ({
  name,
  email: `${name}@example.org`,
  organisation: '',
  language: 'es',
  sheets: SHEET,
  delivery: 'attachment',
});

/**
 * Writes exports with 4 men, so that the men and one of two twins, which the key chooses, are hidden, and with this
 * many women.
 */
async function writeExports(women: number): Promise<void> {
  const genders = ['Male', 4, 'Gender Minority', 15, 'Unknown', 15, 'Female', women] as const;
  const all = [0, 2, 4, 6].flatMap((at) => Array.from({ length: Number(genders[at + 1]) }, () => genders[at]));
  const victims = victimsCsv(...all.map((_, at) => [`V${at}`, `A${at % 60}`] as const)).split('\n');
  await writeFileIn(
    'exports/nhth/2015-10/cases.csv',
    casesCsv(...all.slice(0, 60).map((_, at) => [`A${at}`, '2015-10-02'] as const)),
  );
  await writeFileIn(
    'exports/nhth/2015-10/victims.csv',
    victims.map((row, at) => row.replace('Female', String(all[at - 1]))).join('\n'),
  );
}

async function opened<Result>(key: HashKey, work: (place: LocalRuntime) => Promise<Result>): Promise<Result> {
  const files = openDefinitions();
  const places = { exports: folder.path('exports'), state: folder.path('state') };
  const place = await openLocalRuntime({ ...places, hashKey: key, codes: definitions.codes, definitions: files });
  try {
    return await work(place);
  } finally {
    await place.close();
  }
}

/** Creates an approved edition that was sent to Bo; Ana has left. */
async function makeFormerState(): Promise<void> {
  const sheet = await loadSheet(openDefinitions(), definitions, SHEET);
  const known = await availableSheets(openDefinitions(), definitions);
  await opened(formerKey(), async ({ effects }) => {
    for (const table of ['cases', 'victims'])
      await ingestExport(effects, definitions, `exports/nhth/${MONTH}/${table}.csv`);
    const { revision } = await computeFigures(effects, definitions, { sheet, month: MONTH });
    const page = (language: string) =>
      putReportFile(
        effects.reports,
        reportKey(SHEET, MONTH, 1, `${SHEET}-${MONTH}.${language}.pdf`),
        Buffer.from('%PDF'),
      );
    const files = [await page('en'), await page('es')];
    await effects.editions.recordReport({ sheet: SHEET, month: MONTH, revision: 1, files, at: 'now' });
    const verdict = {
      revision: revision.revision,
      verdict: 'approved',
      by: 'Ana',
      caller: null,
      reason: 'a test',
    } as const;
    await decideRevision(effects, sheet, MONTH, verdict);
    for (const name of PEOPLE) await addStakeholder(effects, entry(name), known, false);
    await changeStakeholder(effects, 'ana@example.org', 'remove');
    const of = {
      sheet: SHEET,
      month: MONTH,
      revision: 1,
      stakeholder: formerKey().formerStakeholderId('bo@example.org'),
    };
    const sent = {
      generation: 1,
      status: 'sent',
      run: 'r',
      at: 'now',
      messageId: 'm',
      code: null,
      revoked: false,
    } as const;
    await effects.dispatches.put({ ...of, ...sent });
  });
}

async function run(...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), watched: false };
  const key = argv.includes('--key') ? [] : ['--key', folder.path('key')];
  const code = await main([...argv, '--state', folder.path('state'), ...key], terminal, {});
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const keyId = async () => (await readFile(folder.path('state', 'key-id'), 'utf8')).trim();
const printed = () =>
  opened(newKey(), async ({ effects }) => {
    const revisions = await effects.editions.revisionsOf(SHEET, MONTH);
    return Promise.all(
      revisions.map(async ({ fingerprint }) =>
        (await effects.editions.figuresOf(SHEET, fingerprint)).map((figure) => figure.printed),
      ),
    );
  });

beforeAll(async () => {
  folder = await scratch();
  definitions = await loadDefinitions(openDefinitions());
  await writeExports(60);
  await writeFileIn('key', HEX);
  await makeFormerState();
});
afterAll(() => folder.remove());

async function writeFileIn(path: string, text: string): Promise<void> {
  await makeFolder(folder.path(path, '..'));
  await writeFile(folder.path(path), text);
}

describe('a state that was made before each purpose had a key', () => {
  it('is not given to another key', async () => {
    await writeFileIn('other', 'ee'.repeat(32));
    expect(await keyId()).toBe(formerKey().id);
    const refused = await run('stakeholders', 'list', '--key', folder.path('other'));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('KeyMismatch') });
    expect(await keyId()).toBe(formerKey().id);
  });

  it('takes the key of its own root, and keeps off the list who left', async () => {
    expect((await run('stakeholders', 'list')).out).toMatch(/^2 on the list, 1 left$/mu);
    expect(await keyId()).toBe(newKey().id);
    await writeFileIn(
      'list.csv',
      `name,email,organisation,language,sheets,delivery\n${PEOPLE.map((name) => Object.values(entry(name)).join(',')).join('\n')}\n`,
    );
    const imported = await run('stakeholders', 'import', folder.path('list.csv'));
    expect(imported.out).toContain('0 added, 0 changed, 2 unchanged');
    expect(
      await run(
        'stakeholders',
        'add',
        '--name',
        'Ana',
        '--email',
        'ana@example.org',
        '--language',
        'es',
        '--sheets',
        SHEET,
      ),
    ).toMatchObject({ code: 1, err: expect.stringContaining('this address left') });
    expect((await run('stakeholders', 'list')).out).toMatch(/^2 on the list, 1 left$/mu);
  });

  it('reads facts again before it counts, and says so where it cannot', async () => {
    const sheet = await loadSheet(openDefinitions(), definitions, SHEET);
    const computed = opened(newKey(), ({ effects }) => computeFigures(effects, definitions, { sheet, month: MONTH }));
    await expect(computed).rejects.toThrow(
      'nhth 2015-10 cases was read by an earlier version, which hashed ids with the key itself; read the exports again: factsheets build or start',
    );
    const built = await run(
      'build',
      '--sheet',
      SHEET,
      '--exports',
      folder.path('exports'),
      '--out',
      folder.path('out'),
    );
    expect(built.err).toContain('read nhth 2015-10: 2 files, ');
    const revisions = await printed();
    expect(revisions.length).toBeGreaterThan(1);
    for (const figures of revisions) expect(figures).toEqual(revisions[0]);
  });

  it('keeps hidden what was hidden once the counts are others', async () => {
    const hidden = (figures: Awaited<ReturnType<typeof printed>>[number] | undefined) =>
      (figures ?? []).flatMap(({ id, cells }) =>
        cells.filter((cell) => cell.suppressed).map(({ key }) => `${id} ${key}`),
      );
    const before = hidden((await printed())[0]);
    await writeExports(90);
    await run('build', '--sheet', SHEET, '--exports', folder.path('exports'), '--out', folder.path('out'));
    const twins = ['gender-minority', 'unknown'];
    expect(before).toContain(`victims-by-gender ${firstOf(twins, formerKey().ties)}`);
    expect(firstOf(twins, newKey().ties)).not.toBe(firstOf(twins, formerKey().ties));
    const after = hidden((await printed()).at(-1));
    expect(after).toEqual(expect.arrayContaining(before));
  });

  it('mails no one a second time, and people who left never', async () => {
    const { out, err } = await run('distribute', SHEET, '--dry-run');
    expect(err).toBe('');
    expect(out).toMatch(/revision 1: 1 already, 1 would be sent/u);
    expect((await run('distribute', SHEET, '--to', 'bo@example.org', '--dry-run')).out).toContain('1 already');
    expect(await run('distribute', SHEET, '--to', 'ana@example.org', '--dry-run')).toMatchObject({
      out: expect.not.stringContaining('would be sent'),
    });
    expect((await run('stakeholders', 'pause', 'cleo@example.org')).code).toBe(0);
    expect((await run('distribute', SHEET, '--dry-run')).out).toMatch(/revision 1: 1 already, 1 paused/u);
  });

  it('knows the newly listed by a hash of their own key', async () => {
    await run(
      'stakeholders',
      'add',
      '--name',
      'Dee',
      '--email',
      'dee@example.org',
      '--language',
      'es',
      '--sheets',
      SHEET,
    );
    const { ids } = await opened(newKey(), async ({ effects }) => ({
      ids: (await effects.stakeholders.all()).map(({ id }) => id),
    }));
    for (const name of PEOPLE) expect(ids).toContain(formerKey().formerStakeholderId(`${name}@example.org`));
    expect(ids).not.toContain(formerKey().formerStakeholderId('dee@example.org'));
    expect(ids).toHaveLength(4);
  });
});

if (isAtLength)
  describe('npm start at a state that was made before each purpose had a key', () => {
    it('reads every export again before it counts, and fails nothing', async () => {
      await folder.remove();
      folder = await scratch();
      await writeExports(60);
      await writeFileIn('key', HEX);
      await chmod(folder.path('key'), 0o600);
      await makeFormerState();
      const controller = new AbortController();
      const lines: Record<string, unknown>[] = [];
      const out = (line: string): void => {
        lines.push(JSON.parse(line));
        if (line.includes('"up-to-date"')) controller.abort();
      };
      const places = { exports: folder.path('exports'), state: folder.path('state'), out: folder.path('out') };
      const options = { definitions: undefined, config: undefined, key: folder.path('key'), settleMs: 0, json: true };
      const terminal = { out, err: () => undefined, watched: false };
      await start({ ...places, ...options }, terminal, {}, controller.signal);
      expect(lines.filter((line) => 'failure' in line)).toEqual([]);
      const revisions = await printed();
      expect(revisions.length).toBeGreaterThan(1);
      for (const figures of revisions) expect(figures).toEqual(revisions[0]);
    });
  });
