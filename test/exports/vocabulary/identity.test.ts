import { describe, expect, it } from 'vitest';
import { csv, readerFixture } from '../reader-fixture.ts';
import { CASES_OF_MEXICO, counted, figuresOf, mapped } from './mapped-hotline.ts';

const fixture = readerFixture();

const JOINED = { headings: ['Year', 'Folio'] };
const tables = (caseId: object | undefined, link: object) => ({
  cases: { columns: { ...(caseId && { case_id: caseId }), ...CASES_OF_MEXICO } },
  victims: { columns: { case_id: link, gender: { heading: 'Gender' } } },
});
const FIGURES = [
  { id: 'cases', counts: 'cases' },
  { id: 'victims', counts: 'victims' },
];
const OF_2018 = { month: '2018-03' };

describe('an id of several columns', () => {
  const hotline = mapped({ all: { tables: tables(JOINED, JOINED) } });
  const HEADINGS = 'Year,Folio,Date,Gender';

  it('joins people to the case with the same values in every column', async () => {
    const content = csv(HEADINGS, '2018,1,2018-01-05,female', '2018,1,2018-01-05,male', '2017,1,2018-02-05,male');
    const read = await fixture.read('all.csv', content, { hotline, ...OF_2018 });
    expect(read.file.status).toBe('accepted');
    const [cases, victims] = await figuresOf(fixture.engine(), [read], FIGURES);
    expect(cases?.total).toBe(2);
    expect(victims?.total).toBe(3);
  });

  it('never makes one id of different values', async () => {
    const pairs = ['a/b,c', 'a,b/c', 'a / b,c', 'a,b / c', 'a,/b', 'a/,b', 'ab,c', 'a,bc', 'a //,b', 'a,// b'];
    const content = csv(HEADINGS, ...pairs.map((pair) => `${pair},2018-01-05,female`));
    const read = await fixture.read('all.csv', content, { hotline, ...OF_2018 });
    expect(read.found).toEqual([]);
    const [cases] = await figuresOf(fixture.engine(), [read], FIGURES);
    expect(cases?.total).toBe(pairs.length);
  });

  it('needs every column: an empty one is an error that names it', async () => {
    const content = csv(HEADINGS, ',1,2018-01-05,female', '2018,,2018-01-05,male', '2018,2,2018-01-05,male');
    const { found } = await fixture.read('all.csv', content, { hotline, ...OF_2018 });
    expect(found).toEqual(['id-empty 1 Year', 'id-empty 2 Folio']);
  });

  it('reports rows of one case that differ, and counts equal rows once', async () => {
    const content = csv(HEADINGS, '2018,1,2018-01-05,female', '2018,1,2018-01-06,male', '2018,1,2018-01-05,male');
    const { found } = await fixture.read('all.csv', content, { hotline, ...OF_2018 });
    expect(found).toEqual(['id-conflict 2 Year', 'row-repeated 3 Year']);
  });

  it('does not take a year or a date in an id for a damaged id', async () => {
    const content = csv('Date,Folio,Gender', '2018-01-05,1,female', '2018-01-06,1,female');
    const dated = mapped({ all: { tables: tables({ headings: ['Date', 'Folio'] }, { headings: ['Date', 'Folio'] }) } });
    const { found, file } = await fixture.read('all.csv', content, { hotline: dated, ...OF_2018 });
    expect(found).toEqual([]);
    expect(file.idShapes).toEqual([]);
  });

  it('names a missing heading of the id', async () => {
    const { found } = await fixture.read('all.csv', csv('Year,Date,Gender', '2018,2018-01-05,male'), { hotline });
    expect(found).toEqual(['heading-missing - Folio']);
  });

  it('replaces a record of an earlier month, as any id does', async () => {
    const first = await fixture.read('all.csv', csv(HEADINGS, '2018,1,2018-01-05,male'), { hotline, month: '2018-01' });
    const later = await fixture.read('all.csv', csv(HEADINGS, '2018,1,2018-02-05,male'), { hotline, month: '2018-02' });
    const [figure] = await figuresOf(fixture.engine(), [first, later], [{ id: 'm', counts: 'cases', by: 'month' }]);
    expect(counted(figure)).toEqual(['total 1', '2018-02 1']);
  });
});

describe('the row as the id', () => {
  const ROW = { row: true };

  it('counts every row as a case with the person in it', async () => {
    const hotline = mapped({ all: { tables: tables(ROW, ROW) } });
    const content = csv('Date,Gender', '2018-01-05,female', '2018-01-05,female', '2018-02-05,male');
    const read = await fixture.read('all.csv', content, { hotline, ...OF_2018 });
    const [cases, victims] = await figuresOf(
      fixture.engine(),
      [read],
      [
        { id: 'cases', counts: 'cases' },
        { id: 'victims', counts: 'victims', by: 'gender' },
      ],
    );
    expect(cases?.total).toBe(3);
    expect(counted(victims)).toEqual(['total 3', 'male 1', 'female 2']);
  });

  it('counts the rows of different months and files separately', async () => {
    const hotline = mapped({ one: { tables: tables(undefined, ROW) }, two: { tables: tables(ROW, ROW) } });
    const content = csv('Date,Gender', '2018-01-05,female');
    const reads = [
      await fixture.read('one.csv', content, { hotline, month: '2018-01' }),
      await fixture.read('two.csv', content, { hotline, month: '2018-01' }),
      await fixture.read('one.csv', content, { hotline, month: '2018-02' }),
    ];
    const totals = await figuresOf(fixture.engine(), reads, FIGURES);
    expect(totals.map(({ total }) => total)).toEqual([3, 3]);
  });

  it('excludes the people of a row that is not a case', async () => {
    const where = [{ heading: 'Kind', in: ['case'], ignore: ['call'] }];
    const { cases, victims } = tables(ROW, ROW);
    const hotline = mapped({ all: { tables: { cases: { ...cases, where }, victims } } });
    const content = csv('Date,Gender,Kind', '2018-01-05,female,case', '2018-01-05,male,call');
    const read = await fixture.read('all.csv', content, { hotline, ...OF_2018 });
    const totals = await figuresOf(fixture.engine(), [read], FIGURES);
    expect(totals.map(({ total }) => total)).toEqual([1, 1]);
  });
});

describe('the definition of an id is refused', () => {
  const refused =
    (caseId: object | undefined, link: object, cases = true): (() => unknown) =>
    () =>
      mapped({ all: { tables: cases ? tables(caseId, link) : { victims: tables(caseId, link).victims } } });

  it.each([
    [
      'row without the cases in the file',
      refused(undefined, { row: true }, false),
      /victims\.columns\.case_id: has row, so the cases must be in the same file/u,
    ],
    [
      'row with cases of another id',
      refused({ heading: 'Case' }, { row: true }),
      /has row, so the cases must be in the same file with the row as their id: "cases"/u,
    ],
    ['a row that is false', refused({ row: false }, { row: true }), /only true is allowed; leave "row" out/u],
    ['one heading alone', refused({ headings: ['Year'] }, JOINED), /case_id\.headings/u],
    ['a heading twice', refused({ headings: ['Year', 'YEAR'] }, JOINED), /headings: names "YEAR" twice/u],
    [
      'a form for several columns',
      refused({ ...JOINED, form: '0000' }, JOINED),
      /has a form; only an id with one heading may/u,
    ],
    ['two origins', refused({ ...JOINED, row: true }, JOINED), /has headings and row; only one of them is allowed/u],
    ['a constant', refused({ constant: 'x' }, JOINED), /cannot be this constant; it needs a heading/u],
    [
      'a missing link',
      refused(JOINED, undefined as unknown as object),
      /is missing; give it "heading" or "headings" or "row", for example \{ "heading": "Date" \}/u,
    ],
  ])('for %s', (_, parse, message) => {
    expect(parse).toThrow(message);
  });
});
