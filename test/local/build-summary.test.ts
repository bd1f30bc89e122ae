import { describe, expect, it } from 'vitest';
import { type Built, summary } from '../../local/cli/commands/build/summary.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Revision } from '../../src/domain/revision.ts';
import { parse, sheetJson } from '../figures/sheets.ts';

const revision = { sheet: 'border', month: '2017-07' as Month, revision: 1, complete: true, missing: [] };

const NOT_KEPT = { state: undefined, key: undefined };

const builtWith = (files: readonly string[], sheets = 1): Built => ({
  ...{ sheet: parse(sheetJson({})), sheets, revision: revision as unknown as Revision, figures: [], excluded: [] },
  ...{ unusual: [], unknown: [], ingested: [], problems: new Map(), files },
});

const filesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `out/sheet-${index}.pdf`);

describe('what a build prints of its files', () => {
  it('names all files of a sheet', () => {
    const lines = summary(builtWith(filesOf(4)), NOT_KEPT);
    expect(lines.filter((line) => line.includes('out/'))).toEqual(filesOf(4).map((file) => `  ${file}`));
  });

  it('names the first files of a family, and the folder of the others', () => {
    const lines = summary(builtWith(filesOf(356), 89), NOT_KEPT).filter((line) => line.includes('out'));
    expect(lines).toHaveLength(13);
    expect(lines.at(-1)).toBe('  and 344 other files in out');
  });

  it('says how many sheets a family has, and how to review those that a state keeps', () => {
    const linesOf = (sheets: number, place: typeof NOT_KEPT | { state: string; key: string }) =>
      summary(builtWith(filesOf(4), sheets), place).filter((line) => line.includes('of one family'));
    expect(linesOf(1, { state: 's', key: 'k' })).toEqual([]);
    expect(linesOf(89, NOT_KEPT)).toEqual(['  89 sheets of one family']);
    expect(linesOf(89, { state: 's', key: 'k' })).toEqual([
      '  89 sheets of one family, to review together: factsheets family border 2017-07 --state s --key k',
    ]);
  });
});
