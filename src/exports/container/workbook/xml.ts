import { SaxesParser } from 'saxes';
import { rejection } from '../../problems/problem.ts';
import { DAMAGED } from '../zip-file.ts';

import { partText } from './part-text.ts';

/** The attributes of an element by their name as written, including its prefix. */
export type XmlAttributes = Readonly<Record<string, string | undefined>>;

/**
 * Receives the elements of an XML part. Names are local names; `''` is an element outside the namespace of the root.
 */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes, parent: string): void;
  close(name: string, parent: string): void;
  /** Receives text and CDATA with entities decoded; one text may arrive in pieces. */
  text?(text: string, parent: string): void;
}

/** The deepest nesting; parts of a workbook nest at most about twenty elements. */
const DEEPEST = 100;
/** The most attributes of an element; elements of a workbook have at most about fifty. */
const MOST_ATTRIBUTES = 500;
/** The most nodes. A cell has about two; three million cells are a sheet of 96 MB. */
const MOST_NODES = 6_000_000;
/** The most characters between two tags. A cell contains at most 32,767, each written with at most ten. */
const LONGEST_TEXT = 1024 * 1024;
/**
 * The most characters before the first element: enough for a declaration and comments, not for the definitions of a
 * DTD.
 */
const LONGEST_PROLOG = 64 * 1024;

/**
 * Parses one XML part while it streams in. Yields after each chunk, so that the caller can pass on the data that the
 * handler has collected. Accepts any prefix and any namespace of the root: transitional and strict Open XML have no
 * other difference that matters here.
 *
 * @throws Rejection `not-a-workbook` for XML that is not well-formed or has a DOCTYPE, `too-large-or-slow` for nesting,
 *   attributes or texts that no workbook has; and any error that the handler throws
 */
export async function* parseXml(chunks: AsyncIterable<Buffer>, handler: XmlHandler): AsyncGenerator<void> {
  const tree = new XmlTree(handler);
  const parser = boundedParser(tree);
  let size = 0;
  let pending = 0;
  for await (const text of partText(chunks)) {
    const last = text.lastIndexOf('<');
    pending = last < 0 ? pending + text.length : text.length - last;
    if (pending > LONGEST_TEXT) throw rejection('too-large-or-slow', `a text of more than ${LONGEST_TEXT} characters`);
    parser.write(text);
    size += text.length;
    if (!tree.isBegun && size > LONGEST_PROLOG) throw rejection('not-a-workbook', DAMAGED);
    yield;
  }
  parser.close();
  yield;
}

/** Parses one XML part to its end. */
export async function readXml(chunks: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  for await (const _chunk of parseXml(chunks, handler));
}

/** Creates a parser that stops at the first error, and at input that would take too long to parse. */
function boundedParser(tree: XmlTree): SaxesParser<{ xmlns: false; position: false }> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let nodes = 0;
  let attributes = 0;
  const count = (): void => {
    if (++nodes > MOST_NODES) throw rejection('too-large-or-slow', `more than ${MOST_NODES} elements`);
  };
  parser.on('error', () => {
    throw rejection('not-a-workbook', DAMAGED);
  });
  parser.on('doctype', () => {
    throw rejection('not-a-workbook', 'a part of it has a DOCTYPE, which no spreadsheet program writes');
  });
  parser.on('opentagstart', () => {
    count();
    attributes = 0;
    if (++depth > DEEPEST) throw rejection('too-large-or-slow', `elements nested more than ${DEEPEST} deep`);
  });
  parser.on('attribute', () => {
    if (++attributes > MOST_ATTRIBUTES)
      throw rejection('too-large-or-slow', `an element with more than ${MOST_ATTRIBUTES} attributes`);
  });
  parser.on('opentag', ({ name, attributes: own }) => tree.open(name, own));
  parser.on('closetag', () => {
    depth--;
    tree.close();
  });
  parser.on('text', (text) => tree.text(text));
  parser.on('cdata', (text) => {
    count();
    tree.text(text);
  });
  parser.on('comment', count);
  parser.on('processinginstruction', count);
  return parser;
}

/**
 * Tracks the open elements and passes their local names to the handler. Resolves namespaces itself: the parser would
 * also resolve them for every attribute, which doubles its time.
 */
class XmlTree {
  isBegun = false;
  readonly #handler: XmlHandler;
  readonly #path: string[] = [];
  /** The namespaces by prefix (`''` is the default) at each element that declares some, with the element's depth. */
  readonly #scopes: { readonly depth: number; readonly uris: ReadonlyMap<string, string> }[] = [];
  #namespace = '';

  constructor(handler: XmlHandler) {
    this.#handler = handler;
  }

  open(qualified: string, attributes: Readonly<Record<string, string>>): void {
    this.#declare(attributes);
    const colon = qualified.indexOf(':');
    const uri = this.#scopes.at(-1)?.uris.get(colon < 0 ? '' : qualified.slice(0, colon)) ?? '';
    if (!this.isBegun) this.#namespace = uri;
    this.isBegun = true;
    const name = uri === this.#namespace ? qualified.slice(colon + 1) : '';
    this.#handler.open(name, attributes, this.#path.at(-1) ?? '');
    this.#path.push(name);
  }

  close(): void {
    const name = this.#path.pop() ?? '';
    if (this.#scopes.at(-1)?.depth === this.#path.length) this.#scopes.pop();
    this.#handler.close(name, this.#path.at(-1) ?? '');
  }

  text(text: string): void {
    this.#handler.text?.(text, this.#path.at(-1) ?? '');
  }

  #declare(attributes: Readonly<Record<string, string>>): void {
    let uris: Map<string, string> | null = null;
    for (const name in attributes) {
      if (!name.startsWith('xmlns')) continue;
      uris ??= new Map(this.#scopes.at(-1)?.uris);
      if (name === 'xmlns' || name[5] === ':') uris.set(name.slice(6), attributes[name] ?? '');
    }
    if (uris) this.#scopes.push({ depth: this.#path.length, uris });
  }
}

/** Returns whether a value is true in Open XML, in any spelling of a boolean. */
export const isTrue = (value: string | undefined): boolean => value !== undefined && /^(?:1|true|on|t)$/iu.test(value);
