import { TextDecoder } from 'node:util';
import { rejection } from '../../problems/problem.ts';

/** The first bytes of a part and the encoding that they indicate: a byte-order mark, or `<` in two bytes. */
const UTF_16: readonly (readonly [start: string, label: string])[] = [
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
  ['3c00', 'utf-16le'],
  ['003c', 'utf-16be'],
];

/**
 * Decodes the bytes of an XML part, which is UTF-8 or UTF-16 (ECMA-376 part 2). The bytes decide, not the declaration:
 * parts that declare a different encoding than they have are common. Bytes of any other encoding are refused.
 *
 * @throws Rejection `not-a-workbook` if the bytes have another encoding
 */
export async function* partText(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    head = decoder ? chunk : Buffer.concat([head, chunk]);
    if (head.length < 2) continue;
    decoder ??= new TextDecoder(labelOf(head), { fatal: true });
    yield decodedText(decoder, head);
  }
  yield decodedText(decoder ?? new TextDecoder('utf-8', { fatal: true }), decoder ? null : head);
}

const labelOf = (head: Buffer): string => {
  const start = head.toString('hex', 0, 2);
  return UTF_16.find(([mark]) => mark === start)?.[1] ?? 'utf-8';
};

/** @param bytes null at the end of the part */
function decodedText(decoder: TextDecoder, bytes: Buffer | null): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw rejection('not-a-workbook', 'a part of it is neither UTF-8 nor UTF-16');
  }
}
