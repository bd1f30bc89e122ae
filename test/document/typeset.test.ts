import { describe, expect, it } from 'vitest';
import { breakLines } from '../../src/document/page/break-lines.ts';
import type { PageNode, TextNode } from '../../src/document/page/nodes.ts';
import { fillWording } from '../../src/document/page/placeholders.ts';
import { typesetter } from '../../src/document/page/typeset.ts';
import { variantWording } from '../../src/document/page/variant-wording.ts';
import type { Failure } from '../../src/domain/failure.ts';
import { toLine } from '../../src/domain/prose.ts';
import { measure } from './page-input.ts';
import { LABELS, PUBLISHED } from './published-edition.ts';

const textsOf = (nodes: readonly PageNode[]): TextNode[] =>
  nodes.flatMap((node) => ('stack' in node ? textsOf(node.stack) : 'text' in node ? [node] : []));

describe('setting text', () => {
  it('measures with the advance widths of the real fonts, digits tabular', () => {
    expect(measure('111', 'Barlow Semi Condensed Bold', 1000)).toBe(1563);
    expect(measure('000', 'Barlow Semi Condensed Bold', 1000)).toBe(1563);
  });

  it('breaks only at spaces, so that a telephone number is not split', () => {
    const lines = breakLines(toLine('call 1-888-373-7888 now'), 'note', 55, measure);

    expect(lines.map(({ segments }) => segments.map(({ text }) => text).join(''))).toEqual([
      'call ',
      '1-888-373-7888 ',
      'now',
    ]);
  });

  it('never breaks the name of a place or a number to call at its own spaces', () => {
    const place = breakLines([{ text: 'Oregon, ' }, { text: 'Puerto Rico', whole: true }], 'note', 50, measure);
    const number = breakLines(
      [{ text: 'Mexico ' }, { text: '800 5533 000', href: 'tel:+528005533000' }],
      'note',
      60,
      measure,
    );

    expect(place.map(({ segments }) => segments.map(({ text }) => text))).toEqual([['Oregon, '], ['Puerto Rico']]);
    expect(number.map(({ segments }) => segments.map(({ text }) => text))).toEqual([['Mexico '], ['800 5533 000']]);
  });

  it('keeps no line wider than its width and leaves its last space out of it', () => {
    const lines = breakLines(toLine('A case held by two hotlines counts once.'), 'note', 70, measure);

    for (const line of lines) expect(line.width).toBeLessThanOrEqual(70);
    expect(lines.length).toBeGreaterThan(1);
  });

  it('keeps a bold word and the comma after it together', () => {
    const lines = breakLines([{ text: 'one ' }, { text: 'two', bold: true }, { text: ', three' }], 'note', 20, measure);

    expect(lines.map(({ segments }) => segments.map(({ text }) => text))).toEqual([['one '], ['two', ', '], ['three']]);
    expect(lines[1]?.segments[0]?.role).toBe('noteBold');
  });

  it('says which text is too long, where, and for how much room', () => {
    const set = typesetter(measure, { file: 'sheet/wording/en.md' });
    const failure = (() => {
      try {
        set.set({ name: 'intro', text: 'word '.repeat(200), role: 'intro', x: 36, y: 127, width: 402, lines: 4 });
      } catch (thrown) {
        return thrown as Failure;
      }
      return null;
    })();

    expect(failure?.name).toBe('TextTooLong');
    expect(failure?.message).toContain('sheet/wording/en.md: the text "intro" ("word word ');
    expect(failure?.message).toContain('the page has 4 line(s) of 402 pt');
  });

  it('names the text of a variant as the file has it, and quotes it: names of members differ in length', () => {
    const words = { title: toLine('Calls'), 'title.member': toLine('Calls {member.at}') };
    const wording = { file: 'sheet/wording/en.md', locale: 'en-US', words, prose: {}, charts: {} };
    const own = variantWording(wording, { words: ['title'], prose: [], mayHave: [] }, ['member']);
    const text = {
      name: 'title',
      text: 'Calls in A Long Name',
      role: 'intro',
      x: 0,
      y: 0,
      width: 40,
      lines: 1,
    } as const;

    expect(() => typesetter(measure, own).set(text)).toThrow(
      'sheet/wording/en.md: the text "title.member" ("Calls in A Long Name") needs',
    );
    const source = { edition: PUBLISHED, language: 'en', labels: LABELS, figures: [], hotlineNames: [] } as const;
    expect(() => fillWording(own, source)).toThrow('sheet/wording/en.md, "title.member"');
  });

  it('refuses a single word that is wider than its place', () => {
    const set = typesetter(measure, { file: 'sheet/wording/en.md' });

    expect(() =>
      set.set({ name: 'noun', text: 'Donaudampfschifffahrt', role: 'noun', x: 0, y: 0, width: 60, lines: 3 }),
    ).toThrow('needs a line of');
  });

  it('aligns a number at its right edge', () => {
    const set = typesetter(measure, { file: 'sheet/wording/en.md' });
    const [short, long] = ['12', '1,257'].map((text) => {
      const [node] = textsOf(
        set.set({ name: 'n', text, role: 'rowCount', x: 100, y: 0, width: 98, lines: 1, align: 'right' }).nodes,
      );
      return (node?.absolutePosition.x ?? 0) + measure(text, 'Barlow Semi Condensed Bold', 9);
    });

    expect(short).toBeCloseTo(198, 2);
    expect(long).toBeCloseTo(198, 2);
  });
});
