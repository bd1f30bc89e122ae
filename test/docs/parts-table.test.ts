import { expect, it } from 'vitest';
import { layOut } from '../../src/document/lay-out.ts';
import { PAGE_SCHEMA } from '../../src/document/page-definition.ts';
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
