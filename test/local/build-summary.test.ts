import { describe, expect, it } from 'vitest';
import { type Built, summary } from '../../local/cli/commands/build/summary.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Revision } from '../../src/domain/revision.ts';
import { parse, sheetJson } from '../figures/sheets.ts';

const revision = { sheet: 'border', month: '2017-07' as Month, revision: 1, complete: true, missing: [] };

const builtWith = (files: readonly string[]): Built => ({
  ...{ sheet: parse(sheetJson({})), revision: revision as unknown as Revision, figures: [], excluded: [] },
  ...{ unusual: [], unknown: [], ingested: [], problems: new Map(), files },
});

const filesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `out/sheet-${index}.pdf`);

describe('what a build prints of its files', () => {
  it('names all files of a sheet', () => {
    const lines = summary(builtWith(filesOf(4)));
    expect(lines.filter((line) => line.includes('out/'))).toEqual(filesOf(4).map((file) => `  ${file}`));
  });

  it('names the first files of a family, and the folder of the others', () => {
    const lines = summary(builtWith(filesOf(356))).filter((line) => line.includes('out'));
    expect(lines).toHaveLength(13);
    expect(lines.at(-1)).toBe('  and 344 other files in out');
  });
});
