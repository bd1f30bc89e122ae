import { Failure } from '../../domain/failure.ts';

/** One thing that a chart draws: its attributes, including inherited ones, and its origin in the chart, in points. */
export interface SvgElement {
  readonly name: 'path' | 'line' | 'rect' | 'text';
  readonly attributes: Readonly<Record<string, string>>;
  readonly x: number;
  readonly y: number;
  /** Degrees clockwise about the origin. */
  readonly angle: number;
  /** The map of a logo's path, which has no other place. */
  readonly matrix?: readonly number[];
  /** The content of a text. */
  readonly text: string;
}

/** Returns the size that the root of an SVG gives, in points; NaN for a side that it does not give. */
export function svgSize(svg: string): { readonly width: number; readonly height: number } {
  const root = /<svg\b[^>]*>/u.exec(svg)?.[0] ?? '';
  const side = (name: string): number => Number(new RegExp(`\\b${name}="([\\d.]+)`, 'u').exec(root)?.[1]);
  return { width: side('width'), height: side('height') };
}

/** An element that is open while the SVG is read. */
interface Open {
  readonly attributes: Readonly<Record<string, string>>;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly matrix?: readonly number[];
  /** For a text: how far the last line read is below the first. */
  dropped?: number;
}

const TAG = /<(\/?)([a-z]+)((?:\s[^>]*?)?)(\/?)>([^<]*)/gu;
const ATTRIBUTE = /([a-z\d-]+)="([^"]*)"/gu;
/** How elements are drawn; each line of a text is drawn as a text. */
const DRAWN: Readonly<Record<string, SvgElement['name']>> = {
  path: 'path',
  line: 'line',
  rect: 'rect',
  text: 'text',
  tspan: 'text',
};
const KNOWN: readonly string[] = [...Object.keys(DRAWN), 'svg', 'g'];
/**
 * Attributes that a chart may not have: neither the page's palette nor a printed page uses them, and a chart drawn
 * without them would look different than intended.
 */
const REFUSED = ['opacity', 'fill-opacity', 'stroke-opacity', 'clip-path', 'style', 'filter'];

/**
 * Returns what a chart draws, in order. The SVG is Vega's: groups, paths, lines, rectangles and texts, moved and
 * rotated.
 * @throws Failure DefinitionInvalid with the element or attribute that no page can draw
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
    const text = decodeReferences(after);
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
    // Vega writes the position of each line after the first as an offset from the line before.
    outer.dropped = (outer.dropped ?? 0) + Number(own.dy ?? 0);
    return { attributes, x: outer.x, y: outer.y + outer.dropped, angle: outer.angle };
  }
  const matrix = MATRIX.exec(own.transform ?? '')?.[1];
  if (matrix !== undefined) return { ...outer, attributes, matrix: matrix.split(',').map(Number) };
  const [x, y, angle] = own.transform === undefined ? STILL : transformed(own.transform);
  return { attributes, x: outer.x + x, y: outer.y + y, angle: outer.angle + angle };
}

const MATRIX = /^matrix\(([\d.,e-]+)\)$/u;
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

/** Decodes the references that Vega writes, by name, and those of ready-made charts, by number (`escapeMarkup`). */
const decodeReferences = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|#(\d+));/gu, (entity, code?: string) =>
    code === undefined ? (ENTITIES[entity] ?? '') : String.fromCodePoint(Number(code)),
  );
