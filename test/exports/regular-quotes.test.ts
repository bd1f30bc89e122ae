import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Quoting, scanQuotes } from '../../src/exports/container/regular-quotes.ts';

const quotesOf = async (chunks: AsyncIterable<Buffer>, separator: string): Promise<Quoting> =>
  (await scanQuotes(chunks)).quoting(separator);

it.each([
  ['a,"b",c\n', 'regular'],
  ['a,"b""c""",e', 'with-doubled'],
  ['a,"",e', 'regular'],
  ['a,"b""c\nd",e', 'with-breaks'],
  ['a,"b"', 'regular'],
  ['a,b"c,d\n', 'irregular'],
  ['a,"b"c,d\n', 'irregular'],
  ['a,"b,c\n', 'irregular'],
  ['a,b"c,"d\n', 'irregular'],
])('the quotes of %j are %s', async (content, expected) => {
  const bytes = Array.from(Buffer.from(content), (byte) => Buffer.from([byte]));
  expect(await quotesOf(Readable.from([Buffer.from(content)]), ',')).toBe(expected);
  expect(await quotesOf(Readable.from(bytes), ',')).toBe(expected);
});

/** Computes the same with a regular expression over the complete text: cells and the text between them. */
function plainly(text: string): Quoting {
  const cells = [...text.matchAll(/"(?:[^"]|"")*"?/gu)];
  const isComplete = ({ 0: cell, index }: RegExpExecArray): boolean => {
    const [before = '\n', after = '\n'] = [text[index - 1], text[index + cell.length]];
    return /^"(?:[^"]|"")*"$/u.test(cell) && ',\n'.includes(before) && ',\n'.includes(after);
  };
  if (!cells.every(isComplete)) return 'irregular';
  if (cells.some(([cell]) => cell.includes('\n'))) return 'with-breaks';
  return cells.some(([cell]) => cell.slice(1, -1).includes('"')) ? 'with-doubled' : 'regular';
}

const piece = fc.constantFrom(
  '"',
  '""',
  ',"',
  '",',
  '"\n',
  ',',
  '\n',
  'a',
  'bcde',
  '\u00a2\u02a2',
  '"a, b"\n',
  ',"c""d",',
  '!#',
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

it('finds the same quotes however the bytes are split', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), fc.nat(7), async (content, size, shift) => {
      const whole = Buffer.concat([Buffer.alloc(shift, '"'), Buffer.from(content)]).subarray(shift);
      const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_unused, at) =>
        whole.subarray(at * size, (at + 1) * size),
      );
      expect(await quotesOf(Readable.from(chunks), ',')).toBe(plainly(content));
      expect(await quotesOf(Readable.from([whole]), ',')).toBe(plainly(content));
    }),
    { numRuns: 3000, seed: 11 },
  );
});

it('finds the first blank line however the bytes come', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (content, size) => {
      const bytes = Buffer.from(content);
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_unused, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      const expected = content.startsWith('\n') ? 0 : bytes.indexOf('\n\n') + 1;
      const { firstBlankLine } = await scanQuotes(Readable.from(chunks));
      expect(firstBlankLine).toBe(content.startsWith('\n') || expected > 0 ? expected : null);
    }),
    { numRuns: 1000, seed: 12 },
  );
});
