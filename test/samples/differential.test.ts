import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { openDefinitions, openLocalRuntime } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { CountedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Revision } from '../../src/domain/revision.ts';
import { computeFigures } from '../../src/steps/compute-figures/compute-figures.ts';
import { ingestExport } from '../../src/steps/ingest-export/ingest-export.ts';
import { isAtLength, tries } from '../at-length.ts';
import { TEST_KEY } from '../steps/state-fixture.ts';
import { type ReadFile, readAll } from './naive-reading.ts';
import { recount } from './naive-recount.ts';
import { writeShuffled } from './shuffled-exports.ts';

/** `npm test` shuffles the last months of the samples only. */
const FIRST_MONTH = isAtLength ? '2015-09' : '2017-05';

let samples: ReadFile[];
beforeAll(async () => {
  const all = await readAll(join(fileURLToPath(new URL('../../samples/', import.meta.url)), 'exports'));
  samples = all.filter(({ month }) => month >= FIRST_MONTH);
});

/** Returns the exact figures that the program counts in a folder of exports, and the records that it excludes. */
async function countedOf(exports: string): Promise<{ figures: CountedFigure[]; excluded: Revision['excluded'] }> {
  const definitions = await loadDefinitions(openDefinitions());
  const sheet = await loadSheet(openDefinitions(), definitions, 'us-mexico-border');
  const options = { exports, hashKey: TEST_KEY, codes: definitions.codes, definitions: openDefinitions() };
  const { effects, close } = await openLocalRuntime(options);
  try {
    for (const key of await effects.exports.list('exports/'))
      expect(await ingestExport(effects, definitions, key)).toMatchObject({ status: 'accepted' });
    const { revision } = await computeFigures(effects, definitions, { sheet, month: '2017-07' as Month });
    const figures = await effects.editions.figuresOf(sheet.id, revision.fingerprint);
    return { figures: figures.map(({ counted }) => counted), excluded: revision.excluded };
  } finally {
    await close();
  }
}

/** Returns the cells above zero, by key, so that both counts can be compared. */
const positive = (cells: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(cells).filter(([, count]) => count > 0));

/** Adds September 30, 2015 to October, as in a series. */
function withFirstDay(cells: Record<string, number>): Record<string, number> {
  const { '2015-09': first = 0, ...later } = cells;
  return { ...later, '2015-10': (later['2015-10'] ?? 0) + first };
}

// every seed redistributes the samples' values and omits rows and entire files, and so creates other links, orphans and
// gaps
it.each([1, 2].slice(0, tries(1, 2)))('counts shuffled exports as a naive recount does: seed %i', async (seed) => {
  const folder = mkdtempSync(join(tmpdir(), 'factsheets-shuffle-'));
  try {
    writeShuffled(samples, folder, seed);
    const naive = recount(await readAll(folder));
    expect(naive.errors).toEqual([]);
    const { figures, excluded } = await countedOf(folder);
    expect(excluded?.map(({ copies }) => copies)).toEqual([0, naive.copies]);
    for (const figure of figures) {
      const other = naive.figures[figure.id];
      expect(figure.total, figure.id).toEqual(other?.total);
      expect(figure.known, figure.id).toEqual(other?.known);
      if (!figure.by) continue;
      const cells = Object.fromEntries(figure.cells.map(({ key, count }) => [key, count]));
      const listed = figure.print.as === 'top' ? Object.keys(cells) : Object.keys(other?.cells ?? {});
      const expected = Object.fromEntries(listed.map((key) => [key, other?.cells?.[key] ?? 0]));
      const whole = figure.by === 'month' ? withFirstDay(expected) : expected;
      expect(positive(cells), figure.id).toEqual(positive(whole));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
