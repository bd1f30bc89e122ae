import type { Entry } from 'yauzl';
import { rejection } from './rejection.ts';
import { entryText } from './unpack-archive.ts';

/** A cell of a sheet, 0-based. */
export interface CellPlace {
  readonly row: number;
  readonly at: number;
}

/** A range of cells merged into its first. */
export interface MergedRange {
  readonly from: CellPlace;
  readonly to: CellPlace;
}

/** What a sheet's XML tells and its cells' values do not: a reader of values alone would count such cells as empty. */
export interface SheetFaults {
  /** Cells that hold an error (#N/A), or a formula whose result was never saved. */
  readonly valueless: readonly CellPlace[];
  readonly merged: readonly MergedRange[];
}

export interface WorkbookFaults {
  readonly sheets: ReadonlyMap<string, SheetFaults>;
  /** The names of the sheets that are not shown to who opens the workbook. */
  readonly hidden: ReadonlySet<string>;
  /** Days by which dates are read too early: a workbook of the 1904 calendar that says so in a word. */
  readonly daysEarly: number;
}

const DAYS_FROM_1900_TO_1904 = 1462;
/** No form has as many merged ranges. */
const MOST_MERGED = 10_000;

/** Reads what is wrong with the cells of a workbook's sheets, by sheet name. */
export async function workbookFaults(path: string, entries: readonly Entry[]): Promise<WorkbookFaults> {
  const text = async (name: string): Promise<string> => {
    const entry = entries.find(({ fileName }) => fileName === name);
    return entry ? entryText(path, entry) : '';
  };
  const book = await text('xl/workbook.xml');
  const targets = relationTargets(await text('xl/_rels/workbook.xml.rels'));
  const sheets = new Map<string, SheetFaults>();
  const hidden = new Set<string>();
  for (const [tag] of book.matchAll(/<(?:\w+:)?sheet\b[^>]*>/gu)) {
    const target = targets.get(attribute(tag, 'r:id') ?? '');
    const name = plain(attribute(tag, 'name') ?? '');
    if (target !== undefined) sheets.set(name, sheetFaults(await text(target)));
    if (['hidden', 'veryHidden'].includes(attribute(tag, 'state') ?? '')) hidden.add(name);
  }
  return { sheets, hidden, daysEarly: /\bdate1904="(?:true|on)"/u.test(book) ? DAYS_FROM_1900_TO_1904 : 0 };
}

function relationTargets(rels: string): Map<string, string> {
  const targets = new Map<string, string>();
  for (const [tag] of rels.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/gu)) {
    const target = attribute(tag, 'Target') ?? '';
    targets.set(attribute(tag, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  return targets;
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`, 'u').exec(tag)?.[1];

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (text: string): string => text.replace(/&(\w+);/gu, (whole, name) => ENTITIES[name] ?? whole);

/** The faults of one sheet's XML. */
export function sheetFaults(xml: string): SheetFaults {
  const valueless = /<(?:\w+:)?f\b|\bt="e"/u.test(xml) ? [...valuelessCells(xml)] : [];
  const merged: MergedRange[] = [];
  for (const [, first = '', last = ''] of xml.matchAll(/<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+):([A-Z]+\d+)"/gu)) {
    merged.push({ from: placeOf(first), to: placeOf(last) });
    if (merged.length > MOST_MERGED) throw rejection('not-a-workbook', `more than ${MOST_MERGED} merged ranges`);
  }
  return { valueless, merged };
}

const CELL = /<(?:\w+:)?c\b([^>]*?)(?:\/>|>(.*?)<\/(?:\w+:)?c>)/gsu;
const RESULT = /<(?:\w+:)?v\b[^>]*>[^<]|<(?:\w+:)?is\b/u;

function* valuelessCells(xml: string): Generator<CellPlace> {
  for (const [, attributes = '', content = ''] of xml.matchAll(CELL)) {
    const isError = /\st="e"/u.test(attributes);
    const isText = /\st="str"/u.test(attributes); // a formula may well come to an empty text
    const isUnsaved = /<(?:\w+:)?f\b/u.test(content) && !RESULT.test(content) && !isText;
    if (isError || isUnsaved) yield placeOf(attribute(attributes, 'r') ?? '');
  }
}

/** The place that a reference like `B7` names. */
function placeOf(reference: string): CellPlace {
  const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/u.exec(reference) ?? [];
  if (letters === '')
    throw rejection('not-a-workbook', 'a cell with an error or a formula without a result has no place');
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits) - 1, at: column - 1 };
}
