import type { Chance } from './chance.ts';

/** Returns an XML part with one error: an element, attribute or text dropped, doubled, moved or changed. */
export function mutatedXml(chance: Chance, xml: string): string {
  const tags = [...xml.matchAll(/<([\w:]+)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?)>/gu)];
  if (tags.length === 0) return xml;
  const tag = chance.pick(tags);
  return chance.pick(MUTATIONS)(xml, elementAt(xml, tag), chance);
}

interface XmlElement {
  readonly name: string;
  /** The attributes as written. */
  readonly attributes: readonly string[];
  readonly start: number;
  /** The offset after the opening tag. */
  readonly inside: number;
  /** The offset before the closing tag. */
  readonly insideEnd: number;
  readonly end: number;
}

function elementAt(xml: string, tag: RegExpMatchArray): XmlElement {
  const [written, name = '', attributes = '', closed = ''] = tag;
  const start = tag.index ?? 0;
  const inside = start + written.length;
  const base = { name, attributes: attributes.match(/[\w:.-]+="[^"]*"/gu) ?? [], start, inside };
  if (closed === '/') return { ...base, insideEnd: inside, end: inside };
  let depth = 1;
  for (const other of xml.slice(inside).matchAll(new RegExp(`<(/?)${name}(?=[\\s/>])[^>]*?(/?)>`, 'gu'))) {
    depth += other[1] === '/' ? -1 : other[2] === '/' ? 0 : 1;
    if (depth > 0) continue;
    const insideEnd = inside + (other.index ?? 0);
    return { ...base, insideEnd, end: insideEnd + other[0].length };
  }
  return { ...base, insideEnd: inside, end: inside };
}

type Mutation = (xml: string, element: XmlElement, chance: Chance) => string;

const replaced = (xml: string, from: number, to: number, text: string): string =>
  xml.slice(0, from) + text + xml.slice(to);

const withAttributes = (xml: string, { name, start, inside }: XmlElement, attributes: readonly string[]): string =>
  replaced(xml, start, inside, `<${[name, ...attributes].join(' ')}${xml[inside - 2] === '/' ? '/' : ''}>`);

const VALUES = [
  '',
  '0',
  '1',
  '2',
  '3',
  '7',
  '-1',
  '99999',
  '1e1',
  'A1',
  'B2',
  'C3',
  'XFD1048576',
  'A',
  'b2',
  '2B',
  'A1:B2',
  's',
  'n',
  'b',
  'd',
  'e',
  'str',
  'inlineStr',
  'x',
  'rId1',
  'rId2',
  'styles.xml',
  'worksheets/sheet2.xml',
  '../x.xml',
  'true',
  'hidden',
  'victims',
  '14',
  '164',
];
const TEXTS = [
  '',
  '0',
  '1',
  '5',
  '999',
  '-1',
  '1.5',
  '17',
  '1e400',
  'NaN',
  '42917',
  '2017-07-01',
  'x',
  ' ',
  'true',
  '&amp;',
  '&#10;',
  '&#0;',
  '&nbsp;',
  '<![CDATA[Male]]>',
  '<!-- x -->',
  '<x/>',
  '_x0041_',
  '\u00e9',
];

const MUTATIONS: readonly Mutation[] = [
  (xml, { start, end }) => replaced(xml, start, end, ''),
  (xml, { start, end }) => replaced(xml, end, end, xml.slice(start, end)),
  (xml, { inside, insideEnd }) => replaced(xml, inside, insideEnd, ''),
  swapWithNext,
  (xml, element, chance) =>
    withAttributes(xml, element, element.attributes.toSpliced(chance.below(element.attributes.length + 1), 1)),
  (xml, element, chance) => withAttributes(xml, element, changedAttribute(element.attributes, chance)),
  (xml, element, chance) => withAttributes(xml, element, changedAttribute(element.attributes, chance)),
  (xml, element, chance) =>
    withAttributes(
      xml,
      element,
      element.attributes.toSorted(() => chance.below(3) - 1),
    ),
  (xml, element) => withAttributes(xml, element, [...element.attributes, element.attributes[0] ?? 'a="1"']),
  (xml, element, chance) =>
    withAttributes(xml, element, [
      ...element.attributes,
      chance.pick(['hidden="1"', 't="s"', 's="2"', 'r="B2"', 'xmlns="urn:x"', 'x:y="z"', 'mc:Ignorable="x"']),
    ]),
  (xml, { inside, insideEnd }, chance) =>
    xml.slice(inside, insideEnd).includes('<') ? xml : replaced(xml, inside, insideEnd, chance.pick(TEXTS)),
  (xml, { inside, insideEnd }, chance) =>
    xml.slice(inside, insideEnd).includes('<') ? xml : replaced(xml, inside, insideEnd, chance.pick(TEXTS)),
  (xml, { inside }, chance) => replaced(xml, inside, inside, chance.pick(TEXTS)),
  (xml, { name, start, inside }, chance) =>
    replaced(
      xml,
      start,
      inside,
      xml.slice(start, inside).replace(name, chance.pick(['x', `x:${name}`, 'row', 'c', 'v', 't'])),
    ),
  (xml, { start }) => xml.slice(0, start),
  (xml, { start }, chance) =>
    replaced(
      xml,
      start,
      start,
      chance.pick(['<', '&', '>', ']]>', '\u0001', '<?x y?>', '<!DOCTYPE x>', '<x>', '</x>', '\ufeff']),
    ),
];

function changedAttribute(attributes: readonly string[], chance: Chance): string[] {
  const at = chance.below(attributes.length);
  return attributes.map((attribute, index) =>
    index === at ? attribute.replace(/"[^"]*"$/u, `"${chance.pick(VALUES)}"`) : attribute,
  );
}

/** Swaps an element with its next sibling. */
function swapWithNext(xml: string, element: XmlElement): string {
  const next = /^\s*<([\w:]+)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?)>/u.exec(xml.slice(element.end));
  if (!next) return xml;
  const from = element.end + next[0].length - next[0].trimStart().length;
  const tag = [...xml.slice(from).matchAll(/<([\w:]+)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?)>/gu)][0]!;
  tag.index += from;
  const other = elementAt(xml, tag);
  return (
    xml.slice(0, element.start) +
    xml.slice(other.start, other.end) +
    xml.slice(element.end, other.start) +
    xml.slice(element.start, element.end) +
    xml.slice(other.end)
  );
}
