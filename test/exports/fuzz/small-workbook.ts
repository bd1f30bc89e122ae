import { VALUELESS } from './small-cells.ts';
import type { SmallRows } from './small-csv.ts';
import { below, childrenOf, type SmallElement, smallXml } from './small-xml.ts';

/**
 * Returns the sheets of a workbook by name, read from its XML as a tree (ECMA-376); throws if it contradicts itself.
 */
export function smallWorkbook(parts: ReadonlyMap<string, string>): Map<string, SmallRows | 'unclear' | 'broken'>[] {
  const main = related(parts, '').find(({ kind }) => kind === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const book = part(parts, main);
  if (book.name !== 'workbook') throw new Error('no workbook');
  const relations = related(parts, main);
  const sheets = childrenOf(book, 'sheets').flatMap((element) => childrenOf(element, 'sheet'));
  const is1904 = below(book, 'workbookPr').some(({ attributes }) =>
    /^(?:1|true|on|t)$/iu.test(attributes.get('date1904') ?? ''),
  );
  return sheets.flatMap(({ attributes }) => {
    const id = [...attributes].find(([name]) => name.endsWith(':id'))?.[1] ?? '';
    const relation = relations.findLast((other) => other.id === id);
    if (!relation) throw new Error('a sheet is missing');
    if (relation.kind !== 'worksheet') return [];
    return [new Map([[attributes.get('name') ?? '', sheetRows(parts, relations, relation.target, is1904)]])];
  });
}

interface Relation {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
}

const partNamed = (parts: ReadonlyMap<string, string>, name: string): string | undefined =>
  parts.get(name.toLowerCase());

function part(parts: ReadonlyMap<string, string>, name: string): SmallElement {
  const xml = partNamed(parts, name);
  if (xml === undefined) throw new Error('a part is missing');
  return smallXml(xml);
}

function related(parts: ReadonlyMap<string, string>, name: string): Relation[] {
  const at = name.lastIndexOf('/') + 1;
  const folder = name.slice(0, at);
  const rels = `${folder}_rels/${name.slice(at)}.rels`;
  if (partNamed(parts, rels) === undefined) return [];
  return below({ children: [part(parts, rels)] } as unknown as SmallElement, 'Relationship')
    .filter(({ attributes }) => attributes.get('TargetMode') !== 'External')
    .map(({ attributes }) => {
      const target = new URL((attributes.get('Target') ?? '').replaceAll('\\', '/'), `file:///${folder}`);
      return {
        id: attributes.get('Id') ?? '',
        kind: (attributes.get('Type') ?? '').split('/').at(-1) ?? '',
        target: decodeURIComponent(target.pathname).replace(/^\/+/u, ''),
      };
    });
}

function sheetRows(
  parts: ReadonlyMap<string, string>,
  relations: readonly Relation[],
  target: string,
  is1904: boolean,
): SmallRows | 'unclear' | 'broken' {
  try {
    const named = (kind: string): SmallElement | null => {
      const relation = relations.find((other) => other.kind === kind);
      return relation ? part(parts, relation.target) : null;
    };
    const texts = named('sharedStrings');
    const styles = named('styles');
    const context = {
      texts: texts ? below({ children: [texts] } as unknown as SmallElement, 'si').map(richText) : [],
      dates: styles ? dateStyles(styles) : [],
      is1904,
    };
    return new SmallSheet(context).rows(part(parts, target));
  } catch (error) {
    return error instanceof Unclear ? 'unclear' : 'broken';
  }
}

/** A workbook that violates the schema in a way that no specification says how to read. */
class Unclear extends Error {}

const richText = (element: SmallElement): string =>
  office(
    element.children
      .flatMap((child) =>
        child.name === 't' ? [child.text] : child.name === 'r' ? childrenOf(child, 't').map(({ text }) => text) : [],
      )
      .join(''),
  );

const office = (text: string): string =>
  text
    .replace(/_x([\dA-F]{4})_/giu, (_written, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\r\n?/gu, '\n');

function dateStyles(styles: SmallElement): boolean[] {
  const codes = new Map(
    below(styles, 'numFmt').map(({ attributes }) => [
      Number(attributes.get('numFmtId')),
      attributes.get('formatCode') ?? '',
    ]),
  );
  return childrenOf(styles, 'cellXfs').flatMap((list) =>
    childrenOf(list, 'xf').map(({ attributes }) => {
      const id = Number(attributes.get('numFmtId') ?? 0);
      const isBuiltIn =
        (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
      return isBuiltIn || /[dmyhs]/iu.test(codes.get(id) ?? '');
    }),
  );
}

interface Context {
  readonly texts: readonly string[];
  readonly dates: readonly boolean[];
  readonly is1904: boolean;
}

class SmallSheet {
  readonly #context: Context;
  readonly #rows: string[][] = [];

  constructor(context: Context) {
    this.#context = context;
  }

  rows(root: SmallElement): SmallRows {
    if (below(root, 'c').some(({ children }) => children.some(({ name }) => ['c', 'row'].includes(name))))
      throw new Unclear();
    let number = 0;
    for (const row of everyRow(root)) number = this.#row(row, number);
    this.#merge(below(root, 'mergeCells').flatMap((list) => childrenOf(list, 'mergeCell')));
    const width = this.#width();
    const last = this.#rows.findLastIndex((row) => row?.some((cell) => cell !== undefined && cell !== ''));
    const rows = Array.from({ length: last }, (_unused, index) => {
      const cells = Array.from({ length: width }, (_none, at) => this.#rows[index + 1]?.[at] ?? '');
      return { cells, isBroken: false, lines: 1 };
    });
    return { rows, isUnclosed: false };
  }

  /**
   * Reads a row.
   * @returns its number
   */
  #row(row: SmallElement, before: number): number {
    const elements = childrenOf(row, 'c');
    const places = elements.map(({ attributes }) => placeOf(attributes.get('r') ?? ''));
    const given = row.attributes.get('r') ?? '';
    const number = given === '' ? Math.max(before + 1, places[0]?.row ?? 0) : Number(given);
    if (!Number.isInteger(number) || number <= before || number > 1_048_576) throw new Error('rows out of order');
    if (places.some((place) => place && place.row !== number)) throw new Error('a cell of another row');
    this.#rows[number] = this.#cells(elements, places);
    return number;
  }

  #cells(elements: readonly SmallElement[], places: readonly (Place | null)[]): string[] {
    const cells: string[] = [];
    let at = -1;
    for (const [index, element] of elements.entries()) {
      at = places[index]?.at ?? at + 1;
      const text = this.#cell(element);
      if (text.trim() === '') continue;
      if (cells[at] !== undefined || at >= 1000) throw new Error('a cell twice, or too far right');
      cells[at] = text;
    }
    return cells;
  }

  #cell(cell: SmallElement): string {
    const [type, values, inline] = [cell.attributes.get('t') ?? 'n', childrenOf(cell, 'v'), childrenOf(cell, 'is')];
    if (values.length > 1 || inline.length > 1 || values.some(({ children }) => children.length > 0))
      throw new Unclear();
    const value = office(values[0]?.text ?? '');
    if (type === 'e') return VALUELESS;
    if (inline[0] && (type === 'inlineStr' || value === '')) return richText(inline[0]);
    if (type === 'str') return value;
    if (value.trim() === '') return childrenOf(cell, 'f').length > 0 ? VALUELESS : '';
    return this.#typed(type, value.trim(), Number(cell.attributes.get('s') ?? 0)) ?? value;
  }

  #typed(type: string, value: string, style: number): string | null {
    if (type === 's') return shared(this.#context.texts[Number(value)]);
    if (type === 'b') return { 1: 'true', 0: 'false', true: 'true', false: 'false' }[value.toLowerCase()] ?? value;
    if (type === 'd') return /^\d{4}-\d\d-\d\d/u.exec(value)?.[0] ?? value;
    if (type !== 'n' || !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(value)) return null;
    if (this.#context.dates[style]) return this.#day(Number(value));
    return Number.isSafeInteger(Number(value)) ? String(Number(value)) : value;
  }

  #day(serial: number): string {
    const days = Math.floor(serial + 1e-9) + (this.#context.is1904 ? 1462 : 0);
    if (!(serial >= 0) || days > 2_958_465) return VALUELESS;
    if (days < 61) throw new Unclear(); // Excel's own first days of 1900
    return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10);
  }

  #merge(merged: readonly SmallElement[]): void {
    const covered = new Set<string>();
    for (const { row, at, isCovered } of merged.flatMap((range) => this.#mergedPlaces(range))) {
      if (covered.has(`${row} ${at}`)) throw new Unclear(); // overlapping ranges
      covered.add(`${row} ${at}`);
      if (isCovered) this.#cover(row, at);
    }
  }

  /** Returns the positions of a merged range; if the first one has content, all others are covered. */
  #mergedPlaces({ attributes }: SmallElement): (Place & { isCovered: boolean })[] {
    const [from, to] = (attributes.get('ref') ?? '')
      .split(':')
      .map((text) => (PLACE.test(text) ? placeOf(text) : null));
    if (!from || !to || to.row - from.row > 5000) return [];
    const isFilled = (this.#rows[from.row]?.[from.at] ?? '') !== '';
    return placesIn(from, to).map((place, index) => ({ ...place, isCovered: isFilled && index > 0 }));
  }

  #width(): number {
    return Math.max(0, ...Array.from(this.#rows, (row) => row?.length ?? 0)); // missing rows are holes
  }

  /** Covers a cell within the sheet's rectangle. */
  #cover(row: number, at: number): void {
    const width = this.#width();
    if (at >= width || row >= this.#rows.length) return;
    this.#rows[row] ??= [];
    this.#rows[row][at] = VALUELESS;
  }
}

const everyRow = (root: SmallElement): SmallElement[] =>
  below(root, 'sheetData').flatMap((data) => childrenOf(data, 'row'));

function shared(text: string | undefined): string {
  if (text === undefined) throw new Error('no such text');
  return text;
}

interface Place {
  readonly row: number;
  readonly at: number;
}

const PLACE = /^([A-Z]{1,3})([1-9]\d{0,6})$/iu;

/** Parses a cell reference; null for an empty one. */
function placeOf(reference: string): Place | null {
  if (reference === '') return null;
  const [, letters, row] = PLACE.exec(reference) ?? [];
  if (letters === undefined) throw new Error('no such place');
  const column = Array.from(letters.toUpperCase()).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(row), at: column - 1 };
}

const placesIn = (from: Place, to: Place): Place[] =>
  Array.from({ length: Math.max(0, to.row - from.row + 1) }, (_unused, down) =>
    Array.from({ length: Math.max(0, to.at - from.at + 1) }, (_none, right) => ({
      row: from.row + down,
      at: from.at + right,
    })),
  ).flat();
