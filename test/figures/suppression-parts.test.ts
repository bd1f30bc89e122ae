import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/domain/failure.ts';
import type { CountedFigure } from '../../src/domain/figure.ts';
import type { Knowledge } from '../../src/figures/reader-model.ts';
import { publicStructure } from '../../src/figures/reader-variables.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { tries } from '../at-length.ts';
import { type Leak, leaks } from './attacker.ts';
import { FAMILIES, sheets, tieKeyOf } from './generators.ts';

const table = (id: string, counts: readonly number[], partOf?: CountedFigure['partOf']): CountedFigure => ({
  ...{ id, counts: 'victims', by: 'gender', multi: false, print: { as: 'counts' }, shares: false },
  universe: id,
  total: counts.reduce((all, count) => all + count, 0),
  cells: counts.map((count, at) => ({ key: 'abcdefghij'[at]!, count })),
  ...(partOf ? { partOf } : {}),
});
const ones = (many: number): number[] => Array.from({ length: many }, () => 1);

function leaksOf(figures: readonly CountedFigure[], threshold: number, knowledge: Knowledge): Leak[] | null {
  const printed = suppress(figures, { threshold, tieKey: tieKeyOf('secret') });
  return leaks({ printed, structure: publicStructure(figures), threshold }, knowledge);
}

describe('marks of a part, and a total that is withheld or hidden', () => {
  it('do not reveal 9 and 1 through the nine marks of a part of a part', () => {
    const figures = [
      table('whole', [9, 1]),
      table('part', [9], { figure: 'whole', cell: 'a' }),
      table('part-of-part', ones(9), { figure: 'part', cell: 'a' }),
    ];
    expect(leaksOf(figures, 10, 'stated')).toEqual([]);
  });

  it('do not reveal a hidden total of 9 through the nine marks of its part', () => {
    const figures = [table('whole', [9, 0]), table('part', ones(9), { figure: 'whole', cell: 'a' })];
    expect(leaksOf(figures, 10, 'thorough')).toEqual([]);
  });

  it('do not reveal 5 and 4 through five marks in one part and four in the other', () => {
    const parts = [
      table('five', ones(5), { figure: 'whole', cell: 'a' }),
      table('four', ones(4), { figure: 'whole', cell: 'b' }),
    ];
    expect(leaksOf([table('whole', [5, 4]), ...parts], 10, 'thorough')).toEqual([]);
  });
});

describe('a reader who also draws conclusions from the rules themselves', () => {
  const tiny = sheets({ kinds: ['single'], together: 2, branches: 4, tiny: true, thresholds: { min: 3, max: 4 } });
  const families = Object.entries({ ...FAMILIES, 'tiny parts of parts': tiny });

  it.each(families)('never finds the one value of a hidden cell: %s', (_, family) => {
    const property = fc.property(family, ({ figures, threshold }) => {
      let found: Leak[] | null = [];
      try {
        found = leaksOf(figures, threshold, 'thorough');
      } catch (error) {
        if (!(error instanceof Failure)) throw error; // a refusal to publish reveals nothing
      }
      expect(found).toEqual([]);
    });
    fc.assert(property, { numRuns: tries(400, 1500), seed: 20170731 });
  });
});
