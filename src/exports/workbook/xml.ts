import { SaxesParser, type SaxesTagNS } from 'saxes';
import { rejection } from '../rejection.ts';
import { DAMAGED } from './damage.ts';
import { partText } from './part-text.ts';

/** The attributes of an element by name as written; an attribute without a prefix is in no namespace. */
export type XmlAttributes = SaxesTagNS['attributes'];

/** Receives the elements of an XML part. Names are local names; `''` is an element outside the namespace of the root. */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes, parent: string): void;
  close(name: string, parent: string): void;
  /** Text and CDATA, entities decoded; one text may come in pieces. */
  text?(text: string, parent: string): void;
}

/** No part of a workbook nests deeper than about twenty elements. */
const DEEPEST = 100;
/** No element of a workbook has more than about fifty attributes. */
const MOST_ATTRIBUTES = 500;
/** A cell holds at most 32,767 characters, each written with at most ten. */
const LONGEST_TEXT = 1024 * 1024;

/**
 * Parses one XML part as it streams in and yields after each chunk, so that the caller can pass on what the handler has
 * collected. Any prefix and any namespace of the root are read: transitional and strict Open XML differ in nothing else
 * that matters here.
 *
 * @throws Rejection `not-a-workbook` for XML that is not well-formed or has a DOCTYPE, `too-large-or-slow` for nesting,
 *   attributes or texts that no workbook has; and whatever the handler throws
 */
export async function* parseXml(chunks: AsyncIterable<Buffer>, handler: XmlHandler): AsyncGenerator<void> {
  const parser = boundedParser(handler);
  let pending = 0;
  for await (const text of partText(chunks)) {
    const last = text.lastIndexOf('<');
    pending = last < 0 ? pending + text.length : text.length - last;
    if (pending > LONGEST_TEXT) throw rejection('too-large-or-slow', `a text of more than ${LONGEST_TEXT} characters`);
    parser.write(text);
    yield;
  }
  parser.close();
  yield;
}

/** Parses one XML part to its end. */
export async function readXml(chunks: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  for await (const _chunk of parseXml(chunks, handler));
}

function boundedParser(handler: XmlHandler): SaxesParser<{ xmlns: true; position: false }> {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const path: string[] = [];
  let namespace: string | null = null;
  let depth = 0;
  let attributes = 0;
  parser.on('error', () => {
    throw rejection('not-a-workbook', DAMAGED);
  });
  parser.on('doctype', () => {
    throw rejection('not-a-workbook', 'a part of it has a DOCTYPE, which no spreadsheet program writes');
  });
  // bounded before the parser looks namespaces up, which takes a step per level
  parser.on('opentagstart', () => {
    attributes = 0;
    if (++depth > DEEPEST) throw rejection('too-large-or-slow', `elements nested more than ${DEEPEST} deep`);
  });
  parser.on('attribute', () => {
    if (++attributes > MOST_ATTRIBUTES)
      throw rejection('too-large-or-slow', `an element with more than ${MOST_ATTRIBUTES} attributes`);
  });
  parser.on('opentag', ({ uri, local, attributes: own }) => {
    namespace ??= uri;
    const name = uri === namespace ? local : '';
    handler.open(name, own, path.at(-1) ?? '');
    path.push(name);
  });
  parser.on('closetag', () => {
    depth--;
    const name = path.pop() ?? '';
    handler.close(name, path.at(-1) ?? '');
  });
  if (handler.text) {
    const text = (piece: string): void => handler.text?.(piece, path.at(-1) ?? '');
    parser.on('text', text);
    parser.on('cdata', text);
  }
  return parser;
}

/** A boolean of Open XML, in any of its spellings. */
export const isTrue = (value: string | undefined): boolean => value !== undefined && /^(?:1|true|on|t)$/iu.test(value);
