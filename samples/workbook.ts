import { type PackedFile, zipped } from './packing.ts';

/** One sheet of a workbook: its name, its lines of cells, and the indexes of the columns with dates or numbers. */
export interface SheetOfCells {
  readonly name: string;
  readonly lines: readonly (readonly string[])[];
  readonly dates: readonly number[];
  readonly numbers?: readonly number[];
  readonly isHidden?: boolean;
  /** The 0-based lines that a filter hides. */
  readonly filtered?: readonly number[];
}

/**
 * Returns a workbook (Office Open XML) of text cells and real dates, as a spreadsheet program saves it. It has only
 * what the format requires, and is packed like every zip of the samples, so that its bytes are the same on every
 * machine.
 */
export async function workbook(sheets: readonly SheetOfCells[]): Promise<Buffer> {
  const parts: [string, string][] = [
    ['[Content_Types].xml', contentTypes(sheets)],
    ['_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', book(sheets)],
    [
      'xl/_rels/workbook.xml.rels',
      relationships([
        ...sheets.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
        ['styles', 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', STYLES],
    ...sheets.map((sheet, at): [string, string] => [`xl/worksheets/sheet${at + 1}.xml`, sheetPart(sheet)]),
  ];
  const files = parts.map(([name, xml]): PackedFile => ({ name, bytes: Buffer.from(`${DECLARATION}\n${xml}`) }));
  return zipped(files);
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const contentTypes = (sheets: readonly SheetOfCells[]): string =>
  [
    `<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/>`,
    ...sheets.map(
      (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${KIND}.worksheet+xml"/>`,
    ),
    '</Types>',
  ].join('');

const relationships = (targets: readonly (readonly [kind: string, target: string])[]): string =>
  [
    `<Relationships xmlns="${PACKAGE}/relationships">`,
    ...targets.map(
      ([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
    ),
    '</Relationships>',
  ].join('');

const book = (sheets: readonly SheetOfCells[]): string =>
  [
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>`,
    ...sheets.map(({ name, isHidden }, at) => {
      return `<sheet name="${escaped(name)}" sheetId="${at + 1}"${isHidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`;
    }),
    '</sheets></workbook>',
  ].join('');

/** Style 0 is plain; style 1 is a date (number format 14). */
const STYLES = [
  `<styleSheet xmlns="${MAIN}">`,
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>',
  '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>',
  '<borders count="1"><border/></borders>',
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>',
  '</styleSheet>',
].join('');

function sheetPart({ lines, dates, numbers = [], filtered = [] }: SheetOfCells): string {
  const kindOf = (row: number, column: number): CellKind => {
    if (row === 0) return 'text';
    if (dates.includes(column)) return 'date';
    return numbers.includes(column) ? 'number' : 'text';
  };
  const rows = lines.map((cells, row) => {
    const parts = cells.map((text, column) => cellPart(text, placeOf(row, column), kindOf(row, column)));
    return `<row r="${row + 1}"${filtered.includes(row) ? ' hidden="1"' : ''}>${parts.join('')}</row>`;
  });
  const all = `A1:${placeOf(lines.length - 1, Math.max(0, (lines[0]?.length ?? 0) - 1))}`;
  const filter = filtered.length > 0 ? `<autoFilter ref="${all}"/>` : '';
  return `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData>${filter}</worksheet>`;
}

type CellKind = 'text' | 'date' | 'number';

/** Formats a cell reference: `B3`. */
const placeOf = (row: number, column: number): string => `${lettersOf(column)}${row + 1}`;

const lettersOf = (column: number): string =>
  column < 26
    ? String.fromCharCode(65 + column)
    : lettersOf(Math.floor(column / 26) - 1) + String.fromCharCode(65 + (column % 26));

function cellPart(text: string, place: string, kind: CellKind): string {
  if (text === '') return '';
  if (kind === 'date') return `<c r="${place}" s="1"><v>${serial(text)}</v></c>`;
  if (kind === 'number') return `<c r="${place}"><v>${Number(text)}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
}

/** Returns a day as a workbook stores it: days since December 30, 1899. */
const serial = (day: string): number => Math.round((Date.parse(day) - Date.UTC(1899, 11, 30)) / 86_400_000);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
