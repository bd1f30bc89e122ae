import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { exportPlace } from '../../src/domain/object-keys.ts';
import { identifyExport } from '../../src/exports/container/export-kind.ts';
import { CASES, csv, lineaNacional, nhth, readerFixture, VICTIMS } from './reader-fixture.ts';

const { read } = readerFixture();
/** The signature of an entry of a zip's central directory; the uncompressed size is 24 bytes after its start. */
const ENTRY = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
const victims = csv(VICTIMS, 'V-1,C-1,Female,17,Mexico');
const cases = csv(CASES, 'C-1,7/1/2017,Sex,,Texas,,Yes,');

async function zip(files: Record<string, string | Buffer>): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(files)) archive.addBuffer(Buffer.from(content), name);
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

type Cell = string | number | boolean | { day: number } | null;

/** Returns a minimal .xlsx: inline strings, numbers, booleans, and date-formatted serials. */
function xlsx(sheets: Record<string, Cell[][]>, states: Record<string, string> = {}): Promise<Buffer> {
  const names = Object.keys(sheets);
  const cell = (value: Cell): string => {
    if (value === null) return '<c/>';
    if (typeof value === 'number') return `<c><v>${value}</v></c>`;
    if (typeof value === 'boolean') return `<c t="b"><v>${Number(value)}</v></c>`;
    if (typeof value === 'object') return `<c s="1"><v>${value.day}</v></c>`;
    return `<c t="inlineStr"><is><t xml:space="preserve">${value.replaceAll('&', '&amp;')}</t></is></c>`;
  };
  const column = (at: number): string => String.fromCharCode(65 + at);
  const row = (cells: Cell[], at: number): string =>
    `<row r="${at + 1}">${cells.map((value, index) => cell(value).replace('<c', `<c r="${column(index)}${at + 1}"`)).join('')}</row>`;
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const xml = '<?xml version="1.0" encoding="UTF-8"?>';
  return zip({
    '[Content_Types].xml': `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'xl/workbook.xml': `${xml}<workbook xmlns="${main}" xmlns:r="${rel}"><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}"${states[name] ? ` state="${states[name]}"` : ''} r:id="rId${at + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_name, at) => `<Relationship Id="rId${at + 1}" Type="${rel}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}<Relationship Id="rId99" Type="${rel}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${xml}<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      names.map((name, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `${xml}<worksheet xmlns="${main}"><sheetData>${(sheets[name] ?? []).map(row).join('')}</sheetData></worksheet>`,
      ]),
    ),
  });
}

const JULY_FIRST = { day: 42917 }; // 2017-07-01 as Excel counts

describe('a gzipped CSV', () => {
  it('reads as the CSV does', async () => {
    expect((await read('victims.csv.gz', gzipSync(victims))).file).toMatchObject({
      table: 'victims',
      status: 'accepted',
      records: 1,
    });
  });
});

describe('an archive', () => {
  it('gives one result per packed table; folders and what macOS adds do not matter', async () => {
    const bytes = await zip({
      'july/victims.csv': victims,
      'july/cases.csv': cases,
      '__MACOSX/july/._victims.csv': 'x',
      'july/.DS_Store': 'x',
    });
    const { files } = await read('july.zip', bytes);
    expect(files.map(({ table, status, records }) => [table, status, records])).toEqual([
      ['victims', 'accepted', 1],
      ['cases', 'accepted', 1],
    ]);
  });

  it('warns of names it does not know, and ignores them', async () => {
    const { files } = await read(
      'july.zip',
      await zip({ 'victims.csv': victims, 'people.csv': 'x', victims: 'x', 'notes.txt': 'x' }),
    );
    expect(files.map(({ table, status }) => [table, status])).toEqual([
      ['victims', 'accepted'],
      [null, 'accepted'],
    ]);
    expect(files[1]?.problems.counts).toEqual([{ code: 'name-unknown', severity: 'warning', column: null, count: 3 }]);
  });

  it('is refused where it holds no table at all', async () => {
    expect((await read('july.zip', await zip({ 'people.csv': 'x' }))).file).toMatchObject({
      table: null,
      status: 'rejected',
    });
  });

  it('is refused for a table that it holds twice, naming the first', async () => {
    const { files } = await read(
      'july.zip',
      await zip({ 'a/victims.csv': victims, 'b/Victims.csv': victims, 'cases.csv': cases }),
    );
    expect(files.map(({ table, status }) => [table, status])).toEqual([
      ['victims', 'rejected'],
      ['cases', 'accepted'],
    ]);
    expect(files[0]?.problems.first).toMatchObject([
      { code: 'second-object', detail: expect.stringContaining('"a/victims.csv" comes first') },
    ]);
  });

  it('rejects one bad file and accepts the others', async () => {
    const { files } = await read(
      'july.zip',
      await zip({ 'victims.csv': Buffer.from([0xff, 0x00]), 'cases.csv': cases }),
    );
    expect(files.map(({ status }) => status)).toEqual(['rejected', 'accepted']);
  });

  it('rejects a file whose bytes are damaged', async () => {
    const bytes = await zip({ 'victims.csv': victims });
    const body = bytes.indexOf('victims.csv') + 'victims.csv'.length;
    bytes.fill(0x55, body, body + 20);
    expect((await read('july.zip', bytes)).file).toMatchObject({
      table: 'victims',
      status: 'rejected',
      problems: { counts: [{ code: 'not-decodable' }] },
    });
  });

  it('is refused before anything is unpacked where it declares more than a month can be', async () => {
    const bytes = await zip({ 'victims.csv': victims });
    bytes.writeUInt32LE(0xf0000000, bytes.indexOf(ENTRY) + 24);
    expect((await read('july.zip', bytes)).file).toMatchObject({
      table: null,
      status: 'rejected',
      problems: { first: [{ code: 'not-an-archive', detail: expect.stringContaining('larger than') }] },
    });
  });

  it('that lies about a size is stopped while it is unpacked', async () => {
    const bytes = await zip({ 'victims.csv': victims.repeat(50) });
    bytes.writeUInt32LE(10, bytes.indexOf(ENTRY) + 24);
    expect((await read('july.zip', bytes)).file).toMatchObject({
      table: 'victims',
      status: 'rejected',
      problems: { counts: [{ code: 'not-decodable' }] },
    });
  });
});

const heading = CASES.split(',');

describe('the records of a workbook', () => {
  it('numbers its records as the CSV that Excel saves of it: empty rows and blank lines have a number', async () => {
    const [first, last] = ['V-1,C-1,Female,17,Mexico', 'V-2,C-1,Female,abc,Mexico'];
    const rows = [VICTIMS, first, ',,,,', last].map((line) => line.split(',').map((cell) => cell || null));
    const { found } = await read('month.xlsx', await xlsx({ victims: rows }));
    expect(found).toEqual(['age-implausible 3 Age at Contact']);
    const saved = await read('victims.csv', csv(VICTIMS, first, ',,,,', last));
    expect(saved.found).toEqual(found);
    const blank = await read('victims.csv', csv(VICTIMS, first, '', last));
    expect(blank.found).toEqual(found);
  });
});

describe('the table of a workbook', () => {
  it.each([
    'Sheet1',
    'Hoja1',
    'Hoja 1',
    'Planilha1',
    'Feuil1',
    'Tabelle1',
    'Foglio1',
    'report1501578245123',
    'Report',
    'export',
    'data',
  ])('is identified by the name of the file where its only sheet is called %s', async (name) => {
    const bytes = await xlsx({ [name]: [VICTIMS.split(','), ['V-1', 'C-1', 'Female', 17, 'Mexico']] });
    const { files } = await read('exports/nhth/2017-07/Victims.xlsx', bytes);
    expect(files.map(({ table, status, records }) => [table, status, records])).toEqual([['victims', 'accepted', 1]]);
  });

  it('is identified by the name of its only sheet where a person named it, whatever the file is called', async () => {
    const cases = await read('victims.xlsx', await xlsx({ Cases: [heading] }));
    expect(cases.file).toMatchObject({ table: 'cases', status: 'accepted' });
    const other = await read('cases.xlsx', await xlsx({ 'July, not checked': [heading] }));
    expect(other.file).toMatchObject({ table: null, status: 'rejected' });
  });

  it('is identified by the names of its sheets where it has several', async () => {
    const { file } = await read('cases.xlsx', await xlsx({ Sheet1: [heading], Sheet2: [heading] }));
    expect(file).toMatchObject({ table: null, status: 'rejected' });
  });

  it('is refused where neither its only sheet nor its file names a table, whatever table it is checked as', async () => {
    const bytes = await xlsx({ Sheet1: [heading] });
    const { file } = await read('export.xlsx', bytes, { month: null, table: 'cases' });
    expect(file).toMatchObject({ table: null, status: 'rejected' });
    expect(file.problems.counts.map(({ code }) => code)).toContain('no-such-table');
  });
});

describe('the cells of a workbook', () => {
  it('has one sheet per table; dates, numbers and flags come as Excel keeps them', async () => {
    const bytes = await xlsx({
      Cases: [
        heading,
        ['C-1', JULY_FIRST, 'Sex', null, 'Texas', null, true, null],
        ['C-2', '7/2/2017', 'Labor', 'Construction', 'Oaxaca', 'Mexico', 'No', 'P-1'],
      ],
      victims: [VICTIMS.split(','), ['V-1', 'C-1', 'Female', 17, 'Mexico; U.S.A.']],
    });
    const { files, facts } = await read('july.xlsx', bytes);
    expect(files.map(({ table, status, problems }) => [table, status, problems.counts])).toEqual([
      ['cases', 'accepted', []],
      ['victims', 'accepted', []],
    ]);
    expect(await facts('cases')).toMatchObject([
      { record: 1, opened_on: '2017-07-01', nexus: ['MX'], countries: ['US'] },
      { record: 2, opened_on: '2017-07-02', nexus: [], countries: ['MX'] },
    ]);
  });

  it('takes booleans and dates also where the hotline writes them otherwise', async () => {
    const CASOS = [
      'Folio del caso',
      'Fecha de apertura',
      'Modalidad',
      'Giro o lugar',
      'Entidad federativa',
      'País de explotación',
      'Nexo con México',
      'Folio del caso en la línea asociada',
    ];
    const bytes = await xlsx({ Casos: [CASOS, ['C-1', JULY_FIRST, 'Esclavitud', null, 'Puebla', null, false, null]] });
    const { found, facts } = await read('julio.xlsx', bytes, { hotline: lineaNacional });
    expect(found).toEqual([]);
    expect(await facts()).toMatchObject([{ opened_on: '2017-07-01', nexus: [], states: ['MX-PUE'] }]);
  });

  it('warns of numeric ids, whose leading zeros may be lost', async () => {
    const bytes = await xlsx({
      victims: [VICTIMS.split(','), ['V-1', 12, 'Female', 17, 'Mexico'], [7, 'C-1', 'Male', 17, 'Mexico']],
    });
    const { file, found } = await read('july.xlsx', bytes);
    expect(file.status).toBe('accepted');
    expect(found).toEqual(['id-numeric 1 Case Number', 'id-numeric 2 Victim ID']);
  });

  it('keeps the numbers of records beside empty rows, and may end in a footer', async () => {
    const footer = [
      'Victims',
      'Copyright (c) salesforce.com',
      'Confidential Information - Do Not Distribute',
      'Generated By: X',
      'Polaris',
    ].map((line) => [line]);
    const bytes = await xlsx({
      victims: [
        VICTIMS.split(','),
        ['V-1', 'C-1', 'Female', 17, 'Mexico'],
        [null],
        ['V-2', 'C-1', 'Male', 'x', 'Mexico'],
        [null],
        ...footer,
      ],
    });
    const { file, found } = await read('july.xlsx', bytes);
    expect(file.records).toBe(2);
    expect(found).toEqual(['age-implausible 3 Age at Contact']);
  });
});

describe('a workbook that is refused, or read with a warning', () => {
  it('rejects a table that two sheets hold, naming the first', async () => {
    const { files } = await read(
      'july.xlsx',
      await xlsx({ victims: [VICTIMS.split(',')], 'Víctims ': [VICTIMS.split(',')] }),
    );
    expect(files[0]).toMatchObject({
      status: 'rejected',
      problems: { first: [{ code: 'second-object', detail: expect.stringContaining('"victims" comes first') }] },
    });
  });

  it('that lies about its sizes is refused before it is read into memory', async () => {
    const bytes = await xlsx({ victims: Array.from({ length: 200 }, () => VICTIMS.split(',')) });
    for (let at = bytes.indexOf(ENTRY); at >= 0; at = bytes.indexOf(ENTRY, at + 1)) bytes.writeUInt32LE(5, at + 24);
    expect((await read('july.xlsx', bytes)).file).toMatchObject({
      table: null,
      problems: { counts: [{ code: 'not-a-workbook' }] },
    });
  });

  it.each(['hidden', 'veryHidden'])('reads a %s sheet that has a table’s name, and warns of it', async (state) => {
    const rows = [VICTIMS.split(','), ['V-1', 'C-1', 'Female', 17, 'Mexico']];
    const { files, facts } = await read(
      'july.xlsx',
      await xlsx({ Victims: rows, Lists: [['x']] }, { Victims: state, Lists: state }),
    );
    expect(files[0]).toMatchObject({ table: 'victims', status: 'accepted', records: 1 });
    expect(files[1]).toMatchObject({ table: null, status: 'accepted' });
    expect(files[1]?.problems.first.map(({ code, severity, detail }) => [code, severity, detail])).toEqual([
      ['name-unknown', 'warning', expect.stringMatching(/^"Lists" is ignored/u)],
      ['sheet-hidden', 'warning', '"Victims"'],
    ]);
    expect(await facts('victims')).toHaveLength(1);
    expect((await read('july.xlsx', await xlsx({ Victims: rows }, { Victims: 'visible' }))).files).toHaveLength(1);
  });

  it('says which of two sheets of the same table is hidden', async () => {
    const sheets = { victims: [VICTIMS.split(',')], 'Victims ': [VICTIMS.split(',')] };
    const { files } = await read('july.xlsx', await xlsx(sheets, { 'Victims ': 'hidden' }));
    expect(files[0]?.problems.first[0]?.detail).toBe(
      '"victims" comes first; the same table is in "Victims "; hidden: "Victims "',
    );
  });

  it('warns of a sheet it does not know', async () => {
    const { files } = await read('july.xlsx', await xlsx({ victims: [VICTIMS.split(',')], Notes: [['x']] }));
    expect(files[1]).toMatchObject({
      table: null,
      status: 'accepted',
      problems: { counts: [{ code: 'name-unknown' }] },
    });
  });
});

describe('the key of an object', () => {
  const hotlines = new Map([['nhth', nhth]]);

  it.each([
    ['exports/nhth/2017-07/victims.csv', 'csv', 'victims'],
    ['exports/nhth/2017-07/cases.csv.gz', 'csv.gz', 'cases'],
    ['exports/nhth/2017-07/CASES.CSV', 'csv', 'cases'],
    ['exports/nhth/2017-07/July report.xlsx', 'xlsx', undefined],
    ['exports/nhth/2017-07/july.zip', 'zip', undefined],
  ])('%s tells its kind and table', (key, kind, stem) => {
    const identified = identifyExport(exportPlace(key), hotlines);
    expect(identified).toMatchObject({ hotline: { id: 'nhth' }, month: '2017-07', kind });
    expect('file' in identified ? identified.file?.stem : null).toBe(stem);
  });

  it.each([
    ['exports/other/2017-07/victims.csv', 'no-such-hotline'],
    ['exports/nhth/2017-13/victims.csv', 'no-such-month'],
    ['exports/nhth/July/victims.csv', 'no-such-month'],
    ['exports/nhth/2017-07/people.csv', 'no-such-table'],
    ['exports/nhth/2017-07/victims.pdf', 'no-such-table'],
    ['exports/nhth/victims.csv', 'no-such-month'],
    ['exports/nhth/July/late/victims.csv', 'no-such-month'],
    ['exports/nhth/2017-07/late/victims.csv', 'no-such-table'],
    ['exports/victims.csv', 'no-such-hotline'],
  ])('%s is refused: %s', (key, code) => {
    expect(identifyExport(exportPlace(key), hotlines)).toMatchObject({ code, severity: 'rejection' });
  });

  it.each(['exports/nhhth/2017-01/cases.csv', 'exports/nhhth/cases.csv', 'exports/exports/nhth/2017-01/cases.csv'])(
    '%s does not name a hotline, and the message lists the hotlines',
    (key) => {
      expect(identifyExport(exportPlace(key), hotlines)).toMatchObject({
        code: 'no-such-hotline',
        detail: expect.stringMatching(/^known hotlines: nhth(; expected exports\/<hotline>\/<YYYY-MM>\/.*)?$/u),
      });
    },
  );
});
