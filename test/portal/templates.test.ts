import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workbookSheets } from '../../src/exports/container/workbook/workbook.ts';
import { hotlineColumns } from '../../src/steps/check-file/hotline-columns.ts';
import { templateWorkbook } from '../../src/steps/check-file/template-workbook.ts';
import { zipFiles } from '../../src/steps/zip-files.ts';
import { openPortalFixture, type PortalFixture, WAITING } from './portal-fixture.ts';

let fixture: PortalFixture;
let folder: string;
beforeAll(async () => {
  fixture = await openPortalFixture();
  folder = await mkdtemp(join(tmpdir(), 'templates-'));
});
afterAll(() => fixture.close());

const AT = '2026-01-01T00:00:00.000Z';
const rowsOf = (csv: string): string[][] =>
  csv
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(1, -1).split('","'));

/** Reads a workbook with the reader of exports: the rows of each sheet by name. */
async function sheetsOf(bytes: Uint8Array): Promise<Map<string, string[][]>> {
  const path = join(folder, 'book.xlsx');
  await writeFile(path, bytes);
  const read = (await workbookSheets(path)).map(async ({ name, write }) => {
    const target = join(folder, `${name}.csv`);
    await write(target);
    return [name, rowsOf(await readFile(target, 'utf8'))] as const;
  });
  return new Map(await Promise.all(read));
}

describe('a template as a workbook', () => {
  it('has, for every file of every hotline, its headings and the values that its columns of codes allow', async () => {
    const { definitions } = fixture.fixture;
    let files = 0;
    for (const id of definitions.hotlines.keys())
      for (const [stem, columns] of hotlineColumns(definitions, id)) {
        const sheets = await sheetsOf(await zipFiles(templateWorkbook(definitions, id, stem) ?? [], AT));
        expect(sheets.get(stem)).toEqual([columns.map(({ heading }) => heading)]);
        const lists = sheets.get(
          definitions.hotlines.get(id)?.language === 'es' ? 'Valores permitidos' : 'Allowed values',
        );
        const listed = columns.filter(({ allowed }) => allowed !== null);
        expect(lists?.[0]).toEqual(listed.map(({ heading }) => heading));
        for (const [index, { allowed }] of listed.entries())
          expect(lists?.slice(1).flatMap((row) => row[index] || [])).toEqual(allowed);
        files++;
      }
    expect(files).toBeGreaterThan(8);
  });

  it('is downloaded by analysts of the hotline, and is accepted as it is when it is filled in', async () => {
    const address = '/api/v1/hotlines/nhth/templates/cases.xlsx';
    const answer = await fixture.ask('analyst:nhth', address);
    expect(answer.headers.get('content-disposition')).toContain('filename="cases.xlsx"');
    expect([...(await sheetsOf(new Uint8Array(await answer.arrayBuffer()))).keys()]).toEqual([
      'cases',
      'Allowed values',
    ]);
    expect((await fixture.ask('analyst:nhth', address.replace('cases', 'casos'))).status).toBe(404);
    const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const row = `<row r="2">${cell('A2', '00123')}${cell('B2', '2016-08-02')}${cell('G2', 'Yes')}</row>`;
    const parts = (templateWorkbook(fixture.fixture.definitions, 'nhth', 'cases') ?? []).map((part) =>
      part.path === 'xl/worksheets/sheet1.xml'
        ? { ...part, text: part.text.replace('</sheetData>', `${row}</sheetData>`) }
        : part,
    );
    const bytes = await zipFiles(parts, AT);
    const checked = await fixture.ask('analyst:nhth', `/api/v1/hotlines/nhth/months/${WAITING}/checks/cases.xlsx`, {
      method: 'POST',
      body: bytes,
      headers: { 'content-length': String(bytes.length) },
    });
    const { tables } = JSON.parse(await checked.text());
    expect(tables).toMatchObject([{ table: 'cases', status: 'accepted', records: 1, rowsInError: 0, kinds: [] }]);
  });
});
