import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PROBLEM_CODES, type ProblemCode } from '../../src/domain/problem.ts';

const bad = (path: string): string => fileURLToPath(new URL(`../../samples/bad/${path}`, import.meta.url));
const readme = readFileSync(bad('README.md'), 'utf8');
const expected = JSON.parse(readFileSync(bad('expected-problems.json'), 'utf8')) as {
  name: string;
  outcome: string;
  problems: { problem: string; severity: string }[];
}[];

/** Problems that no file of the samples' hotlines shows, with the reason. */
const NOT_SHOWN: Partial<Record<ProblemCode, string>> = {
  'reader-failed': 'a defect of the program, not of a file',
  'empty-replacement': 'only where the month has records already: test/steps/ingest-export.test.ts',
  'count-unreadable': 'only where a row may represent many records, as in docs/add-a-hotline.md',
  'period-month': 'only where a file is not sent every month, as in docs/add-a-hotline.md',
  'id-form': 'only where a hotline gives the form of its ids, as the one in docs/add-a-hotline.md does',
};

describe('the bad files', () => {
  it('show every problem that the program knows, but for those that no file can show', () => {
    const shown = new Set(readme.match(/(?<=\| `)[a-z-]+(?=` \|)/g));
    expect([...shown, ...Object.keys(NOT_SHOWN)].toSorted()).toEqual([...PROBLEM_CODES].toSorted());
  });

  it('are where the README says', () => {
    const named = [...readme.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]!);
    expect(named.length).toBeGreaterThan(25);
    expect(named.filter((name) => !existsSync(bad(name)))).toEqual([]);
  });

  it('are rejected exactly where a rejection or an error is expected, at a tolerance of 0', () => {
    for (const { name, outcome, problems } of expected) {
      const grave = problems.some(({ severity }) => severity !== 'warning');
      expect(outcome, name).toBe(grave ? 'rejected' : 'accepted');
    }
  });
});
