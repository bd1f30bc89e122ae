import { ZipFile } from 'yazl';

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Returns a zip archive of these parts, in this order. */
export async function packed(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(parts)) archive.addBuffer(Buffer.from(content), name);
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

export const relationships = (targets: readonly (readonly [id: string, kind: string, target: string])[]): string =>
  `<Relationships xmlns="${PACKAGE}">${targets.map(([id, kind, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`).join('')}</Relationships>`;

/** Returns styles: `xf` 0 is plain, 1 a date (built in), 2 the format in `code` (id 60). */
export const styles = (code = 'General'): string =>
  `<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="60" formatCode="${code}"/></numFmts>` +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="60"/></cellXfs>' +
  '<dxfs><dxf><numFmt numFmtId="0" formatCode="yyyy"/></dxf></dxfs></styleSheet>';

/** Returns the parts of a workbook; its sheets are given as the XML inside `sheetData` and the XML after it. */
export function workbookParts(
  sheets: Readonly<Record<string, string>>,
  { properties = '', after = '', texts = '' } = {},
): Record<string, string | Buffer> {
  const names = Object.keys(sheets);
  const worksheets = names.map((name, index): [string, string] => [
    `xl/worksheets/sheet${index + 1}.xml`,
    `<worksheet xmlns="${MAIN}"><sheetData>${sheets[name]}</sheetData>${after}</worksheet>`,
  ]);
  return {
    '_rels/.rels': relationships([['b', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${properties}<sheets>${names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="s${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...names.map((_name, index) => [`s${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ['t', 'styles', 'styles.xml'],
      ['u', 'sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/styles.xml': styles(),
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${texts}</sst>`,
    ...Object.fromEntries(worksheets),
  };
}

/** Returns a text cell without a reference. */
export const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;

/** Returns a row of text cells; other cells may be given as XML. */
export const row = (...cells: string[]): string =>
  `<row>${cells.map((cell) => (cell.startsWith('<c') ? cell : text(cell))).join('')}</row>`;

export const headings = (line: string): string => row(...line.split(','));
