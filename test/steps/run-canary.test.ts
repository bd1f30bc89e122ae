import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalRuntime, openLocalRuntime } from '../../local/pipeline/local-runtime.ts';
import { definitionFiles } from '../../src/adapters/local/definition-files.ts';
import { listSheets, loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import { withCanary } from '../../src/definitions/with-canary.ts';
import { CANARY, CANARY_MONTH, CANARY_UPLOAD } from '../../src/domain/canary.ts';
import type { Day } from '../../src/domain/month.ts';
import type { Revision } from '../../src/domain/revision.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import { recordReport } from '../../src/steps/record-report.ts';
import { renderReport } from '../../src/steps/render-report/render-report.ts';
import { retireDrafts } from '../../src/steps/retire.ts';
import { canaryHash, expectedFigures } from '../../src/steps/run-canary/canary-export.ts';
import { type CanaryEffects, checkCanary, sendCanary } from '../../src/steps/run-canary/run-canary.ts';
import { TEST_KEY } from './state-fixture.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OWN = definitionFiles(ROOT);
const FILES = withCanary(OWN, definitionFiles(join(ROOT, CANARY)));
const DEFINITIONS = await loadDefinitions(FILES);
const SHEET = await loadSheet(FILES, DEFINITIONS, CANARY);
const COMPILED = compileSheet(DEFINITIONS, FILES, SHEET);

let root: string;
let place: LocalRuntime;
let now: Date;
let alive: number;
async function openPlace(): Promise<void> {
  root = await mkdtemp(join(tmpdir(), 'factsheets-canary-'));
  now = new Date('2026-11-26T05:00:00Z');
  alive = 0;
  const options = { hashKey: TEST_KEY, codes: DEFINITIONS.codes, definitions: FILES };
  place = await openLocalRuntime({ ...options, exports: join(root, 'exports'), state: join(root, 'state') });
}
async function closePlace(): Promise<void> {
  await place.close();
  await rm(root, { recursive: true, force: true });
}

/** Returns the path of an upload; the folder of exports serves as the bucket. */
const pathOf = (key: string): string => join(root, key);

function effects(): CanaryEffects {
  const putBytes = async (key: string, bytes: Uint8Array): Promise<null> => {
    await mkdir(dirname(pathOf(key)), { recursive: true });
    await writeFile(pathOf(key), bytes);
    return null;
  };
  return {
    canaryUploads: { putBytes },
    canaryEditions: place.effects.editions,
    clock: { now: () => now },
    log: {
      info(event) {
        if (event === 'canary-alive') alive++;
      },
    },
  };
}

/** Runs the pipeline on an upload: facts, figures, pages, the record. */
async function runPipeline(): Promise<Revision> {
  const { effects: all } = place;
  await ingestExport(all, DEFINITIONS, CANARY_UPLOAD);
  const { revision } = await computeFigures(all, DEFINITIONS, { sheet: SHEET, month: CANARY_MONTH });
  const rendered = await renderReport(all, await COMPILED, revision, 'en');
  await recordReport(all, await COMPILED, revision, [rendered]);
  return revision;
}

function inDays(days: number): void {
  now = new Date(now.getTime() + days * 86_400_000);
}
const failing = (message: RegExp) => ({ name: 'CanaryFailed', message: expect.stringMatching(message) });

describe('the canary', () => {
  beforeEach(openPlace);
  afterEach(closePlace);

  it('makes a revision of its own each day, and is alive on each', async () => {
    for (const expected of [1, 2, 3]) {
      await sendCanary(effects());
      expect((await runPipeline()).revision).toBe(expected);
      await checkCanary(effects());
      expect(alive).toBe(expected);
      inDays(1);
    }
  });

  it('is not alive before there is a draft', async () => {
    await sendCanary(effects());
    await expect(checkCanary(effects())).rejects.toMatchObject(failing(/there is no draft of it/));
  });

  it('is not alive when the draft is of the day before yesterday: the pipeline stands still', async () => {
    await sendCanary(effects());
    await runPipeline();
    inDays(1);
    await checkCanary(effects());
    inDays(1);
    await sendCanary(effects());
    await expect(checkCanary(effects())).rejects.toMatchObject(failing(/not made from the export of today/));
    expect(alive).toBe(1);
  });

  it('is not alive when an export was cut off on its way', async () => {
    await sendCanary(effects());
    const text = await readFile(pathOf(CANARY_UPLOAD), 'utf8');
    await writeFile(pathOf(CANARY_UPLOAD), text.split('\n').slice(0, -2).join('\n'));
    await runPipeline();
    await expect(checkCanary(effects())).rejects.toMatchObject(failing(/not made from the export/));
  });

  it('leaves drafts that are retired as any others are', async () => {
    for (let day = 0; day < 2; day++) {
      await sendCanary(effects());
      await runPipeline();
      inDays(1);
    }
    const later = { clock: { now: () => new Date(Date.now() + 100 * 86_400_000) } };
    expect(await retireDrafts({ ...place.effects, ...later }, CANARY)).toBe(1);
  });
});

describe('a canary whose draft is published', () => {
  beforeAll(async () => {
    await openPlace();
    await sendCanary(effects());
    await runPipeline();
  });
  beforeEach(() => {
    alive = 0;
  });
  afterAll(closePlace);

  it('is alive when its upload became the expected draft', async () => {
    await checkCanary(effects());
    expect(alive).toBe(1);
  });

  it.each(['signals', 'victims-by-gender'])('is not alive when %s prints another number', async (id) => {
    const { editions } = place.effects;
    const figuresOf: typeof editions.figuresOf = async (sheet, fingerprint) =>
      (await editions.figuresOf(sheet, fingerprint)).map((figure) =>
        figure.printed.id === id ? { ...figure, printed: { ...figure.printed, total: 1 } } : figure,
      );
    const other = { ...effects(), canaryEditions: { ...editions, figuresOf } };
    await expect(checkCanary(other)).rejects.toMatchObject(failing(new RegExp(`other figures: ${id}`, 'u')));
    expect(alive).toBe(0);
  });

  it('is not alive when a small number is printed', async () => {
    const { editions } = place.effects;
    const figuresOf: typeof editions.figuresOf = async (sheet, fingerprint) =>
      (await editions.figuresOf(sheet, fingerprint)).map((figure) => ({ ...figure, printed: figure.counted }) as never);
    const other = { ...effects(), canaryEditions: { ...editions, figuresOf } };
    await expect(checkCanary(other)).rejects.toMatchObject(failing(/other figures: victims-by-gender/));
  });

  it('is not alive without a page', async () => {
    const other = { ...effects(), canaryEditions: { ...place.effects.editions, reportOf: async () => null } };
    await expect(checkCanary(other)).rejects.toMatchObject(failing(/has no page/));
  });
});

it('sends other bytes and expects other figures on each of two days in a row', () => {
  const days = Array.from({ length: 70 }, (_, index) => new Date(Date.UTC(2026, 10, 1 + index)).toISOString());
  const hashes = days.map((day) => canaryHash(day.slice(0, 10) as Day));
  expect(new Set(hashes).size).toBe(days.length);
  const totals = days.map((day) => expectedFigures(day.slice(0, 10) as Day)[0]?.total);
  expect(totals.filter((total, index) => total === totals[index - 1])).toEqual([]);
});

describe('the canary’s definitions', () => {
  it('are not among the program’s own, so no review, message or list knows the sheet', async () => {
    expect(await listSheets(OWN)).not.toContain(CANARY);
    expect([...(await loadDefinitions(OWN)).hotlines.keys()]).not.toContain(CANARY);
    expect(await listSheets(FILES)).toEqual([CANARY, ...(await listSheets(OWN))].sort());
  });

  it('leave every other sheet as it is', async () => {
    const own = await loadDefinitions(OWN);
    for (const id of await listSheets(OWN))
      expect(await loadSheet(FILES, DEFINITIONS, id)).toEqual(await loadSheet(OWN, own, id));
  });

  it.each([
    ['us-mexico-border', ['nhth', CANARY]],
    [CANARY, [CANARY, 'nhth']],
  ])('are refused in the sheet %s that counts %j', async (id, hotlines) => {
    const place = `templates/${id}/sheet.json`;
    const sheet = JSON.parse(Buffer.from(await FILES.bytes(place)).toString());
    const changed = Buffer.from(JSON.stringify({ ...sheet, hotlines, unrelated: undefined, related: undefined }));
    const files = { ...FILES, bytes: async (path: string) => (path === place ? changed : FILES.bytes(path)) };
    await expect(loadSheet(files, DEFINITIONS, id)).rejects.toMatchObject({
      name: 'DefinitionInvalid',
      message: expect.stringMatching(/invented records of the hotline "canary", and no other sheet may/),
    });
  });
});
