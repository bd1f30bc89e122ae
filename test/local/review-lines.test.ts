import { expect, it } from 'vitest';
import { reviewLines } from '../../local/review-lines.ts';
import type { CountClass } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Review, ReviewedNumber, Shown } from '../../src/domain/review.ts';

const number = (cell: string, now: number, shown: Shown | null, seen: CountClass | null = null): ReviewedNumber => ({
  figure: 'cases-by-state',
  cell,
  before: 1,
  now,
  small: false,
  shown,
  class: seen,
});

/** A revision of a sheet that hides counts below 8, with these numbers and nothing else to tell. */
const reviewOf = (numbers: readonly ReviewedNumber[]) =>
  ({
    revision: { sheet: 's', month: '2017-07', revision: 1, complete: true, missing: [], threshold: 8, orphans: {} },
    pagesWhole: true,
    since: null,
    numbers,
    exports: { came: [], corrected: [], withdrawn: [] },
    behind: { came: [], corrected: [], withdrawn: [] },
    smallChanges: [],
    unusual: [],
    warnings: [],
    decisions: [],
  }) as unknown as Review; // the parts that the lines are made from

it('tells of each number what readers see in its stead, in the page’s words', () => {
  const numbers = [
    number('US-TX', 12, 'class', { from: 8, to: 24 }),
    number('US-CA', 3, 'class', { from: 1, to: 7 }),
    number('US-NY', 1200, 'class', { from: 1000, to: null }),
    number('US-NM', 0, 'class', { from: 0, to: 0 }),
    number('US-AZ', 3, 'hidden-small'),
    number('US-OH', 9, 'hidden-beside'),
    number('US-UT', 9, 'withheld'),
    number('US-ME', 9, 'unlisted'),
    number('US-IA', 9, 'printed'),
    number('US-ID', 0, null),
  ];
  const lines = reviewLines(reviewOf(numbers)).filter((line) => line.startsWith('  cases-by-state'));
  expect(lines.map((line) => / [+-][\d,]+(?: {2}(.*))?$/u.exec(line)?.[1] ?? '')).toEqual([
    '8 to 24',
    'fewer than 8',
    '1,000 or more',
    'none known',
    '‡ fewer than 8',
    '‡ hides another',
    '‡ figure withheld',
    'not listed',
    '',
    'gone',
  ]);
});

it('tells what came, was corrected or went since the revision was made, and what to do', () => {
  const exported = { hotline: 'nhth', month: '2017-07' as Month, sha256: '' };
  const behind = {
    came: [{ ...exported, table: 'cases' }],
    corrected: [],
    withdrawn: [{ ...exported, table: 'victims' }],
  };
  expect(reviewLines(reviewOf([])).join('\n')).not.toContain('behind');
  expect(reviewLines({ ...reviewOf([]), behind })).toEqual(
    expect.arrayContaining([
      '  it is behind the exports, so publish s 2017-07 again first; since it was made',
      '    came nhth 2017-07 cases',
      '    withdrawn nhth 2017-07 victims',
    ]),
  );
});
