import { expect, it } from 'vitest';
import { reviewLines } from '../../local/cli/commands/review/review-lines.ts';
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

/** Returns the review of a sheet that hides counts below 8, with these numbers and nothing else to report. */
const reviewOf = (numbers: readonly ReviewedNumber[]) =>
  ({
    revision: { sheet: 's', month: '2017-07', revision: 1, complete: true, missing: [], threshold: 8, orphans: {} },
    pagesComplete: true,
    since: null,
    numbers,
    exports: { came: [], corrected: [], withdrawn: [] },
    behind: { came: [], corrected: [], withdrawn: [] },
    exposed: [],
    tooNear: [],
    smallChanges: [],
    unusual: [],
    empty: [],
    approval: { people: 1, first: null, uploaders: [] },
    warnings: [],
    decisions: [],
  }) as unknown as Review; // only the parts that the lines use

it('shows for each number what readers see instead, in the page’s words', () => {
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

it('lists before everything else what cannot be approved, then what readers can subtract, and folds the rest away', () => {
  const place = { month: '2017-04' as Month, revision: 2, figure: 'cases-by-month', cell: '2017-02' };
  const change = { figure: 'victims-by-gender', before: 100, after: 102, small: true };
  const lines = reviewLines({
    ...reviewOf([]),
    exposed: [
      { ...place, value: 5, least: 5, most: 5, undecided: false },
      { ...place, cell: null, value: 4, least: 3, most: 6, undecided: false },
      { ...place, cell: '2017-03', value: 6, least: 6, most: 6, undecided: true },
    ],
    smallChanges: [
      {
        ...{ month: '2017-04' as Month, revision: 2 },
        changes: [
          { ...change, cell: 'male', seen: true },
          { ...change, cell: 'female', seen: false },
        ],
      },
    ],
  });
  expect(lines.slice(1, 7)).toEqual([
    '  CANNOT BE APPROVED: together with approved revisions it would reveal hidden numbers',
    '    cases-by-month 2017-02 of 2017-04, revision 2: 5; readers would know it',
    '    cases-by-month of 2017-04, revision 2: 4; readers would know that it is 3 to 6',
    '    cases-by-month 2017-03 of 2017-04, revision 2: 6; it took too long to find out whether readers could know it',
    '  readers can subtract changes of fewer than 8 from 2017-04, revision 2:',
    '    victims-by-gender male: 100 -> 102',
  ]);
  expect(lines).toContain(
    '1 change of fewer than 8 against 2017-04, revision 2, that no reader can see (--json lists them)',
  );
  expect(lines.join('\n')).not.toContain('female');
  expect(lines).not.toContain('the rules do not object to anything');
});

it('lists exports that arrived, were corrected or withdrawn since the revision was made, and what to do', () => {
  const exported = { hotline: 'nhth', month: '2017-07' as Month, sha256: '' };
  const behind = {
    came: [{ ...exported, table: 'cases' }],
    corrected: [],
    withdrawn: [{ ...exported, table: 'victims' }],
  };
  expect(reviewLines(reviewOf([])).join('\n')).not.toContain('behind');
  expect(reviewLines({ ...reviewOf([]), behind })).toEqual(
    expect.arrayContaining([
      '  exports changed since it was made, so publish s 2017-07 again first:',
      '    came nhth 2017-07 cases',
      '    withdrawn nhth 2017-07 victims',
    ]),
  );
});
