import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, EndMarks, LineEnds } from '../../src/domain/text/text-in.ts';

describe('a text taken in', () => {
  it.each([
    ['a byte-order mark', '\ufeffa\nb', 'a\nb'],
    ['two byte-order marks', '\ufeff\ufeffa', 'a'],
    ['line ends of Windows', 'a\r\nb\r\n', 'a\nb\n'],
    ['line ends of the old Macintosh', 'a\rb\r', 'a\nb\n'],
    ['the end mark of DOS', 'a\r\nb\r\n\x1a', 'a\nb'],
    ['end marks that fill a block', `a\n${'\x1a'.repeat(126)}`, 'a\n'],
    ['end marks before a line end', 'a\x1a\x1a\n', 'a'],
    ['an end mark inside', 'a\x1ab', 'a\x1ab'],
    ['nothing', '', ''],
  ])('is the text without %s', (_what, bytes, text) => {
    const taken = decodeText(Buffer.from(bytes)).text ?? '';
    expect(taken.replace(/\n$/u, '')).toBe(text.replace(/\n$/u, ''));
  });

  it.each([
    ['UTF-16 as PowerShell writes it', Buffer.from('\ufeffkey', 'utf16le'), 'the file is UTF-16 ("Unicode text")'],
    ['UTF-16 without a mark', Buffer.from('key', 'utf16le'), 'the file is UTF-16 ("Unicode text")'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'the file is UTF-32'],
    ['Windows-1252', Buffer.from('a\r\na\xf1o', 'latin1'), 'line 2: one byte is not UTF-8'],
    ['more of it', Buffer.from('\xf1\r\r\xf1', 'latin1'), 'line 1: the first of 2 bytes that are not UTF-8'],
    ['a workbook', Buffer.from('PK\x03\x04'), 'the file is a workbook (.xlsx) or a zip archive under another name'],
    ['NUL bytes', Buffer.from('some text and \0'), 'the file contains NUL bytes: it is not a text file'],
  ])('is refused as what it is: %s', (_what, bytes, error) => {
    expect(decodeText(bytes)).toEqual({ text: null, error });
  });

  it('is the same in pieces of any size', () => {
    const pieces = fc.array(fc.constantFrom('a', '\r', '\n', '\x1a', '\r\n', 'é'), { maxLength: 30 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 9 }), (parts, size) => {
        const bytes = Buffer.from(parts.join(''));
        const lines = new LineEnds();
        const ends = new EndMarks();
        const streamed: Buffer[] = [];
        for (let at = 0; at < bytes.length; at += size)
          streamed.push(Buffer.from(ends.without(lines.normalise(bytes.subarray(at, at + size)))));
        expect(Buffer.concat(streamed).toString()).toBe(decodeText(bytes).text);
      }),
      { numRuns: 2000, seed: 5 },
    );
  });
});
