import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROBLEM_CODES } from '../../src/domain/problem.ts';
import { WORDS } from '../../src/words/words.ts';
import { readDocument, stepsOf, tableUnder } from './document-blocks.ts';
import { newReader, notPrinted, type Ran, type Reader } from './reader.ts';

const PAGES = [
  {
    language: 'en',
    path: 'docs/exports-for-analysts.md',
    commands: 2,
    sections: {
      rejection: 'Rejections: the table does not count',
      error: 'Errors: the row does not count',
      warning: 'Warnings: the row counts',
    },
  },
  {
    language: 'es',
    path: 'docs/exports-for-analysts.es.md',
    commands: 1,
    sections: {
      rejection: 'Rechazos: la tabla no se cuenta',
      error: 'Errores: la fila no se cuenta',
      warning: 'Advertencias: la fila se cuenta',
    },
  },
] as const;

let reader: Reader;
const ran = new Map<string, Ran[]>();

beforeAll(async () => {
  reader = await newReader();
  for (const { path } of PAGES) ran.set(path, await reader.follow(stepsOf(readDocument(path))));
});
afterAll(() => reader?.leave());

/** Returns the severity of each problem that the samples' bad files expect. */
function severities(): Map<string, string> {
  const text = readFileSync(new URL('../../samples/bad/expected-problems.json', import.meta.url), 'utf8');
  const files: { problems: { problem: string; severity: string }[] }[] = JSON.parse(text);
  return new Map(files.flatMap(({ problems }) => problems.map((one) => [one.problem, one.severity])));
}

describe.each(PAGES)('$path', ({ language, path, commands, sections }) => {
  it('lists every problem once, in the words of the program', () => {
    const rows = Object.values(sections).flatMap((heading) => tableUnder(readDocument(path), heading));
    const texts = WORDS[language].problems;
    expect(rows).toEqual(PROBLEM_CODES.map((code) => [`\`${code}\``, texts[code].sentence, texts[code].remedy]));
  });

  it('puts every problem under its consequence', () => {
    const consequence = severities();
    for (const [severity, heading] of Object.entries(sections))
      for (const [code = ''] of tableUnder(readDocument(path), heading))
        expect(consequence.get(code.replaceAll('`', '')) ?? severity, code).toEqual(severity);
  });

  it('prints what the document shows of a check', () => {
    expect(ran.get(path)).toHaveLength(commands);
    for (const one of ran.get(path) ?? [])
      expect({ ...one, missing: notPrinted(one) }).toEqual({ ...one, missing: [] });
  });
});

it('has the same sections in both languages', () => {
  const [english, spanish] = PAGES.map(({ path }) => readDocument(path).match(/^#+(?= )/gmu));
  expect(spanish).toEqual(english);
});
