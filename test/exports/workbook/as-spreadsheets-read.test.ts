import { describe, expect, it } from 'vitest';
import { CASES, type Reading, readerFixture, VICTIMS } from '../reader-fixture.ts';
import { headings, MAIN, packed, relationships, row, styles, text, workbookParts } from './make-workbook.ts';

const { read } = readerFixture();
const VICTIM = row('V-1', 'C-1', 'Female', '17', 'Mexico');
const victims = headings(VICTIMS) + VICTIM;

const victimsOf = async (parts: Record<string, string | Buffer>): Promise<Reading> =>
  read('july.xlsx', await packed(parts));

/** Reads one victim with this cell as gender. */
const withGender = (cell: string, options: Parameters<typeof workbookParts>[1] = {}): Promise<Reading> =>
  victimsOf(workbookParts({ victims: headings(VICTIMS) + row('V-1', 'C-1', cell, '17', 'Mexico') }, options));

const openedOn = async (cell: string, { code = 'General', properties = '' } = {}): Promise<unknown> => {
  const sheet = headings(CASES) + row('C-1', cell, 'Labor', '<c/>', '<c/>', '<c/>', 'No');
  const parts = { ...workbookParts({ cases: sheet }, { properties }), 'xl/styles.xml': styles(code) };
  const { file, found, facts } = await victimsOf(parts);
  return file.status === 'accepted' ? (await facts())[0]?.opened_on : found;
};

/** Returns the parts of a workbook with some moved or renamed; `null` drops a part. */
function moved(
  names: Readonly<Record<string, string | null>>,
  more: Record<string, string> = {},
): Record<string, string | Buffer> {
  const parts = Object.entries(workbookParts({ victims })).flatMap(([name, content]): [string, string | Buffer][] => {
    const to = names[name] === undefined ? name : names[name];
    return to === null ? [] : [[to, content]];
  });
  return { ...Object.fromEntries(parts), ...more };
}

describe('the parts of a workbook', () => {
  const sheet = (target: string): string => relationships([['s1', 'worksheet', target]]);
  const RELS = 'xl/_rels/workbook.xml.rels';
  const SHEET = 'xl/worksheets/sheet1.xml';

  it.each([
    [
      'the main part has another name',
      moved(
        { 'xl/workbook.xml': 'xl/workbook22.xml', [RELS]: 'xl/_rels/workbook22.xml.rels' },
        { '_rels/.rels': relationships([['b', 'officeDocument', 'xl/workbook22.xml']]) },
      ),
    ],
    [
      'the main part is at the root',
      moved(
        { 'xl/workbook.xml': 'book.xml', [RELS]: null },
        {
          '_rels/.rels': relationships([['b', 'officeDocument', '/book.xml']]),
          '_rels/book.xml.rels': sheet('xl/worksheets/sheet1.xml'),
        },
      ),
    ],
    ['nothing says which is the main part', moved({ '_rels/.rels': null })],
    ['a target is absolute', moved({}, { [RELS]: sheet('/xl/worksheets/sheet1.xml') })],
    ['a target begins with ./', moved({}, { [RELS]: sheet('./worksheets/sheet1.xml') })],
    ['a target goes up', moved({ [SHEET]: 'data/one.xml' }, { [RELS]: sheet('../data/one.xml') })],
    ['a target has backslashes', moved({}, { [RELS]: sheet('worksheets\\sheet1.xml') })],
    ['a target is escaped', moved({ [SHEET]: 'xl/my sheet.xml' }, { [RELS]: sheet('my%20sheet.xml') })],
    ['names differ in case', moved({ [SHEET]: 'xl/Worksheets/Sheet1.XML', 'xl/workbook.xml': 'XL/Workbook.xml' })],
  ])('are found where %s', async (_what, parts) => {
    const { file, found } = await victimsOf(parts);
    expect(file.table).toBe('victims');
    expect(file.status).toBe('accepted');
    expect(file.records).toBe(1);
    expect(found).toEqual([]);
  });

  it('are found where their names in the archive have backslashes', async () => {
    const bytes = await packed(moved({ [SHEET]: 'xl/worksheets/sheet1.xml' }));
    for (const name of ['xl/worksheets/sheet1.xml', 'xl/workbook.xml', 'xl/styles.xml'])
      for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1))
        bytes.write(name.replaceAll('/', '\\'), at, 'latin1');
    expect((await read('july.xlsx', bytes)).file).toMatchObject({ status: 'accepted', records: 1 });
  });

  it.each<[string, string, (xml: string) => Buffer]>([
    ['UTF-8 with a mark', 'UTF-8', (xml) => Buffer.from(`\ufeff${xml}`)],
    ['UTF-16, little end first', 'UTF-16', (xml) => Buffer.from(`\ufeff${xml}`, 'utf16le')],
    ['UTF-16, big end first', 'UTF-16', (xml) => Buffer.from(`\ufeff${xml}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', 'UTF-16', (xml) => Buffer.from(xml, 'utf16le')],
    ['UTF-8 that says it is another', 'ISO-8859-1', (xml) => Buffer.from(xml)],
  ])('may be in %s', async (_what, encoding, bytes) => {
    const sheet = headings(VICTIMS) + row('V-ñ1', 'C-1', 'Female', '17', 'México');
    const xml = `<?xml version="1.0" encoding="${encoding}"?><worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`;
    const { file, facts, found } = await victimsOf({ ...workbookParts({ victims }), [SHEET]: bytes(xml) });
    expect(file.status).toBe('accepted');
    expect(found).toEqual([]);
    expect(await facts()).toMatchObject([{ nationalities: ['MX'] }]);
  });

  it('may have any prefix, and another namespace inside', async () => {
    const sheet = `<x:worksheet xmlns:x="${MAIN}" xmlns:o="urn:other"><x:sheetData><o:row><o:c/></o:row>${victims.replace(/<(\/?)(\w)/gu, '<$1x:$2')}</x:sheetData></x:worksheet>`;
    const mixed = `<x:worksheet xmlns:x="${MAIN}"><sheetData xmlns="${MAIN}">${victims}</sheetData></x:worksheet>`;
    for (const xml of [sheet, mixed])
      expect((await victimsOf({ ...workbookParts({ victims }), [SHEET]: xml })).file).toMatchObject({
        status: 'accepted',
        records: 1,
      });
  });

  it('are no tables where they hold charts, dialogs or macros', async () => {
    const parts = workbookParts({ Chart: '', victims });
    const rels = relationships([
      ['s1', 'chartsheet', 'worksheets/sheet1.xml'],
      ['s2', 'worksheet', 'worksheets/sheet2.xml'],
    ]);
    const { files } = await victimsOf({ ...parts, [RELS]: rels });
    expect(files.map(({ table, status }) => [table, status])).toEqual([['victims', 'accepted']]);
  });
});

describe('rows and cells', () => {
  it.each([
    '',
    '<dimension/>',
    '<dimension ref=""/>',
    '<dimension ref="A:E"/>',
    '<dimension ref="A1:XFD1048576"/>',
    '<dimension ref="nonsense"/>',
  ])('do not go by the dimension %j', async (dimension) => {
    const xml = `<worksheet xmlns="${MAIN}">${dimension}<sheetData>${victims}</sheetData></worksheet>`;
    expect((await victimsOf({ ...workbookParts({ victims }), 'xl/worksheets/sheet1.xml': xml })).file).toMatchObject({
      status: 'accepted',
      records: 1,
    });
  });

  it('follow the one before where they have no reference, and are where a reference says', async () => {
    const far = `<row><c r="A9" t="inlineStr"><is><t>V-2</t></is></c>${text('C-1')}<c r="E9" t="inlineStr"><is><t>Mexico</t></is></c></row>`;
    const next = row('V-3', 'C-1', 'Male', 'abc', 'Mexico');
    const { found, facts } = await victimsOf(workbookParts({ victims: victims + far + next }));
    expect(found).toEqual(['age-implausible 9 Age at Contact']);
    expect(await facts()).toMatchObject([
      { record: 1 },
      { record: 8, gender: 'unknown', nationalities: ['MX'] },
      { record: 9, gender: 'male' },
    ]);
  });

  it('are read where a row below the headings is wider', async () => {
    const sheet =
      headings(VICTIMS) +
      row('V-1', 'C-1', 'Female', '17', 'Mexico', 'a note', 'another') +
      VICTIM.replace('V-1', 'V-2');
    expect((await victimsOf(workbookParts({ victims: sheet }))).file).toMatchObject({ status: 'accepted', records: 2 });
  });

  it.each([
    ['a row out of order', '<row r="5"/><row r="4"/>'],
    ['a cell of another row', '<row r="5"><c r="A6"><v>1</v></c></row>'],
    ['a cell twice', '<row><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>'],
    ['a shared text that is not there', '<row><c t="s"><v>7</v></c></row>'],
    [
      'merged ranges that overlap',
      '</sheetData><mergeCells><mergeCell ref="A1:B3"/><mergeCell ref="B2:C5"/></mergeCells><sheetData>',
    ],
  ])('are refused for %s', async (_what, xml) => {
    const { file } = await victimsOf(workbookParts({ victims: headings(VICTIMS) + xml }));
    expect(file).toMatchObject({
      table: 'victims',
      status: 'rejected',
      problems: { counts: [{ code: 'not-a-workbook' }] },
    });
  });

  it('hidden by a filter are read, with a warning that counts them', async () => {
    const hidden = (n: number): string =>
      row(`V-${n}`, 'C-1', 'Male', '30', 'Mexico').replace('<row', '<row hidden="1"');
    const sheet = `${victims}${hidden(2)}${hidden(3)}<row hidden="1"><c s="1"/></row>`;
    const warningFor = async (after: string): Promise<unknown> => {
      const { files } = await victimsOf(workbookParts({ victims: sheet }, { after }));
      expect(files[0]).toMatchObject({ table: 'victims', status: 'accepted', records: 3 });
      return files[1]?.problems.first.map(({ code, severity, detail }) => [code, severity, detail]);
    };
    const warning = [['rows-hidden', 'warning', '2 of "victims"']];
    expect(await warningFor('<autoFilter ref="A1:E4"><filterColumn colId="2"/></autoFilter>')).toEqual(warning);
    expect(await warningFor('<tableParts count="1"><tablePart r:id="t" xmlns:r="urn:r"/></tableParts>')).toEqual(
      warning,
    );
    expect(await warningFor('')).toBeUndefined();
  });
});

describe('a text', () => {
  it.each([
    ['CDATA', '<c t="inlineStr"><is><t><![CDATA[Fem]]>ale</t></is></c>'],
    ['runs', '<c t="inlineStr"><is><r><rPr><b/></rPr><t>Fe</t></r><r><t xml:space="preserve">male </t></r></is></c>'],
    [
      'a pronunciation beside it',
      '<c t="inlineStr"><is><t>Female</t><rPh sb="0" eb="1"><t>FIMEIRU</t></rPh><phoneticPr fontId="1"/></is></c>',
    ],
    ['an escaped line end', '<c t="inlineStr"><is><t>Female_x000D_</t></is></c>'],
    ['no kind of its own', '<c t="str"><v>Female</v></c>'],
    ['the cell, kind omitted', '<c><is><t>Female</t></is></c>'],
    ['entities', '<c t="inlineStr"><is><t>&#70;em&#x61;le</t></is></c>'],
  ])('may have %s', async (_what, cell) => {
    const { found, facts } = await withGender(cell);
    expect(found).toEqual([]);
    expect((await facts())[0]?.gender).toBe('female');
  });

  it('may be shared, in any of these ways', async () => {
    const texts =
      '<si><t/></si><si><r><t>Fe</t></r><r><t>male</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><si><t>Male</t></si>';
    const { facts } = await withGender('<c t="s"><v>1</v></c>', { texts });
    expect(await facts()).toMatchObject([{ gender: 'female' }]);
    const empty = await withGender('<c t="s"><v>0</v></c>', { texts });
    expect(await empty.facts()).toMatchObject([{ gender: 'unknown' }]);
  });
});

describe('an id', () => {
  const caseIds = async (...cells: string[]): Promise<Reading> =>
    victimsOf(
      workbookParts({
        victims:
          headings(VICTIMS) + cells.map((cell, index) => row(`V-${index}`, cell, 'Male', '30', 'Mexico')).join(''),
      }),
    );

  it('of seventeen digits does not pass through a float, and one with an exponent is written out', async () => {
    const numbers = await caseIds(
      '<c><v>20170712345678901</v></c>',
      '<c><v>2.0170712E+7</v></c>',
      '<c><v>2001.0</v></c>',
    );
    expect(numbers.found).toEqual([1, 2, 3].map((record) => `id-numeric ${record} Case Number`));
    const texts = await caseIds('20170712345678901', '20170712', '2001');
    const ids = async ({ facts }: Reading): Promise<unknown> => (await facts()).map(({ case_id }) => case_id);
    expect(await ids(numbers)).toEqual(await ids(texts));
  });

  it('that is a date or a boolean is warned of', async () => {
    const { file, found } = await caseIds(
      '<c s="1"><v>42917</v></c>',
      '<c t="d"><v>2017-07-01</v></c>',
      '<c t="b"><v>1</v></c>',
    );
    expect(file.status).toBe('accepted');
    expect(found).toEqual([1, 2, 3].map((record) => `id-altered ${record} Case Number`));
  });

  it('that is an error, or a formula that was never computed, is missing', async () => {
    const { found } = await caseIds('<c t="e"><v>#REF!</v></c>', '<c><f>A1</f></c>', '<c t="b"><f>A1</f><v></v></c>');
    expect(found).toEqual([1, 2, 3].map((record) => `id-empty ${record} Case Number`));
  });
});

describe('a date', () => {
  it.each(['2017-07-01', '2017-07-01T00:00:00', '2017-07-01T23:59:59.999', '2017-07-01T20:15:00Z'])(
    'is the day that %s begins with, in either calendar',
    async (written) => {
      for (const properties of ['', '<workbookPr date1904="1"/>'])
        expect(await openedOn(`<c t="d"><v>${written}</v></c>`, { properties })).toBe('2017-07-01');
    },
  );

  it.each(['dd/mm/yyyy', '[$-409]mmm\\ d\\,\\ yyyy;@', '[Red][$-80A]d &quot;de&quot; mmmm', 'General;yyyy'])(
    'is a number with the format %s',
    async (code) => {
      expect(await openedOn('<c s="2"><v>42917.84375</v></c>', { code })).toBe('2017-07-01');
    },
  );

  it.each(['0', '0.00 &quot;days&quot;', '#,##0\\d', '[$d-409]0', '[h]:mm:ss', '@'])(
    'is not a number with the format %s',
    async (code) => {
      expect(await openedOn('<c s="2"><v>42917</v></c>', { code })).toEqual(['date-unreadable 1 Date Opened']);
    },
  );

  it.each(['1', 'true', 'on'])('counts from 1904 where date1904 is %s', async (value) => {
    expect(await openedOn('<c s="1"><v>41455</v></c>', { properties: `<workbookPr date1904="${value}"/>` })).toBe(
      '2017-07-01',
    );
  });

  it.each(['60', '0', '-1', '2958466', '1e99'])('is unreadable where no calendar has the day %s', async (serial) => {
    expect(await openedOn(`<c s="1"><v>${serial}</v></c>`)).toEqual(['date-unreadable 1 Date Opened']);
  });
});
