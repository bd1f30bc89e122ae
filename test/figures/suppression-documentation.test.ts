import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { CountedFigure } from '../../src/domain/figure.ts';
import { suppress } from '../../src/figures/suppress.ts';
import { tieKeyOf } from './generators.ts';

const DOCUMENT = new URL('../../docs/disclosure-control.md', import.meta.url);
const EXAMPLE = /^k=(\d+) +([\d ]+?) +-> +(\S+): (withheld|[\d‡ ]+?)(?: {2,}.*)?$/u;

const figureOf = (counts: readonly number[]): CountedFigure => ({
  ...{
    id: 't',
    counts: 'victims',
    by: 'gender',
    multi: false,
    print: { as: 'counts' },
    shares: true,
  },
  universe: 't',
  total: counts.reduce((all, count) => all + count, 0),
  cells: counts.map((count, at) => ({ key: String(at), count })),
});

function printed(counts: readonly number[], threshold: number): [total: string, cells: string] {
  const [figure] = suppress([figureOf(counts)], { threshold, tieKey: tieKeyOf('secret') });
  const cells = counts.map((_, at) => figure!.cells.find(({ key }) => key === String(at))?.count ?? '‡');
  return [String(figure!.total ?? '‡'), figure!.withheld ? 'withheld' : cells.join(' ')];
}

it('prints what the worked examples of the documentation say', () => {
  const lines = readFileSync(DOCUMENT, 'utf8').split('\n');
  const examples = lines.filter((line) => line.startsWith('k=')).map((line) => EXAMPLE.exec(line));
  expect(examples).not.toContain(null);
  expect(examples.length).toBeGreaterThanOrEqual(8);
  for (const [, k, counts, total, cells] of examples.filter((one) => one !== null)) {
    expect(printed(counts!.split(/ +/u).map(Number), Number(k))).toEqual([total, cells]);
  }
});
