import type { Chance } from './chance.ts';
import { hasControls } from './small-xml.ts';

/** Writes workbooks as XML texts by part name, in the style of one of many programs. */

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export interface SheetModel {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** Returns the parts of a workbook with these sheets. */
export function workbookParts(chance: Chance, sheets: readonly SheetModel[]): Map<string, string> {
  const texts: string[] = [];
  const is1904 = chance.oneIn(6);
  const made = sheets.map(({ rows }) => sheetXml(chance, rows, texts, is1904));
  const listed = sheets.map(
    ({ name }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}"${chance.oneIn(8) ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
  );
  const related = sheets.map(
    (_sheet, at) =>
      `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="${chance.pick(['worksheets', '/xl/worksheets', './worksheets'])}/sheet${at + 1}.xml"/>`,
  );
  const parts = new Map([
    [
      '[Content_Types].xml',
      `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${is1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${listed.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${HEAD}<Relationships xmlns="${PACKAGE}">${related.join('')}<Relationship Id="rId91" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId92" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.00"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
    ],
  ]);
  for (const [at, xml] of made.entries()) parts.set(`xl/worksheets/sheet${at + 1}.xml`, HEAD + xml);
  parts.set(
    'xl/sharedStrings.xml',
    `${HEAD}<sst xmlns="${MAIN}" count="${texts.length}" uniqueCount="${texts.length}">${texts.map((text) => sharedText(chance, text)).join('')}</sst>`,
  );
  return parts;
}

function sharedText(chance: Chance, text: string): string {
  const cut = chance.below(text.length + 1);
  const run = (part: string): string => `<r><rPr><b/></rPr><t xml:space="preserve">${escaped(part)}</t></r>`;
  if (chance.oneIn(6)) return `<si>${run(text.slice(0, cut))}${run(text.slice(cut))}</si>`;
  const sound = chance.oneIn(8) ? '<rPh sb="0" eb="1"><t>phonetic</t></rPh>' : '';
  return `<si><t xml:space="preserve">${escaped(text)}</t>${sound}</si>`;
}

function sheetXml(chance: Chance, rows: SheetModel['rows'], texts: string[], is1904: boolean): string {
  const hasReferences = !chance.oneIn(6);
  const lines = rows.map((row, at) => {
    const cells = row.map((cell, column) =>
      cellXml(chance, cell, hasReferences ? ` r="${letters(column)}${at + 1}"` : '', texts, is1904),
    );
    const attributes = `${hasReferences ? ` r="${at + 1}"` : ''}${chance.oneIn(9) ? ' hidden="1"' : ''}${chance.oneIn(4) ? ` spans="1:${row.length}"` : ''}`;
    return `<row${attributes}>${cells.join('')}</row>`;
  });
  const dimension = chance.pick(['', '', '<dimension ref="A1"/>', '<dimension ref="A1:Z99"/>', '<dimension/>']);
  const filter = chance.oneIn(9) ? '<autoFilter ref="A1:E9"/>' : '';
  const merged = chance.oneIn(9)
    ? `<mergeCells count="1"><mergeCell ref="${chance.pick(['A2:B2', 'C2:C4', 'G1:Z9', 'A20:B30', 'A1'])}"/></mergeCells>`
    : '';
  return `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${dimension}<sheetData>${lines.join('')}</sheetData>${filter}${merged}</worksheet>`;
}

/** Writes a cell in one of the ways in which programs store its text. */
function cellXml(chance: Chance, text: string, place: string, texts: string[], is1904: boolean): string {
  if (text === '') return place === '' || chance.oneIn(3) ? `<c${place} s="1"/>` : '';
  const typed = chance.below(3) > 0 ? typedXml(chance, text, place, is1904) : null;
  return typed ?? textXml(chance, text, place, texts);
}

/**
 * Writes a cell with the type that its text suggests: an error, a number, a date or a boolean; null for any other text.
 */
function typedXml(chance: Chance, text: string, place: string, is1904: boolean): string | null {
  if (/^#/u.test(text)) return `<c${place} t="e"><v>${text}</v></c>`;
  if (/^\d{1,9}(?:\.\d+)?$/u.test(text)) return `<c${place}${chance.oneIn(4) ? ' s="3"' : ''}><v>${text}</v></c>`;
  const day = isoDay(text);
  if (day !== null) return dateXml(chance, day, place, is1904);
  if (/^(?:true|false|yes|no)$/iu.test(text) && chance.oneIn(3))
    return `<c${place} t="b"><v>${/^[ty]/iu.test(text) ? 1 : 0}</v></c>`;
  return null;
}

function textXml(chance: Chance, text: string, place: string, texts: string[]): string {
  switch (chance.below(5)) {
    case 0:
      return `<c${place} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
    case 1:
      return `<c${place} t="str"><f>"x"&amp;"y"</f><v>${escaped(text)}</v></c>`;
    case 2:
      return `<c${place} t="inlineStr"><is><t><![CDATA[${text.replaceAll(']]>', '')}]]></t></is></c>`;
    default:
      return `<c${place} t="s"><v>${texts.push(text) - 1}</v></c>`;
  }
}

function isoDay(text: string): string | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(text);
  const day = iso && new Date(`${text}T00:00:00Z`);
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null;
}

function dateXml(chance: Chance, day: string, place: string, is1904: boolean): string {
  if (chance.oneIn(4)) return `<c${place} s="1" t="d"><v>${day}${chance.oneIn(2) ? 'T23:59:59.999' : ''}</v></c>`;
  const serial =
    Math.round((Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000) - (is1904 ? 1462 : 0);
  return `<c${place} s="${chance.pick([1, 2])}"><v>${serial}${chance.oneIn(3) ? '.75' : ''}</v></c>`;
}

export const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

const escaped = (text: string): string =>
  Array.from(text)
    .filter((sign) => !hasControls(sign))
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');
