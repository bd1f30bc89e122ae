import { Failure } from '../../domain/failure.ts';

/** One thing a chart draws: its attributes with those it inherits, and where its origin lies in the chart, in points. */
export interface SvgElement {
  readonly name: 'path' | 'line' | 'rect' | 'text';
  readonly attributes: Readonly<Record<string, string>>;
  readonly x: number;
  readonly y: number;
  /** Degrees clockwise about the origin. */
  readonly angle: number;
  /** What a text says. */
  readonly text: string;
}

/** What is open while the elements are read. */
interface Open {
  readonly attributes: Readonly<Record<string, string>>;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  /** Of a text: how far below its first line the last one read stands. */
  dropped?: number;
}

const TAG = /<(\/?)([a-z]+)((?:\s[^>]*?)?)(\/?)>([^<]*)/gu;
const ATTRIBUTE = /([a-z\d-]+)="([^"]*)"/gu;
/** A line of a text is drawn as a text. */
const DRAWN: Readonly<Record<string, SvgElement['name']>> = {
  path: 'path',
  line: 'line',
  rect: 'rect',
  text: 'text',
  tspan: 'text',
};
const KNOWN: readonly string[] = [...Object.keys(DRAWN), 'svg', 'g'];
/** What the page's palette and a printed page have no use for; drawn without, a chart would look otherwise than meant. */
const REFUSED = ['opacity', 'fill-opacity', 'stroke-opacity', 'clip-path', 'style', 'filter'];

/**
 * What a chart draws, in order. The SVG is Vega's: groups, paths, lines, rectangles and texts, moved and turned.
 * @throws Failure DefinitionInvalid naming the element or attribute that no page can draw
 */
export function svgElements(svg: string): SvgElement[] {
  const elements: SvgElement[] = [];
  const open: Open[] = [];
  for (const [, end, name = '', written = '', empty, after = ''] of svg.matchAll(TAG)) {
    if (end) {
      open.pop();
      continue;
    }
    const inner = openElement(name, written, open.at(-1) ?? OUTERMOST);
    const drawn = DRAWN[name];
    const text = decoded(after);
    if (drawn && (drawn !== 'text' || text !== '')) elements.push({ ...inner, name: drawn, text });
    if (!empty) open.push(inner);
  }
  return elements;
}

const OUTERMOST: Open = { attributes: {}, x: 0, y: 0, angle: 0 };

function openElement(name: string, written: string, outer: Open): Open {
  if (!KNOWN.includes(name)) throw undrawable(`<${name}>`);
  const own: Record<string, string> = {};
  for (const [, key = '', value = ''] of written.matchAll(ATTRIBUTE)) {
    if (REFUSED.includes(key) || value.startsWith('url(')) throw undrawable(`${key}="${value}"`);
    own[key] = value;
  }
  const attributes = { ...outer.attributes, ...own };
  if (name === 'tspan') {
    // Vega writes each line after the first as so much below the one before.
    outer.dropped = (outer.dropped ?? 0) + Number(own.dy ?? 0);
    return { attributes, x: outer.x, y: outer.y + outer.dropped, angle: outer.angle };
  }
  const [x, y, angle] = own.transform === undefined ? STILL : transformed(own.transform);
  return { attributes, x: outer.x + x, y: outer.y + y, angle: outer.angle + angle };
}

const STILL = [0, 0, 0] as const;
const TRANSFORM = /^translate\((-?[\d.e-]+),(-?[\d.e-]+)\)(?: ?rotate\((-?[\d.e-]+)\))?$/u;

function transformed(transform: string): [number, number, number] {
  const found = TRANSFORM.exec(transform);
  if (!found) throw undrawable(`transform="${transform}"`);
  return [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
}

const undrawable = (what: string): Failure =>
  new Failure('DefinitionInvalid', `a chart draws ${what}, which no page can; change its spec`);

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

const decoded = (text: string): string => text.replace(/&(?:amp|lt|gt|quot);/gu, (entity) => ENTITIES[entity] ?? '');
