import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FUNCTION_SIZES } from '../../lib/function-sizes.ts';
import { functionCosts, type Measurements, otherCosts } from '../../scripts/cost-model.ts';
import { costsPage } from '../../scripts/costs-page.ts';
import { readDocument } from '../docs/document-blocks.ts';

const measured: Measurements = JSON.parse(
  readFileSync(new URL('../../bench/functions/measured.json', import.meta.url), 'utf8'),
);

describe('docs/costs.md', () => {
  it('is what the measurements and the prices come to', () => {
    expect(readDocument('docs/costs.md')).toBe(costsPage(measured));
  });

  it('tells of every function, or says that it was not measured', () => {
    const told = functionCosts(measured, 1000).map(({ step }): string => step);
    const left = Object.keys(FUNCTION_SIZES).filter((name) => !told.includes(name));
    const [sentence = ''] = /^Not measured: [\s\S]*?\n\n/mu.exec(readDocument('docs/costs.md')) ?? [];
    expect(left.filter((name) => !sentence.includes(`\`${name}\``))).toEqual([]);
  });

  it('leaves every function twice the memory it was measured to take, on the largest month measured', () => {
    const largest = Object.values(measured.volumes).at(-1) ?? {};
    for (const [name, { peakMb }] of Object.entries(largest)) {
      const [, size] = Object.entries(FUNCTION_SIZES).find(([step]) => name.startsWith(step)) ?? [];
      expect([name, 2 * peakMb < (size?.memory ?? 0)]).toEqual([name, true]);
    }
  });

  it('never falls as signals grow', () => {
    const total = (signals: number): number =>
      [...functionCosts(measured, signals), ...otherCosts(signals)].reduce((sum, { dollars }) => sum + dollars, 0);
    const totals = [1000, 20_000, 50_000, 400_000, 5_000_000].map(total);
    expect(totals).toEqual(totals.toSorted((a, b) => a - b));
  });
});
