import { createHmac } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { onlyAtLength, tries } from '../at-length.ts';
import { CASES, csv, key, readerFixture, VICTIMS } from './reader-fixture.ts';

const { read, engine } = readerFixture();
const hash = (id: string): string => createHmac('sha256', key.secret).update(id).digest('hex');
const ROW = 'V-1,C-1,Female,17,Mexico';

async function reading(text: string, check: (reading: Awaited<ReturnType<typeof read>>) => Promise<void> | void) {
  await check(await read('victims.csv', text));
}

describe('a file as spreadsheet programs leave it', () => {
  it('may begin with a line that gives the separator', async () => {
    await reading(`sep=,\r\n${VICTIMS}\r\n${ROW}\r\n`, async ({ file, facts }) => {
      expect(file).toMatchObject({ status: 'accepted', records: 1 });
      expect(await facts()).toMatchObject([{ record: 1, victim_id: hash('V-1'), age_group: 'minor' }]);
    });
  });

  it('may end its lines in every way at once, and have separators and empty headings to spare', async () => {
    const text = `${VICTIMS},,\r\n${ROW},,\rV-2,C-1,Male,18,Mexico\nV-3,C-1,Male,18,Mexico,\r\n`;
    await reading(text, ({ file }) =>
      expect(file).toMatchObject({ status: 'accepted', records: 3, problems: { warnings: 0 } }),
    );
  });

  it('is refused for a heading that differs from another by case alone', async () => {
    const text = csv(
      'Victim ID,Case Number,Gender,GENDER ,Age at Contact,Nationality',
      'V-1,C-1,Female,Male,17,Mexico',
    );
    await reading(text, ({ found }) => expect(found).toEqual(['heading-twice - Gender']));
  });

  it('holds the same ids and labels whatever invisible characters are in them', async () => {
    const text = csv(VICTIMS, '\u200fV-\u200b1\u200e,\ufeff C-1\u00ad ,\u202eFemale\u202c,\u200f17,Mexico\u200f');
    await reading(text, async ({ facts, found }) => {
      expect(found).toEqual([]);
      expect(await facts()).toMatchObject([
        { victim_id: hash('V-1'), case_id: hash('C-1'), gender: 'female', age_group: 'minor', nationalities: ['MX'] },
      ]);
    });
    const dated = await read('cases.csv', csv(CASES, 'C-1,\u200e7/4/2017,Labor,,Texas,,No,'));
    expect(await dated.facts()).toMatchObject([{ opened_on: '2017-07-04' }]);
  });

  it('holds the id 0001 where it was written ="0001" to stay a text', async () => {
    await reading(csv(VICTIMS, '"=""0001""",="C-1",Female,17,Mexico'), async ({ facts }) => {
      expect(await facts()).toMatchObject([{ victim_id: hash('0001'), case_id: hash('C-1') }]);
    });
  });

  it('runs no formula: it is an unknown value, and problems.csv disarms it', async () => {
    await reading(csv(VICTIMS, 'V-1,C-1,=cmd()|A1,@SUM(1),"=HYPERLINK(""x"")"'), ({ found, problems }) => {
      expect(found).toEqual([
        'age-implausible 1 Age at Contact',
        'value-unknown 1 Gender',
        'value-unknown 1 Nationality',
      ]);
      expect(problems).toContain("'=cmd()|A1");
      expect(problems).not.toMatch(/,[=@]/u);
    });
  });
});

describe('a file out of all bounds', () => {
  it('may have a line of many megabytes, and is read right', async () => {
    const text = csv(`${VICTIMS},Notes`, `${ROW},${'x'.repeat(tries(10e6, 100e6))}`, 'V-2,C-1,Male,20,Mexico,y');
    const { file } = await read('victims.csv', text);
    expect(file).toMatchObject({ status: 'accepted', records: 2 });
  });

  it('is refused where a quote stays open for longer than a row can be', async () => {
    const text = csv(`${VICTIMS},Notes`, `${ROW},"${'x\n'.repeat(tries(35e6, 70e6))}`);
    const { file } = await read('victims.csv', text);
    expect(file.problems.first).toMatchObject([{ code: 'unclosed-quote', record: 1 }]);
  });

  it('may be as wide as a spreadsheet', async () => {
    const rest = ','.repeat(16_379);
    const rows = Array.from({ length: 60 }, (_unused, at) => `V-${at},C-1,Male,20,Mexico${rest}`);
    const { file } = await read('victims.csv', csv(VICTIMS + rest, ...rows));
    expect(file).toMatchObject({ status: 'accepted', records: 60 });
  });

  onlyAtLength('is refused where too many different cells cannot be read', async () => {
    const rows = Array.from({ length: 120_000 }, (_unused, at) => `V-${at},C-1,g${at},17,Mexico`);
    const { file } = await read('victims.csv', csv(VICTIMS, ...rows));
    expect(file.problems.first).toMatchObject([{ code: 'too-large-or-slow', column: 'Gender' }]);
  });

  it('may hold a very long line beyond ASCII that is too wide', async () => {
    await reading(csv(`${VICTIMS},Notes`, `${ROW},${'😀'.repeat(6000)},extra`), ({ found }) =>
      expect(found).toEqual(['line-broken 1 -']),
    );
  });
});

describe('a column that no hotline names', () => {
  it.each([
    ['regular', csv(`${VICTIMS},Notes`, `${ROW},SECRET`)],
    ['with a cell too many', csv(`${VICTIMS},Notes`, `${ROW},SECRET,SECRET`)],
    ['with a quote inside', csv(`${VICTIMS},Notes`, `${ROW},SE"CRET`, `${ROW},SECRET`)],
    ['with a quote that never closes', csv(`${VICTIMS},Notes`, `${ROW},"SECRET`)],
    ['beyond what the engine reads in a line', csv(`${VICTIMS},Notes`, `${ROW},${'SECRET'.repeat(500_000)}`)],
  ])('reaches no relation, no file and no result: %s', async (_what, text) => {
    const { files, problems } = await read('victims.csv', text);
    const kept = [JSON.stringify(files), problems];
    for (const { name } of await engine().rows('SELECT table_name AS name FROM duckdb_tables()'))
      kept.push(JSON.stringify(await engine().rows(`SELECT * FROM ${name}`)));
    for (const file of await readdir(engine().folder))
      if (!file.startsWith('upload-')) kept.push(await readFile(join(engine().folder, file), 'utf8'));
    expect(kept.some((one) => one.includes('SECRET'))).toBe(false);
  });
});

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const text = (place: string, value: string): string => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
const row = (number: number, ...cells: string[]): string => `<row r="${number}">${cells.join('')}</row>`;
const heading = (headings: string): string =>
  row(1, ...headings.split(',').map((one, at) => text(`${String.fromCharCode(65 + at)}1`, one)));

/** Returns a workbook of one sheet with the given XML. */
async function workbook(name: string, rows: string, { after = '', properties = '' } = {}): Promise<Buffer> {
  const archive = new ZipFile();
  const parts = {
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${properties}<sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${after}</worksheet>`,
  };
  for (const [path, xml] of Object.entries(parts)) archive.addBuffer(Buffer.from(xml), path);
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const victim = (at: number, gender: string, age: string, caseNumber = text(`B${at}`, 'C-1')): string =>
  row(at, text(`A${at}`, `V-${at}`), caseNumber, gender, age, text(`E${at}`, 'Mexico'));

describe('a workbook whose cells have no value of their own', () => {
  it('is read by the saved results of its formulas, an empty text too', async () => {
    const cells = victim(
      2,
      '<c r="C2" t="str"><f>"Fe"&amp;"male"</f><v>Female</v></c>',
      '<c r="D2"><f>10+7</f><v>17</v></c>',
    );
    const empty = victim(3, '<c r="C3" t="str"><f>""</f><v></v></c>', text('D3', '20'));
    const { found, facts } = await read('july.xlsx', await workbook('victims', heading(VICTIMS) + cells + empty));
    expect(found).toEqual([]);
    expect(await facts()).toMatchObject([
      { gender: 'female', age_group: 'minor' },
      { gender: 'unknown', age_group: 'adult' },
    ]);
  });

  it('warns of an error and of a formula that was never reckoned, instead of taking them for empty', async () => {
    const rows = victim(2, '<c r="C2" t="e"><f>VLOOKUP(1,2)</f><v>#N/A</v></c>', '<c r="D2"><f>10+7</f></c>');
    const { found } = await read('july.xlsx', await workbook('victims', heading(VICTIMS) + rows));
    expect(found).toEqual(['value-unknown 1 Age at Contact', 'value-unknown 1 Gender']);
  });

  it('is refused where an id is an error', async () => {
    const rows = victim(2, text('C2', 'Male'), text('D2', '17'), '<c r="B2" t="e"><v>#REF!</v></c>');
    const { file, found } = await read('july.xlsx', await workbook('victims', heading(VICTIMS) + rows));
    expect(file.status).toBe('rejected');
    expect(found).toEqual(['id-empty 1 Case Number']);
  });

  it('takes the cells that a merge covers for missing, not for empty', async () => {
    const rows = victim(2, text('C2', 'Male'), text('D2', '17')) + victim(3, '', text('D3', '17'));
    const after = '<mergeCells count="2"><mergeCell ref="C2:C3"/><mergeCell ref="G1:XFD1048576"/></mergeCells>';
    const { found } = await read('july.xlsx', await workbook('victims', heading(VICTIMS) + rows, { after }));
    expect(found).toEqual(['value-unknown 2 Gender']);
  });
});

describe('the dates of a workbook', () => {
  const dated = (cell: string, properties = ''): Promise<Buffer> =>
    workbook('cases', heading(CASES) + row(2, text('A2', 'C-1'), cell, text('C2', 'Labor'), text('G2', 'No')), {
      properties,
    });

  it.each(['1', 'true'])('count from 1904 where date1904="%s" says so', async (says) => {
    const bytes = await dated('<c r="B2" s="1"><v>41455</v></c>', `<workbookPr date1904="${says}"/>`);
    expect(await (await read('july.xlsx', bytes)).facts()).toMatchObject([{ opened_on: '2017-07-01' }]);
  });

  it.each(['9e99', '-5'])('are refused where %s is no day', async (serial) => {
    const { found } = await read('july.xlsx', await dated(`<c r="B2" s="1"><v>${serial}</v></c>`));
    expect(found).toEqual(['date-unreadable 1 Date Opened']);
  });
});
