import { expect, it } from 'vitest';
import { layOut } from '../../src/document/page/lay-out.ts';
import { wordingKeysOf } from '../../src/document/page/wording-keys.ts';
import { PARTS, type PartEntry } from '../../src/document/parts/registry.ts';
import { pageInput, pageOfSheet } from '../document/page-input.ts';
import { readDocument, tableUnder } from './document-blocks.ts';

const ROWS = tableUnder(readDocument('docs/add-a-sheet.md'), '`page.json`, part by part');
const ENTRIES = pageOfSheet('us-mexico-border').pages.flatMap(({ parts }) => parts);
const TOP = 100;

const entriesNamed = (name: string): PartEntry[] => {
  const entries = ENTRIES.filter((entry) => entry.part === name);
  if (entries.length === 0) throw new Error(`the sheet has no ${name}`);
  return entries;
};

/**
 * Returns the lowest position at which the next part may begin, as reported in the failure of a part that begins
 * higher.
 */
function footOf(part: PartEntry): number {
  const pages = [
    {
      parts: [
        { ...part, y: TOP },
        { part: 'footer' as const, y: TOP },
      ],
    },
  ];
  try {
    layOut({ ...pageInput('en'), page: { pages } });
  } catch (failure) {
    return Number(/begins above ([\d.]+)/u.exec(String(failure))?.[1]);
  }
  throw new Error(`nothing is in the way below ${part.part}`);
}

it('lists every part a page may have, in the registry’s order', () => {
  expect(ROWS.map(([part = '']) => part.replaceAll('`', ''))).toEqual(PARTS.map(({ name }) => name));
});

it.each(ROWS)('says how high %s is', (part = '', _keys = '', points = '') => {
  const heights = new Set(entriesNamed(part.replaceAll('`', '')).map((entry) => Math.ceil(footOf(entry) - TOP)));
  if (/^\d+$/u.test(points)) expect([...heights]).toEqual([Number(points)]);
  else
    expect(`${points}: ${[...heights].join(' ')}`).toMatch(
      /^(?:to the page’s foot: 692|24 and its chart: 69|104, or 63 beside: 63 104)$/u,
    );
});

/** Expands the shorthand in a cell of texts: `a.b` `.c` becomes `a.b` `a.c`. */
function spelledOut(cell: string): string {
  const longer = cell.replace(/`([\w<>-]+)(\.\w+)` `(\.\w+)`/u, '`$1$2` `$1$3`');
  return longer === cell ? cell : spelledOut(longer);
}

it.each(ROWS)('names the texts that %s asks for', (name = '', _keys = '', _points = '', texts = '') => {
  const parts = entriesNamed(name.replaceAll('`', '')).slice(0, 1);
  const common = wordingKeysOf({ pages: [{ parts: [{ part: 'running-head', y: 0 }] }] }).words;
  const { words } = wordingKeysOf({ pages: [{ parts }] });
  const listed = spelledOut(texts.replace(/`(<left>\.\w+)` `(\.\w+)`/u, '`$1` `<left>$2`'));
  // `<figure>.head` stands for the heads of all figures, whatever their names
  const patterns = [...listed.matchAll(/`([^`]+)`/gu)].map(
    ([, key = '']) => new RegExp(`^${key.replaceAll('.', '\\.').replace(/<[\w-]+>/gu, '[a-z0-9-]+')}$`, 'u'),
  );
  const own = words.filter((key) => !common.includes(key));
  expect(own.filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
});
