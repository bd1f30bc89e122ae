import { describe, expect, it } from 'vitest';
import { jointAttack } from '../../src/figures/joint-attack.ts';
import { attackHistories, undoneHistories } from './history-attack.ts';
import { edition } from './two-editions.ts';

const SEED = 20260101;
/** The number of histories; `npm run conformance -- disclosure` tries thousands. */
const HISTORIES = 150;

describe('the joint attack', () => {
  const june = edition('2020-06', [31, 5, 20, 32, 33, 34]);

  it('finds the month that two editions undo together, on both pages', () => {
    const september = edition('2020-09', [31, 5, 20, 32, 33, 34, 15, 40, 41]);
    const found = { revision: 1, figure: 'by-month', cell: '2020-02', value: 5, least: 5, most: 5, undecided: false };
    expect(jointAttack(september, [june])).toEqual([
      { month: '2020-06', ...found },
      { month: '2020-09', ...found },
    ]);
    expect(jointAttack(edition('2020-09', [31, 5, 20, 32, 33, 34, 15, 40, 41], june), [june])).toEqual([]);
  });

  it('finds a lone new month that has to wait, and lets it out with the next ones', () => {
    expect(jointAttack(edition('2020-07', [31, 5, 20, 32, 33, 34, 4], june), [june])).toMatchObject([
      { cell: '2020-07', value: 4 },
    ]);
    expect(jointAttack(edition('2020-08', [31, 5, 20, 32, 33, 34, 4, 15], june), [june])).toEqual([]);
  });

  it('does not blame a draft for what approved revisions already reveal', () => {
    const careless = edition('2020-09', [31, 5, 20, 32, 33, 34, 15, 40, 41]);
    const december = edition('2020-12', [31, 5, 20, 32, 33, 34, 15, 40, 41, 50, 51, 52], june, careless);
    expect(jointAttack(december, [june, careless]).filter(({ month }) => month !== '2020-12')).toEqual([]);
  });

  it('finds nothing in a first edition, or in one beside itself', () => {
    expect(jointAttack(june, [])).toEqual([]);
    expect(jointAttack(june, [june])).toEqual([]);
  });

  it('takes for known what it has no steps left to decide, the same on every run', () => {
    const september = edition('2020-09', [31, 5, 20, 32, 33, 34, 15, 40, 41], june);
    const undecided = jointAttack(september, [june], { steps: 1 });
    expect(undecided.length).toBeGreaterThan(0);
    expect(undecided.every((one) => one.undecided)).toBe(true);
    expect(jointAttack(september, [june], { steps: 1 })).toEqual(undecided);
  });
});

describe('pairs and triples of approved editions, with corrections', () => {
  it('determine no hidden number of 1..k-1 when the joint attack lets them be approved', () => {
    const { counts, failures } = attackHistories(HISTORIES, SEED);
    expect(failures).toEqual([]);
    expect(counts.refused).toBeGreaterThan(0);
    expect(counts.small).toBeGreaterThan(HISTORIES);
  });

  it('are undone without either, and mostly not with memory alone', () => {
    const { plain, remembering } = undoneHistories(HISTORIES, SEED);
    expect(plain).toBeGreaterThan(HISTORIES / 20);
    expect(remembering).toBeLessThan(plain / 2);
  });
});
