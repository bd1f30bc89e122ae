import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../local/cli/command-list.ts';

/**
 * Words of the program's former dialect, each with its replacement. Words with another common meaning (keep, room, law)
 * are not listed: a reviewer must find those.
 */
const WORDS: readonly (readonly [word: RegExp, instead: string])[] = [
  [/\b(?:tell|tells|told|telling)\b/iu, 'emit, report, print, reveal'],
  [/\banew\b/iu, 'again, or a verb: recompute'],
  [/\bin spite of\b/iu, 'despite'],
  [/\bmade ahead\b/iu, 'precompiled'],
  [/\bnobody\b/iu, 'no one, zero, empty'],
  [/\bwhole(?! number)\b/iu, 'complete, entire'],
  [/(?<!\bthere )\b(?:is|are|was|were) no (?!longer\b)\w+/iu, 'is not a'],
  [/(?<!\bthere )\b(?:is|are) none\b/iu, 'is not a'],
  [/\bmend(?:s|ed|ing)?\b/iu, 'fix, correct'],
  [/\bin force\b/iu, 'active, current'],
  [/\bowed\b/iu, 'pending'],
  [/\bchores?\b/iu, 'task'],
  [/\b(?:workplace|workshop)s?\b/iu, 'context, fixture'],
  [/\bset aside\b/iu, 'moved to the dead-letter queue'],
  [/\btaken back\b/iu, 'withdrawn'],
  [/\bheld earlier\b/iu, 'duplicate of another hotline'],
  [/\bodd cells?\b/iu, 'unreadable cell'],
  [/\bdirt\b/iu, 'errors, variations'],
  [/\b(?:ends?|ended) with (?:code )?\d/iu, 'exits with code'],
  [/\bthe bus\b/iu, 'the event bus'],
  [/\blooks at\b/iu, 'checks, polls'],
  [/\bbears?\b/iu, 'handles, tolerates'],
  [/\b(?:stands|lies)\b/iu, 'is, means'],
  [/\bwhom\b/iu, 'a shorter sentence'],
];

const ROOT = new URL('../../', import.meta.url).pathname;

const below = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`);

const READ: readonly string[] = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...['samples/README.md', 'samples/bad/README.md', 'boundaries/README.md', 'src/charts/README.md'],
  ...below('docs', '.md'),
  ...below('docs/events', '.json'),
  ...below('src/words', '.ts'),
  ...['src/words/languages/en.json', 'src/words/users/en.json', 'src/portal/words/languages/en.json'],
  ...[
    'hotlines/hotline.schema.json',
    'codes/code-list.schema.json',
    'templates/sheet.schema.json',
    'templates/page.schema.json',
  ],
];

/** Removes code from a document, and keys from JSON, because names of keys and files may be any word. */
const prose = (text: string): string => text.replaceAll(/`[^`\n]*`/gu, '`code`').replaceAll(/^ *"[\w$-]+":/gmu, '');

const found = (text: string): string[] =>
  prose(text)
    .split('\n')
    .flatMap((line, index) =>
      WORDS.flatMap(([word, instead]) => {
        const match = word.exec(line)?.[0];
        return match === undefined ? [] : [`line ${index + 1}: "${match}"; write: ${instead}`];
      }),
    );

describe('the glossary', () => {
  it.each(READ)('holds for %s', (path) => {
    expect(found(readFileSync(join(ROOT, path), 'utf8'))).toEqual([]);
  });

  it.each(Object.values(COMMANDS).flat())('holds for the help of $name', async ({ summary, load }) => {
    expect(found(`${summary}\n${(await load()).help}`)).toEqual([]);
  });

  it('finds a word of the dialect, and not the same word in another sense or in code', () => {
    expect(found('The bus is told.\nIt ends with 2.')).toHaveLength(3);
    expect(found('The file is no table.')).toEqual(['line 1: "is no table"; write: is not a']);
    expect(found('there is no other; it is no longer active; a whole number; `whole: true`\n  "whole": {')).toEqual([]);
  });

  it('covers the documents and the texts of the program', () => {
    expect(READ.length).toBeGreaterThan(40);
    expect(READ.filter((path) => path.startsWith('docs/'))).toContain('docs/runbook.md');
  });
});
