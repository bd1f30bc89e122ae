import { describe, expect, it } from 'vitest';
import { isAtLength, spread } from '../../at-length.ts';
import { readerFixture, VICTIMS } from '../reader-fixture.ts';
import { headings, MAIN, packed, relationships, row, workbookParts } from './make-workbook.ts';

const { read } = readerFixture();
const VICTIM = row('V-1', 'C-1', 'Female', '17', 'Mexico');
const SHEET = 'xl/worksheets/sheet1.xml';
const start = `<worksheet xmlns="${MAIN}"><sheetData>${headings(VICTIMS)}`;
const end = '</sheetData></worksheet>';

/** Returns a workbook with the given XML of a sheet. */
const withSheet = (xml: string | Buffer, more: Record<string, string> = {}): Promise<Buffer> =>
  packed({ ...workbookParts({ victims: '' }), [SHEET]: xml, ...more });

const merges = (count: number, range: (index: number) => string): string =>
  `${start}${VICTIM}</sheetData><mergeCells>${Array.from({ length: count }, (_unused, index) => `<mergeCell ref="${range(index)}"/>`).join('')}</mergeCells></worksheet>`;

/**
 * Returns the code and detail of the only rejection of a table or of the object. `npm run conformance -- files` checks
 * the time it may take.
 */
async function refused(bytes: Buffer): Promise<[code: string | undefined, detail: string | undefined]> {
  const { file } = await read('july.xlsx', bytes);
  expect(file.status).toBe('rejected');
  expect(file.problems.rejections).toBe(1);
  return [file.problems.first[0]?.code, file.problems.first[0]?.detail];
}

/** Workbooks that take long to read, and some of them long to make: `npm test` makes two that are made soon. */
const SLOW: readonly (readonly [string, () => Promise<Buffer>])[] = [
  ['a cell at XFD1048576', () => withSheet(`${start}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>${end}`)],
  [
    'a thousand columns, the last row filled',
    () => withSheet(`${start}<row r="1048576"><c r="ALL1048576"><v>1</v></c></row>${end}`),
  ],
  ['a row beyond the last', () => withSheet(`${start}<row r="1048577"><c><v>1</v></c></row>${end}`)],
  ['900,000 headings', () => withSheet(`${start}<row>${'<c><v>1</v></c>'.repeat(900_000)}</row>${end}`)],
  ['300,000 merged ranges', () => withSheet(merges(300_000, (index) => `A${2 * index + 2}:B${2 * index + 3}`))],
  [
    'merged ranges that cover a thousand columns',
    () =>
      withSheet(
        `${start}${'<row><c><v>1</v></c></row>'.repeat(3000)}<row>${'<c><v>1</v></c>'.repeat(1000)}</row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`,
      ),
  ],
  ['elements nested without end', () => withSheet(start + '<a>'.repeat(5_000_000))],
  [
    'an element of a million attributes',
    () =>
      withSheet(
        `${start}<row ${Array.from({ length: 1_000_000 }, (_unused, index) => `a${index}=""`).join(' ')}/>${end}`,
      ),
  ],
  [
    'a text of fifty megabytes of entities',
    () => withSheet(`${start}<row><c t="inlineStr"><is><t>${'&lt;'.repeat(12_500_000)}</t></is></c></row>${end}`),
  ],
  [
    'a text that ten thousand cells share',
    () =>
      withSheet(start + `<row>${'<c t="s"><v>0</v></c>'.repeat(500)}</row>`.repeat(30) + end, {
        'xl/sharedStrings.xml': `<sst xmlns="${MAIN}"><si><t>${'x'.repeat(32_000)}</t></si></sst>`,
      }),
  ],
  [
    'more cell formats than there can be',
    () =>
      withSheet(start + end, {
        'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><cellXfs>${'<xf/>'.repeat(200_000)}</cellXfs></styleSheet>`,
      }),
  ],
  ['ten million elements', () => withSheet(start + '<row/>'.repeat(10_000_000) + end)],
];

describe('a workbook made to be slow', () => {
  it.each(spread(SLOW, 2))('is refused: %s', async (_what, bytes) => {
    expect((await refused(await bytes()))[0]).toBe('too-large-or-slow');
  });

  it('may have a stray cell in the last row of a table', async () => {
    const bytes = await withSheet(
      `${start}${VICTIM}<row r="1048576"><c r="B1048576" t="inlineStr"><is><t>C-1</t></is></c></row>${end}`,
    );
    const { file, found } = await read('july.xlsx', bytes);
    expect(file.status).toBe('rejected');
    expect(file.records).toBe(2);
    expect(found).toEqual(['id-empty 1048575 Victim ID']);
  });
});

describe('a workbook that is damaged', () => {
  it.each<[string, () => Promise<Buffer>]>([
    ['a cell that is never closed', () => withSheet(`${start}<row><c r="A2">${end}`)],
    ['a tag that is never closed', () => withSheet(`${start}<row><c r="A2" `)],
    ['a part that ends early', () => withSheet((start + VICTIM + end).slice(0, -30))],
    ['an empty part', () => withSheet('')],
    [
      'a DOCTYPE',
      () =>
        withSheet(`<!DOCTYPE x [<!ENTITY a "b">]>${start}<row><c t="inlineStr"><is><t>&a;</t></is></c></row>${end}`),
    ],
    ['a DTD without end', () => withSheet(`<!DOCTYPE x [${'<!ENTITY a "b">'.repeat(isAtLength ? 3_000_000 : 30_000)}`)],
    [
      'an entity that is not defined',
      () => withSheet(`${start}<row><c t="inlineStr"><is><t>&nbsp;</t></is></c></row>${end}`),
    ],
    [
      'a part that is not UTF-8',
      () => withSheet(Buffer.from(`${start}${row('V-\xe9', 'C-1', '', '', '')}${end}`, 'latin1')),
    ],
    [
      'a sheet without its part',
      () =>
        packed({
          ...workbookParts({ victims: '' }),
          'xl/_rels/workbook.xml.rels': relationships([['s1', 'worksheet', 'nowhere.xml']]),
        }),
    ],
    [
      'a sheet without its relationship',
      () => packed({ ...workbookParts({ victims: '' }), 'xl/_rels/workbook.xml.rels': relationships([]) }),
    ],
    ['no sheets', () => packed(workbookParts({}))],
    ['a part twice', () => packed({ ...workbookParts({ victims: VICTIM }), 'XL/worksheets/Sheet1.xml': start + end })],
  ])('is refused: %s', async (_what, bytes) => {
    expect((await refused(await bytes()))[0]).toBe('not-a-workbook');
  });
});

describe('a file that is another than its name says', () => {
  const compound = (content: string): Buffer =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(70_000),
      Buffer.from(content, 'utf16le'),
      Buffer.alloc(500),
    ]);
  const docx = {
    '_rels/.rels': relationships([['b', 'officeDocument', 'word/document.xml']]),
    'word/document.xml': '<w:document xmlns:w="urn:w"/>',
  };
  const xlsb = { '_rels/.rels': relationships([['b', 'officeDocument', 'xl/workbook.bin']]), 'xl/workbook.bin': 'x' };

  it.each<[string, () => Buffer | Promise<Buffer>]>([
    ['protected by a password', () => compound('EncryptedPackage')],
    ['an old Excel file (.xls): save it as .xlsx', () => compound('Workbook')],
    ['a binary workbook (.xlsb): save it as .xlsx', () => packed(xlsb)],
    [
      'an OpenDocument file: save it as .xlsx',
      () => packed({ mimetype: 'application/vnd.oasis', 'content.xml': '<x/>' }),
    ],
    ['no workbook in it', () => packed(docx)],
    ['no workbook in it', () => packed({ 'victims.csv': VICTIMS })],
    ['damaged, or of another kind than its name says', () => Buffer.from('<html><table>')],
    ['damaged, or of another kind than its name says', () => Buffer.alloc(0)],
  ])('is identified: %s', async (detail, bytes) => {
    expect(await refused(await bytes())).toEqual(['not-a-workbook', detail]);
  });
});
