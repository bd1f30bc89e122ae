import { describe, expect, it } from 'vitest';
import { readWording } from '../../src/definitions/read-wording.ts';
import { chartWords, type WordingKeys } from '../../src/definitions/wording.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { plain } from '../../src/domain/prose.ts';
import { wordingOfSheet } from './page-input.ts';
import { SHIPPED_LANGUAGES } from './shipped-languages.ts';

const KEYS: WordingKeys = { words: ['head'], prose: ['intro'], mayHave: ['intro.incomplete'] };

const file = (intro: string, words = '- locale: en-US\n- head: A head', rest = ''): string =>
  `A note to writers.\n\n## words\n\n${words}\n\n## intro\n\n${intro}\n\n${rest}`;

const read = (markdown: string) => readWording(markdown, 'sheet/wording/en.md', KEYS);

const failureOf = (markdown: string): Failure => {
  try {
    read(markdown);
  } catch (failure) {
    return failure as Failure;
  }
  throw new Error('the wording was read');
};

describe('wording', () => {
  it('reads short words, prose with its title, and lists', () => {
    const wording = read(file('### A title\n\nOne **bold** text,\nover two lines.\n\n1. First\n2. Second'));

    expect(wording.locale).toBe('en-US');
    expect(wording.words.head).toEqual([{ text: 'A head' }]);
    expect(plain(wording.prose.intro?.title ?? [])).toBe('A title');
    expect(wording.prose.intro?.paragraphs).toEqual([
      [{ text: 'One ' }, { bold: true, text: 'bold' }, { text: ' text, over two lines.' }],
    ]);
    expect(wording.prose.intro?.items.map(plain)).toEqual(['First', 'Second']);
  });

  it('keeps a link with its address and an escaped footnote mark as itself', () => {
    const wording = read(file('\\*See [the line](tel:+1888).'));

    expect(wording.prose.intro?.paragraphs[0]?.map(({ text }) => text).join('')).toBe('*See the line.');
    expect(wording.prose.intro?.paragraphs[0]).toContainEqual({ href: 'tel:+1888', text: 'the line' });
  });

  it.each([
    '[a](javascript:alert%281%29)',
    '[a](JAVASCRIPT:alert)',
    '[a](java&#115;cript:alert)',
    '[a](<java\u200bscript:alert>)',
    '[a](vbscript:x)',
    '[a](file:///etc/passwd)',
    '[a](data:text/html;base64,PHNjcmlwdD4=)',
    '[a](http://example.org)',
    '[a](ftp://example.org)',
    '[a](//example.org/x)',
    '[a](/x)',
    '[a](x.html)',
    '[a](#part)',
    '[a]()',
    '[a](https:)',
    '[a](https:example.org)',
    '[a](https://trusted.example@evil.example/)',
    '[a](https:\\\\evil.example)',
    '[a](mailto:)',
    '<javascript:alert>',
    '**[a](javascript:alert)**',
    '[a][one]\n\n[one]: javascript:alert',
    '- item with [a](file:x)',
    '### Title [a](data:x)',
    'http://example.org',
  ])('refuses the link %j, and names file and section', (text) => {
    const failure = failureOf(file(text));
    expect(failure.name).toBe('DefinitionInvalid');
    expect(failure.message).toMatch(/^sheet\/wording\/en\.md, section "intro": the link ".*" /u);
  });

  it('refuses such a link in a short word too', () => {
    const failure = failureOf(file('Text', '- locale: en-US\n- head: A [head](javascript:x)'));
    expect(failure.message).toContain('section "words": the link "javascript:x" must begin with one of https:');
  });

  it.each(['https://example.org/a?b=c#d', 'HTTPS://EXAMPLE.ORG', 'mailto:a@example.org', 'tel:+1888', 'sms:233733'])(
    'takes a link to %s',
    (href) => {
      expect(read(file(`[a](${href})`)).prose.intro?.paragraphs[0]).toEqual([{ text: 'a', href }]);
    },
  );

  it('refuses an unknown section and names the file and the allowed ones', () => {
    const failure = failureOf(file('Text', undefined, '## outro\n\nText'));

    expect(failure.name).toBe('DefinitionInvalid');
    expect(failure.message).toContain('sheet/wording/en.md');
    expect(failure.message).toContain('unknown section(s) outro');
    expect(failure.message).toContain('intro, intro.incomplete');
  });

  it('refuses a missing word, a missing section, and a duplicate key', () => {
    expect(failureOf(file('Text', '- locale: en-US')).message).toContain('lacks the word(s) head');
    expect(failureOf('## words\n\n- locale: en-US\n- head: A').message).toContain('lacks the section(s) intro');
    expect(failureOf(file('Text', '- locale: en-US\n- head: A\n- head: B')).message).toContain('"head" is there twice');
    expect(failureOf(file('Text', undefined, '## intro\n\nAgain')).message).toContain('is there twice');
  });

  it('refuses a wording without its language, and Markdown that the page cannot set', () => {
    expect(failureOf(file('Text', '- head: A')).message).toContain('locale');
    expect(failureOf(file('A `code`')).message).toContain('"codespan"');
    expect(failureOf(file('> quoted')).message).toContain('"blockquote"');
  });

  it('refuses a number that is typed into a text', () => {
    const failure = failureOf(file('Of 1,257 victims'));

    expect(failure.message).toContain('1,257 is typed in');
    expect(failure.message).toContain('"intro"');
  });

  it('takes single digits, placeholders and the numbers its last section allows', () => {
    const allowed = '## allowed numbers\n\n- 1-888-373-7888: the hotline\n- 24: hours of a day';

    expect(() => read(file('Call 1-888-373-7888, 24 hours, 7 days: {victims-2017}', undefined, allowed))).not.toThrow();
    expect(() => read(file('Call 1-888-373-7889', undefined, allowed))).toThrow('typed in');
  });

  it('gives charts their words, class bounds unfilled', () => {
    const words = chartWords(read(file('Text', undefined, '## chart words\n\n- class.fewer: Fewer than {threshold}')));

    expect(words).toEqual({ 'class.fewer': 'Fewer than {threshold}' });
  });

  it.each([
    ['{cases Fighting', '"{cases Fighting" is not a placeholder'],
    ['{ signals } calls}', '"}" is not a placeholder'],
    ['{{cases}}', 'is not a placeholder'],
    ['{**cases**}', 'is not a placeholder'],
  ])('refuses %s, in a word and in prose, because it would be printed literally', (text, words) => {
    for (const [markdown, key] of [
      [file('Text', `- locale: en-US\n- head: ${text}`), 'head'],
      [file(`A paragraph\n\n- ${text}`), 'intro'],
    ] as const) {
      const failure = failureOf(markdown);

      expect(failure.name).toBe('DefinitionInvalid');
      expect(failure.message).toContain(`sheet/wording/en.md, "${key}"`);
      expect(failure.message).toContain(words);
    }
  });

  it('refuses a brace in a chart word, but bounds where the charts fill them', () => {
    const charts = (words: string) => file('Text', undefined, `## chart words\n\n${words}`);

    expect(() => read(charts('- class.between: {from}–{to}\n- class.fewer: Under {threshold}'))).not.toThrow();
    for (const word of ['class.more: {from or more', 'class.more: {form} or more', 'map.us: States {from}'])
      expect(failureOf(charts(`- ${word}`))).toMatchObject({
        name: 'DefinitionInvalid',
        message: expect.stringMatching(/^sheet\/wording\/en\.md, "(?:class\.more|map\.us)": "\{/u),
      });
  });

  it.each(['us-mexico-border', 'linea-145'])(
    'has the same chart words and allowed parts in every language of %s',
    (sheet) => {
      const [first, ...others] = SHIPPED_LANGUAGES.map((language) => wordingOfSheet(sheet, language));

      for (const other of others) {
        expect(Object.keys(other.charts)).toEqual(Object.keys(first?.charts ?? {}));
        expect(Object.keys(other.words).toSorted()).toEqual(Object.keys(first?.words ?? {}).toSorted());
        expect(Object.keys(other.prose).toSorted()).toEqual(Object.keys(first?.prose ?? {}).toSorted());
      }
    },
  );
});
