import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROBLEM_CODES } from '../../src/domain/problem.ts';
import { PROBLEM_TEXTS } from '../../src/exports/problem-texts.ts';
import { readDocument, stepsOf, tableUnder } from './document-blocks.ts';
import { newReader, notPrinted, type Ran, type Reader } from './reader.ts';

const DOCUMENT = readDocument('docs/exports-for-analysts.md');
const SECTIONS = {
  rejection: 'Rejections: the table is not taken',
  error: 'Errors: the row is not counted',
  warning: 'Warnings: the row counts',
};

let reader: Reader;
let ran: Ran[];

beforeAll(async () => {
  reader = await newReader();
  ran = await reader.follow(stepsOf(DOCUMENT));
});
afterAll(() => reader?.leave());

/** The severity of each problem as the samples' bad files expect it. */
function severities(): Map<string, string> {
  const text = readFileSync(new URL('../../samples/bad/expected-problems.json', import.meta.url), 'utf8');
  const files: { problems: { problem: string; severity: string }[] }[] = JSON.parse(text);
  return new Map(files.flatMap(({ problems }) => problems.map((one) => [one.problem, one.severity])));
}

describe('docs/exports-for-analysts.md', () => {
  it('tells of every problem once, in the words of the program', () => {
    const rows = Object.values(SECTIONS).flatMap((heading) => tableUnder(DOCUMENT, heading));
    expect(rows).toEqual(
      PROBLEM_CODES.map((code) => [`\`${code}\``, PROBLEM_TEXTS[code].sentence, PROBLEM_TEXTS[code].remedy]),
    );
  });

  it('puts every problem under its consequence', () => {
    const consequence = severities();
    for (const [severity, heading] of Object.entries(SECTIONS))
      for (const [code = ''] of tableUnder(DOCUMENT, heading))
        expect([code, consequence.get(code.replaceAll('`', '')) ?? 'rejection']).toEqual([code, severity]);
  });

  it('prints what the document shows of a check', () => {
    expect(ran.length).toBe(2);
    for (const one of ran) expect({ ...one, missing: notPrinted(one) }).toEqual({ ...one, missing: [] });
  });
});
