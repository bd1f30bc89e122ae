import { escapeMarkup } from '../../domain/text/escape.ts';
import { columnLetters } from '../../exports/problems/problem-words.ts';

/** A file inside an .xlsx file, which is a zip archive (ECMA-376). */
export interface WorkbookPart {
  readonly path: string;
  readonly text: string;
}

/** A sheet with its XML. */
export interface WrittenSheet {
  readonly name: string;
  readonly xml: string;
}

/** Cells that offer values: a range of cells, and the range of cells with the values. */
export interface OfferedValues {
  readonly cells: string;
  readonly values: string;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Returns the parts of a workbook. Its cells have two styles: 0 is text, 1 is text in bold. */
export function workbookParts(sheets: readonly WrittenSheet[]): WorkbookPart[] {
  const files = sheets.map(({ xml }, index) => ({ path: `xl/worksheets/sheet${index + 1}.xml`, text: xml }));
  return [
    { path: '[Content_Types].xml', text: contentTypes(files) },
    { path: '_rels/.rels', text: relationships([{ type: 'officeDocument', target: 'xl/workbook.xml' }]) },
    { path: 'xl/workbook.xml', text: workbookXml(sheets) },
    {
      path: 'xl/_rels/workbook.xml.rels',
      text: relationships([
        ...files.map(({ path }) => ({ type: 'worksheet', target: path.replace(/^xl\//u, '') })),
        { type: 'styles', target: 'styles.xml' },
      ]),
    },
    { path: 'xl/styles.xml', text: STYLES },
    ...files,
  ];
}

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const listed = sheets.map(
    ({ name }, index) => `<sheet name="${escapeMarkup(name)}" sheetId="${index + 1}" r:id="r${index + 1}"/>`,
  );
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets>${listed.join('')}</sheets></workbook>`;
}

function contentTypes(sheets: readonly WorkbookPart[]): string {
  const part = (path: string, type: string) => `<Override PartName="/${path}" ContentType="${CONTENT}.${type}+xml"/>`;
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('xl/workbook.xml', 'sheet.main')}${part('xl/styles.xml', 'styles')}${sheets.map(({ path }) => part(path, 'worksheet')).join('')}</Types>`;
}

function relationships(targets: readonly { readonly type: string; readonly target: string }[]): string {
  const listed = targets.map(
    ({ type, target }, index) =>
      `<Relationship Id="r${index + 1}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${listed.join('')}</Relationships>`;
}

/** Format 49 is text: Excel changes nothing that is typed into such a cell. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

/** Returns the XML of a sheet of texts; its first row is in bold and stays in view. */
export function sheetXml(rows: readonly (readonly string[])[], offers: readonly OfferedValues[]): string {
  const [headings = []] = rows;
  const widths = headings.map(
    (heading, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${Math.max(12, heading.length + 4)}" style="0" customWidth="1"/>`,
  );
  const lines = rows.map((row, index) => `<row r="${index + 1}">${row.map(cellAt(index)).join('')}</row>`);
  const validations = offers.map(
    ({ cells, values }) =>
      `<dataValidation type="list" allowBlank="1" sqref="${cells}"><formula1>${escapeMarkup(values)}</formula1></dataValidation>`,
  );
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>${lines.join('')}</sheetData>${validations.length === 0 ? '' : `<dataValidations count="${validations.length}">${validations.join('')}</dataValidations>`}</worksheet>`;
}

const cellAt =
  (row: number) =>
  (text: string, column: number): string =>
    text === ''
      ? ''
      : `<c r="${columnLetters(column)}${row + 1}" s="${row === 0 ? 1 : 0}" t="inlineStr"><is><t xml:space="preserve">${escapeMarkup(text)}</t></is></c>`;
