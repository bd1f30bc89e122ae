import { SaxesParser } from 'saxes';
import { Failure } from '../../domain/failure.ts';
import { type Matrix, multiply, transformOf } from './svg-transform.ts';

/** A logo at its size on the page, in points: paths only, in the part of SVG that a page draws (svg-elements.ts). */
export interface Logo {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** The most that a logo may take in the masthead, in points. */
const ROOM = { width: 110, height: 32 };

/** Shapes, as path data made from their attributes. */
const SHAPES: Readonly<Record<string, (at: (key: string) => number, attributes: Attributes) => string>> = {
  path: (_, { d = '' }) => d,
  rect: (at) => `M${at('x')},${at('y')}h${at('width')}v${at('height')}h${-at('width')}Z`,
  circle: (at) => ellipse(at('cx'), at('cy'), at('r'), at('r')),
  ellipse: (at) => ellipse(at('cx'), at('cy'), at('rx'), at('ry')),
  line: (at) => `M${at('x1')},${at('y1')}L${at('x2')},${at('y2')}`,
  polyline: (_, { points = '' }) => `M${points.trim()}`,
  polygon: (_, { points = '' }) => `M${points.trim()}Z`,
};

const ellipse = (x: number, y: number, rx: number, ry: number): string =>
  `M${x - rx},${y}a${rx},${ry} 0 1,0 ${2 * rx},0a${rx},${ry} 0 1,0 ${-2 * rx},0Z`;

const isShape = (name: string): boolean => Object.hasOwn(SHAPES, name);

type Attributes = Readonly<Record<string, string>>;

/** Elements that draw nothing themselves. Everything that is not here and not a shape is refused. */
const GROUPS = ['svg', 'g'];
const SILENT = ['title', 'desc'];
const PAINT = ['fill', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-linejoin', 'stroke-miterlimit', 'fill-rule'];
const GEOMETRY = ['d', 'x', 'y', 'width', 'height', 'cx', 'cy', 'r', 'rx', 'ry', 'x1', 'y1', 'x2', 'y2', 'points'];
const ALLOWED = [...PAINT, ...GEOMETRY, 'transform', 'viewBox', 'id', 'version', 'role', 'baseProfile', 'xml:space'];
const PATH_DATA = /^[MmLlHhVvCcSsQqTtAaZz\d\s,.eE+-]*$/u;
const COLOUR = /^(?:#[0-9A-Fa-f]{3}|#[0-9A-Fa-f]{6}|none|black|white)$/u;

/** An element that is open while a logo is read. */
interface Open {
  readonly name: string;
  readonly paint: Attributes;
  readonly matrix: Matrix;
}

/**
 * Reads a logo: an SVG of shapes with presentation attributes. Scripts, styles, texts, images, links, gradients and
 * anything else are refused, because no page draws them, or because they could do more than draw.
 * @throws Failure DefinitionInvalid with the file and the element or attribute, and what to do
 */
export function readLogo(text: string, file: string): Logo {
  const paths: string[] = [];
  const open: Open[] = [];
  let size: Logo | null = null;
  const parser = new SaxesParser();
  parser.on('doctype', () => refuse(file, 'a document type'));
  parser.on('error', (error) => refuse(file, `something that is not XML (${error.message})`));
  parser.on('opentag', ({ name, attributes }) => {
    const outer = open.at(-1);
    if (outer && SILENT.includes(outer.name)) refuse(file, `<${name}> in <${outer.name}>`);
    assertAllowed(name, attributes, file);
    if (!outer) size = sizeOf(name, attributes, file);
    const before = outer?.matrix ?? rootMatrix(attributes, size);
    const matrix = multiply(
      before,
      transformOf(attributes.transform ?? '', (what) => refuse(file, what)),
    );
    const paint = { ...outer?.paint, ...paintOf(attributes) };
    const shape = isShape(name) ? SHAPES[name] : undefined;
    if (shape)
      paths.push(
        pathOf(
          shape((key) => Number(attributes[key] ?? 0), attributes),
          matrix,
          paint,
        ),
      );
    open.push({ name, paint, matrix });
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (run) => {
    if (run.trim() !== '' && !SILENT.includes(open.at(-1)?.name ?? '')) refuse(file, 'text');
  });
  parser.write(text).close();
  if (size === null || paths.length === 0) return refuse(file, 'no shape');
  const { width, height }: Logo = size;
  const root = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`;
  return { svg: `${root}${paths.join('')}</svg>`, width, height };
}

function refuse(file: string, what: string): never {
  throw new Failure(
    'DefinitionInvalid',
    `${file}: has ${what}; a logo has only shapes (${Object.keys(SHAPES).join(', ')}) with plain colours: convert texts to paths and save it as a plain SVG`,
  );
}

const isAllowed = (key: string, value: string): boolean =>
  ALLOWED.includes(key) || /^(?:xmlns(?::\w+)?|aria-[a-z]+)$/u.test(key) || (key === 'opacity' && value === '1');

function assertAllowed(name: string, attributes: Attributes, file: string): void {
  if (!isShape(name) && ![...GROUPS, ...SILENT].includes(name)) refuse(file, `<${name}>`);
  for (const [key, value] of Object.entries(attributes)) {
    if (!isAllowed(key, value)) refuse(file, `${key} in <${name}>`);
    const form = formOf(name, key);
    if (form && !form.test(value)) refuse(file, `a ${key} of <${name}> that no page can draw`);
  }
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;
const WORD = /^[a-z-]+$/u;

/** What the value of an attribute looks like; null if any text will do. */
function formOf(name: string, key: string): RegExp | null {
  if (key === 'fill' || key === 'stroke') return COLOUR;
  if (key === 'd' || key === 'points') return PATH_DATA;
  if (key.startsWith('stroke-line') || key === 'fill-rule') return WORD;
  if (key.startsWith('stroke-')) return NUMBER;
  return GEOMETRY.includes(key) && name !== 'svg' ? NUMBER : null;
}

const viewBoxOf = (attributes: Attributes): number[] =>
  (
    attributes.viewBox ??
    `0 0 ${Number.parseFloat(attributes.width ?? '')} ${Number.parseFloat(attributes.height ?? '')}`
  )
    .trim()
    .split(/[\s,]+/u)
    .map(Number);

/** Returns the size of a logo on the page: as large as its room allows. */
function sizeOf(name: string, attributes: Attributes, file: string): Logo {
  const [, , width = 0, height = 0] = viewBoxOf(attributes);
  if (name !== 'svg' || !(width > 0) || !(height > 0)) return refuse(file, 'no viewBox with a width and a height');
  const scale = Math.min(ROOM.width / width, ROOM.height / height);
  return { svg: '', width: hundredth(width * scale), height: hundredth(height * scale) };
}

function rootMatrix(attributes: Attributes, size: Logo | null): Matrix {
  const [x = 0, y = 0, width = 1] = viewBoxOf(attributes);
  const scale = (size?.width ?? 0) / width;
  return [scale, 0, 0, scale, -x * scale, -y * scale];
}

const NAMED: Readonly<Record<string, string>> = { black: '#000000', white: '#FFFFFF' };

const paintOf = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    PAINT.flatMap((key) => {
      const value = attributes[key];
      return value === undefined ? [] : [[key, NAMED[value] ?? value]];
    }),
  );

/** Shapes are black unless they say otherwise, as in any SVG. */
function pathOf(d: string, matrix: Matrix, paint: Attributes): string {
  const attributes = Object.entries({ fill: '#000000', ...paint }).map(([key, value]) => `${key}="${value}"`);
  const place = matrix.map((value) => Math.round(value * 1e5) / 1e5).join(',');
  return `<path transform="matrix(${place})" ${attributes.join(' ')} d="${d.replace(/\s+/gu, ' ')}"/>`;
}

const hundredth = (points: number): number => Math.round(points * 100) / 100;
