import { expect, it } from 'vitest';
import { layOut } from '../../src/document/page/lay-out.ts';
import { PAGE_SCHEMA } from '../../src/document/page/page-definition.ts';
import { wordingKeysOf } from '../../src/document/page/wording-keys.ts';
import { pageInput, pageOfSheet } from '../document/page-input.ts';
import { readDocument, tableUnder } from './document-blocks.ts';

const ROWS = tableUnder(readDocument('docs/add-a-sheet.md'), '`page.json`, part by part');
const PARTS = pageOfSheet('us-mexico-border').pages.flatMap(({ parts }) => parts);
const TOP = 100;

/** The lowest place at which the next part may begin, as the failure of one that begins higher tells it. */
function footOf(name: string): number {
  const part = PARTS.find((one) => one.part === name);
  if (!part) throw new Error(`the sheet has no ${name}`);
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
  throw new Error(`nothing stands in the way below ${name}`);
}

it('tells of every part a page may have', () => {
  const allowed = PAGE_SCHEMA.shape.pages.element.shape.parts.element.options.map(({ shape }) => shape.part.value);
  expect(ROWS.map(([part = '']) => part.replaceAll('`', '')).toSorted()).toEqual(allowed.toSorted());
});

it.each(ROWS)('says how high %s is', (part = '', _keys = '', points = '') => {
  const height = footOf(part.replaceAll('`', '')) - TOP;
  if (/^\d+$/u.test(points)) expect(Math.ceil(height)).toBe(Number(points));
  else expect(`${points} ${Math.ceil(height)}`).toMatch(/^(?:to the page’s foot 692|24 and its chart 69)$/u);
});

/** A cell of texts with its shorthand spelled out: `a.b` `.c` is `a.b` `a.c`. */
function spelledOut(cell: string): string {
  const longer = cell.replace(/`([\w<>-]+)(\.\w+)` `(\.\w+)`/u, '`$1$2` `$1$3`');
  return longer === cell ? cell : spelledOut(longer);
}

it.each(ROWS)('names the texts that %s asks for', (name = '', _keys = '', _points = '', texts = '') => {
  const part = PARTS.find((one) => one.part === name.replaceAll('`', ''));
  if (!part) throw new Error(`the sheet has no ${name}`);
  const common = wordingKeysOf({ pages: [{ parts: [{ part: 'running-head', y: 0 }] }] }).words;
  const { words } = wordingKeysOf({ pages: [{ parts: [part] }] });
  const told = spelledOut(texts.replace(/`(<left>\.\w+)` `(\.\w+)`/u, '`$1` `<left>$2`'));
  const placeholders = (key: string): string[] =>
    ['<figure>', '<people>', '<left>'].map((one) => key.replace(/^[^.]+/u, one));
  const own = words.filter((key) => !common.includes(key));
  expect(own.filter((key) => ![key, ...placeholders(key)].some((one) => told.includes(`\`${one}\``)))).toEqual([]);
});
