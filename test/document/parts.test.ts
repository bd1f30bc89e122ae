import { afterEach, describe, expect, it, vi } from 'vitest';
import { layOut } from '../../src/document/page/lay-out.ts';
import { PageContext } from '../../src/document/page/page-context.ts';
import { wordingKeysOf } from '../../src/document/page/wording-keys.ts';
import { definePart } from '../../src/document/parts/part.ts';
import { PARTS, type PartEntry, partOf } from '../../src/document/parts/registry.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import { OTHER_ENTRIES, pageInput, pageOfSheet } from './page-input.ts';
import { CORRECTED, INCOMPLETE, PUBLISHED, SUPPRESSED, ZERO } from './published-edition.ts';

const ENTRIES = [...pageOfSheet('us-mexico-border').pages.flatMap(({ parts }) => parts), ...OTHER_ENTRIES];

const EDITIONS: readonly (readonly [string, PublishedEdition])[] = [
  ['published', PUBLISHED],
  ['incomplete', INCOMPLETE],
  ['corrected', CORRECTED],
  ['with hidden numbers', SUPPRESSED],
  ['without a record', ZERO],
];

/** Returns an object with only the listed keys. */
const only = <Value>(all: Readonly<Record<string, Value>>, keys: readonly string[]): Record<string, Value> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key)));

/** Lays a part out alone, with only the texts and charts that it declares. */
function drawAlone(entry: PartEntry, edition: PublishedEdition): void {
  const input = pageInput('en', edition);
  const page = { pages: [{ parts: [entry] }] };
  const { words, prose, mayHave } = wordingKeysOf(page);
  const charts = partOf(entry)
    .charts(entry)
    .map(({ chart }) => chart);
  const wording = {
    ...input.wording,
    words: only(input.wording.words, words),
    prose: only(input.wording.prose, [...prose, ...mayHave]),
  };
  layOut({ ...input, page, wording, charts: only(input.charts, charts) });
}

afterEach(() => vi.restoreAllMocks());

describe.each(PARTS.map(({ name }) => name))('the part %s', (name) => {
  it.each(EDITIONS)('declares the texts, charts and figures that it draws of an edition %s', (_, edition) => {
    const entries = ENTRIES.filter(({ part }) => part === name);
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) {
      const figure = vi.spyOn(PageContext.prototype, 'figure');
      drawAlone(entry, edition);
      const drawn = [...new Set(figure.mock.calls.map(([id]) => id))];
      expect(partOf(entry).figures(entry)).toEqual(expect.arrayContaining(drawn));
      figure.mockRestore();
    }
  });
});

it('a part that lacks a field does not compile', () => {
  const wording = () => ({});
  const none = () => [];
  const draw = () => ({ nodes: [], bottom: 0 });
  const complete = { name: 'x', shape: {}, wording, charts: none, figures: none, draw };
  expect(definePart(complete).schema.parse({ part: 'x', space: 1 })).toEqual({ part: 'x', space: 1 });
  const { name: _name, ...unnamed } = complete;
  // @ts-expect-error a part has a name
  definePart(unnamed);
  const { shape: _shape, ...shapeless } = complete;
  // @ts-expect-error a part has a schema
  expect(() => definePart(shapeless)).toThrow(TypeError);
  const { wording: _wording, ...wordless } = complete;
  // @ts-expect-error a part says which texts it asks for
  definePart(wordless);
  const { charts: _charts, ...chartless } = complete;
  // @ts-expect-error a part says which charts it shows
  definePart(chartless);
  const { figures: _figures, ...figureless } = complete;
  // @ts-expect-error a part says which figures it shows
  definePart(figureless);
  const { draw: _draw, ...drawless } = complete;
  // @ts-expect-error a part draws itself
  definePart(drawless);
});
