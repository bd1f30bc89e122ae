import { expect, it } from 'vitest';
import { Grid } from '../../src/document/page/grid.ts';
import { PageContext } from '../../src/document/page/page-context.ts';
import { fillWording } from '../../src/document/page/placeholders.ts';
import { typesetter } from '../../src/document/page/typeset.ts';
import { wordingKeysOf } from '../../src/document/page/wording-keys.ts';
import { PARTS, type PartEntry, partOf } from '../../src/document/parts/registry.ts';
import { OTHER_ENTRIES, pageInput, pageOfSheet } from '../document/page-input.ts';
import { readDocument, tableUnder } from './document-blocks.ts';

const ROWS = tableUnder(readDocument('docs/add-a-sheet.md'), '`page.json`, part by part');
const ENTRIES = [...pageOfSheet('us-mexico-border').pages.flatMap(({ parts }) => parts), ...OTHER_ENTRIES];

const entriesNamed = (name: string): PartEntry[] => {
  const entries = ENTRIES.filter((entry) => entry.part === name);
  if (entries.length === 0) throw new Error(`the sheet has no ${name}`);
  return entries;
};

/** Returns the height of a part in points, from its top to where the next part may begin. */
function heightOf(entry: PartEntry): number {
  const input = pageInput('en');
  const set = typesetter(input.measure, { file: 'en.md' });
  const wording = fillWording(input.wording, { ...input, hotlineNames: [] });
  const context = new PageContext({ ...input, wording, set, grid: new Grid('Letter'), page: { number: 1, of: 1 } });
  return partOf(entry).footHeight ?? partOf(entry).draw({ ...entry, y: 0 }, context).bottom;
}

it('lists every part a page may have, in the registry’s order', () => {
  expect(ROWS.map(([part = '']) => part.replaceAll('`', ''))).toEqual(PARTS.map(({ name }) => name));
});

it.each(ROWS)('says how high %s is', (part = '', _keys = '', points = '') => {
  const heights = new Set(entriesNamed(part.replaceAll('`', '')).map((entry) => Math.ceil(heightOf(entry))));
  if (/^\d+$/u.test(points)) expect([...heights]).toEqual([Number(points)]);
  else
    expect(`${points}: ${[...heights].join(' ')}`).toMatch(
      /^(?:24 and its chart: 69|26 and its chart: 76|104, or 63 beside: 63 104)$/u,
    );
});

/** Expands the shorthand in a cell of texts: `a.b` `.c` becomes `a.b` `a.c`. */
function spelledOut(cell: string): string {
  const longer = cell.replace(/`([\w<>-]+)(\.\w+)` `(\.\w+)`/u, '`$1$2` `$1$3`');
  return longer === cell ? cell : spelledOut(longer);
}

it.each(ROWS)('names the texts that %s asks for', (name = '', _keys = '', _points = '', texts = '') => {
  const parts = entriesNamed(name.replaceAll('`', '')).slice(0, 1);
  const common = wordingKeysOf({ pages: [{ parts: [{ part: 'running-head' }] }] }).words;
  const { words } = wordingKeysOf({ pages: [{ parts }] });
  const listed = spelledOut(texts.replace(/`(<left>\.\w+)` `(\.\w+)`/u, '`$1` `<left>$2`'));
  // `<figure>.head` stands for the heads of all figures, whatever their names
  const patterns = [...listed.matchAll(/`([^`]+)`/gu)].map(
    ([, key = '']) => new RegExp(`^${key.replaceAll('.', '\\.').replace(/<[\w-]+>/gu, '[a-z0-9-]+')}$`, 'u'),
  );
  const own = words.filter((key) => !common.includes(key));
  expect(own.filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
});
