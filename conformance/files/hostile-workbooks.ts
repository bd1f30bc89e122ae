import { zipBytes } from '../../test/exports/fuzz/packed.ts';
import type { HostileFile } from './hostile-files.ts';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const HEADINGS = ['Victim ID', 'Case Number', 'Gender', 'Age at Contact', 'Nationality'];
const TOO_LARGE = 'too-large-or-slow';

const cell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (...cells: string[]): string => `<row>${cells.join('')}</row>`;
const person = (index: number): string => row(...[`V-${index}`, 'C-1', 'Female', '17', 'Mexico'].map(cell));
const heading = row(...HEADINGS.map(cell));
const sheet = (rows: string, after = ''): string =>
  `<worksheet ${MAIN}><sheetData>${heading}${rows}</sheetData>${after}</worksheet>`;

/** Returns a workbook with one sheet of victims and the given parts. */
function workbook(sheetXml: string, parts: Readonly<Record<string, string>> = {}): Buffer {
  const relation = (id: number, kind: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`;
  const all = {
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets><sheet name="victims" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relation(1, 'worksheet', 'worksheets/sheet1.xml')}${relation(2, 'styles', 'styles.xml')}${relation(3, 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet ${MAIN}/>`,
    'xl/sharedStrings.xml': `<sst ${MAIN}/>`,
    'xl/worksheets/sheet1.xml': sheetXml,
    ...parts,
  };
  return zipBytes(
    Object.entries(all).map(([name, xml]) => ({ name: Buffer.from(name), contents: Buffer.from(xml), method: 8 })),
  );
}

const repeat = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_unused, index) => text(index)).join('');

const made = (what: string, bytes: () => Buffer, ...ends: string[]): HostileFile => ({
  what,
  name: 'july.xlsx',
  bytes,
  ends,
});

const column = (at: number): string =>
  (at < 26 ? '' : column(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

/** Workbooks of a few kilobytes on which a spreadsheet program takes minutes or never finishes. */
export const HOSTILE_WORKBOOKS: readonly HostileFile[] = [
  made(
    'a cell at XFD1048576',
    () => workbook(sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    TOO_LARGE,
  ),
  made(
    'a cell in row 1,048,576',
    () => workbook(sheet(`${person(1)}<row r="1048576"><c r="A1048576"><v>1</v></c></row>`)),
    'accepted',
    'id-empty',
    TOO_LARGE,
  ),
  made(
    'a cell that is never closed, of 90 MB',
    () => workbook(`<worksheet ${MAIN}><sheetData>${heading}<row><c><v>${'1'.repeat(90e6)}`),
    TOO_LARGE,
    'not-a-workbook',
  ),
  made(
    'a tag that is never closed, of 90 MB',
    () => workbook(`<worksheet ${MAIN}><sheetData>${heading}<row><c r="${'A'.repeat(90e6)}`),
    TOO_LARGE,
    'not-a-workbook',
  ),
  made(
    'five million cells inside each other',
    () => workbook(`<worksheet ${MAIN}><sheetData>${heading}<row>${'<c>'.repeat(5e6)}`),
    TOO_LARGE,
    'not-a-workbook',
  ),
  made(
    '300,000 merged ranges',
    () =>
      workbook(
        sheet(
          person(1),
          `<mergeCells>${repeat(300_000, (at) => `<mergeCell ref="A${at + 3}:B${at + 3}"/>`)}</mergeCells>`,
        ),
      ),
    TOO_LARGE,
  ),
  made(
    '9,999 merged ranges beside each other',
    () =>
      workbook(
        sheet(
          repeat(2000, person),
          `<mergeCells>${repeat(9999, (at) => `<mergeCell ref="${column(at + 9)}2:${column(at + 9)}1048576"/>`)}</mergeCells>`,
        ),
      ),
    'accepted',
    TOO_LARGE,
    'not-a-workbook',
  ),
  made(
    '900,000 headings',
    () =>
      workbook(
        `<worksheet ${MAIN}><sheetData><row>${repeat(900_000, (at) => cell(`h${at}`))}</row></sheetData></worksheet>`,
      ),
    TOO_LARGE,
  ),
  made(
    '50,000 different cells of 9,600 characters',
    () => workbook(sheet(repeat(9900, (at) => row(cell(`V-${at}`), cell('C-1'), cell(`${at}${'x'.repeat(9600)}`))))),
    TOO_LARGE,
  ),
  made(
    'one shared text of 32,000 characters in 100,000 cells',
    () =>
      workbook(sheet(repeat(100_000, (at) => row(cell(`V-${at}`), cell('C-1'), '<c t="s"><v>0</v></c>'))), {
        'xl/sharedStrings.xml': `<sst ${MAIN}><si><t>${'x'.repeat(32_000)}</t></si></sst>`,
      }),
    TOO_LARGE,
  ),
  made(
    'eight million empty shared texts',
    () => workbook(sheet(person(1)), { 'xl/sharedStrings.xml': `<sst ${MAIN}>${'<si/>'.repeat(8e6)}</sst>` }),
    'accepted',
    TOO_LARGE,
  ),
  made(
    'five million cell formats',
    () =>
      workbook(sheet(person(1)), {
        'xl/styles.xml': `<styleSheet ${MAIN}><cellXfs>${'<xf/>'.repeat(5e6)}</cellXfs></styleSheet>`,
      }),
    TOO_LARGE,
  ),
  made(
    'an element of a million attributes',
    () => workbook(sheet(`<row ${repeat(1e6, (at) => `a${at}="" `)}/>`)),
    TOO_LARGE,
  ),
  made('a comment of 90 MB', () => workbook(sheet(`<!--${'-'.repeat(0)}${'x'.repeat(90e6)}-->`)), TOO_LARGE),
  made(
    'entities within entities',
    () =>
      workbook(
        `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${repeat(9, (at) => `<!ENTITY ${'b'.repeat(at + 1)} "${`&${at === 0 ? 'a' : 'b'.repeat(at)};`.repeat(10)}">`)}]>${sheet(person(1))}`,
      ),
    'not-a-workbook',
  ),
  made(
    '100,000 sheets',
    () =>
      workbook(sheet(person(1)), {
        'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets>${repeat(100_000, (at) => `<sheet name="s${at}" r:id="rId1"/>`)}</sheets></workbook>`,
      }),
    TOO_LARGE,
  ),
  made(
    'a part of 3 GB by the directory',
    () =>
      zipBytes([
        { name: Buffer.from('xl/workbook.xml'), contents: Buffer.from('<x/>'), method: 8, central: { size: 3e9 } },
      ]),
    'not-a-workbook',
  ),
];
