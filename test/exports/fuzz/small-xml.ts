/** Parses XML into a tree, for the tests' own reading of workbooks: no DTD; throws if the text is not well-formed. */
export interface SmallElement {
  /** The name without its prefix; '' outside the namespace of the root. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: SmallElement[];
  /** The element's own text, without that of its children. */
  text: string;
}

const TOKEN =
  /<!--(?:(?!--)[\s\S])*-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)|(<)/gu;

export function smallXml(xml: string): SmallElement {
  const tree = new Tree();
  for (const token of xml
    .replace(/^\ufeff/u, '')
    .replace(/\r\n?/gu, '\n')
    .matchAll(TOKEN))
    take(tree, token);
  return tree.root();
}

function take(tree: Tree, [, cdata, closed, opened, attributes = '', empty, text, stray]: RegExpMatchArray): void {
  if (stray !== undefined) throw new Error('a stray <');
  if (closed !== undefined) tree.close(closed);
  if (cdata !== undefined) tree.add(cdata);
  if (text !== undefined) tree.add(plain(text));
  if (opened === undefined) return;
  tree.open(opened, attributesOf(attributes));
  if (empty === '/') tree.close(opened);
}

interface OpenElement {
  readonly written: string;
  readonly element: SmallElement;
  /** The element's default namespace. */
  readonly namespace: string | undefined;
}

class Tree {
  readonly #open: OpenElement[] = [
    { written: '', element: { name: '', attributes: new Map(), children: [], text: '' }, namespace: undefined },
  ];
  #namespace: string | undefined;

  /** Opens an element; outside the namespace of the root it has an empty name. */
  open(written: string, attributes: ReadonlyMap<string, string>): void {
    const parent = this.#open.at(-1)!;
    const namespace = attributes.get('xmlns') ?? parent.namespace;
    const isRoot = this.#open.length === 1;
    if (isRoot) this.#namespace = written.includes(':') ? '' : namespace;
    const isForeign = !isRoot && (written.includes(':') || namespace !== this.#namespace);
    const element = {
      name: isForeign ? '' : written.slice(written.indexOf(':') + 1),
      attributes,
      children: [],
      text: '',
    };
    parent.element.children.push(element);
    this.#open.push({ written, element, namespace });
  }

  close(written: string): void {
    if (this.#open.length < 2 || this.#open.pop()?.written !== written) throw new Error('unbalanced');
  }

  add(text: string): void {
    this.#open.at(-1)!.element.text += text;
  }

  root(): SmallElement {
    const { children, text } = this.#open[0]!.element;
    const [root, second] = children;
    if (!root || second || this.#open.length > 1 || text.trim() !== '') throw new Error('not one root');
    return root;
  }
}

function attributesOf(written: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', quoted = ''] of written.matchAll(/([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/gu)) {
    if (attributes.has(name)) throw new Error('an attribute twice');
    attributes.set(name, plain(quoted.slice(1, -1)).replace(/[\n\t]/gu, ' '));
  }
  return attributes;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plain(text: string): string {
  if (hasControls(text) || text.includes(']]>')) throw new Error('a character that XML cannot hold');
  return text.replace(/&([^;]*);?/gu, (written, name: string) => {
    const sign = name.startsWith('#') ? character(name.slice(1)) : ENTITIES[name];
    if (sign === undefined || !written.endsWith(';')) throw new Error('an unknown entity');
    return sign;
  });
}

function character(number: string): string | undefined {
  const point = number.startsWith('x') ? Number.parseInt(number.slice(1), 16) : Number(number);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

/** Whether a text has characters below the space, except those that end lines and cells. */
export const hasControls = (text: string): boolean =>
  Array.from(text).some((sign) => sign < ' ' && !'\t\n\r'.includes(sign));

/** Returns all elements of a name below one, in the order of the text. */
export const below = (element: SmallElement, name: string): SmallElement[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...below(child, name)]);

export const childrenOf = (element: SmallElement, name: string): SmallElement[] =>
  element.children.filter((child) => child.name === name);
