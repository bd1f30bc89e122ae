import type { ProblemCode } from '../src/domain/problem.ts';
import { type BadFile, bad, type ExpectedProblem, found, GOOD_CASE, HEADINGS, rejected, table } from './bad-file.ts';
import { badWorkbooks } from './bad-workbooks.ts';
import { encoded, gzipped, type PackedFile } from './packing.ts';

/** A quotation mark that opens before the type and never closes. */
const UNCLOSED = '00000002,2016-03-02,"Labor,,,,Yes,';

/** One file for each row of the contract's table of bad files. */
export async function badFiles(): Promise<BadFile[]> {
  return [
    ...rejectedFiles(),
    ...filesWithoutHeadings(),
    ...filesWithErrors(),
    severalValues(),
    ...filesWithEnds(),
    ...filesWithWarnings(),
    ...(await badWorkbooks()),
    ...cleanFiles(),
  ];
}

function rejectedFiles(): BadFile[] {
  const latin1 = Buffer.concat([encoded(`${HEADINGS.victims}\n1,2,Male,Adult,M`, 'utf-8'), Buffer.from([0xe9, 0x0a])]);
  const binary = Buffer.from('%PDF-1.4\n\0\0\0\0\u0001\u0002\0 no text at all\n');
  return [
    rejected('not-decodable.csv', 'victims', latin1, 'not-decodable'),
    rejected('binary.csv', 'cases', binary, 'not-decodable'),
    rejected('empty.csv', 'cases', Buffer.alloc(0), 'not-a-csv'),
    rejected('not-a-workbook.xlsx', 'cases', Buffer.from('This is no workbook.\n'), 'not-a-workbook'),
    rejected('not-an-archive.zip', 'cases', Buffer.from('This is no archive.\n'), 'not-an-archive'),
    {
      ...rejected(
        'unclosed-quote.csv',
        'cases',
        table('cases', [GOOD_CASE, UNCLOSED, GOOD_CASE.replace('1,', '3,')]),
        'unclosed-quote',
      ),
      problems: [found('unclosed-quote', 'rejection', 2, null)],
    },
    rejected(
      'web-page.csv',
      'victims',
      Buffer.from('<html><table><tr><td>Victim ID</td></tr></table></html>\n'),
      'not-a-csv',
    ),
  ];
}

function filesWithoutHeadings(): BadFile[] {
  const untyped = (HEADINGS.cases ?? '').replace('Type of Trafficking,', '').replace('Mexico Nexus,', '');
  const victims = `${HEADINGS.victims}\n1,2,Male,Adult,MX\n`;
  const semicolons = victims.replaceAll(',', ';');
  return [
    rejected('separator-unlisted.csv', 'victims', Buffer.from(semicolons), 'separator-unlisted'),
    rejected('heading-not-first.csv', 'victims', Buffer.from(`Victims of March\n\n${victims}`), 'heading-not-first'),
    {
      ...rejected(
        'heading-missing.csv',
        'cases',
        Buffer.from(`${untyped}\n00000001,2016-03-01,,Texas,US,\n`),
        'heading-missing',
      ),
      problems: ['Type of Trafficking', 'Mexico Nexus'].map((column) =>
        found('heading-missing', 'rejection', null, column),
      ),
    },
    {
      ...rejected(
        'heading-twice.csv',
        'victims',
        Buffer.from(`${HEADINGS.victims},gender\n1,2,Male,Adult,MX,Male\n`),
        'heading-twice',
      ),
      problems: [found('heading-twice', 'rejection', null, 'Gender')],
    },
  ];
}

function filesWithErrors(): BadFile[] {
  const opened = (id: string, day: string): string => `${id},${day},Labor,,Texas,United States,Yes,`;
  const error = (problem: ProblemCode, record: number, column: string | null): ExpectedProblem =>
    found(problem, 'error', record, column);
  return [
    bad('id-empty.csv', 'cases', [GOOD_CASE, opened('', '2016-03-02')], [error('id-empty', 2, 'Case Number')]),
    bad(
      'id-conflict.csv',
      'cases',
      [GOOD_CASE, '00000001,2016-03-01,Sex,,Texas,United States,Yes,'],
      [error('id-conflict', 2, 'Case Number')],
    ),
    bad(
      'date-unreadable.csv',
      'cases',
      [opened('00000001', '2016-02-30'), opened('00000002', 'in spring'), opened('00000003', '')],
      [1, 2, 3].map((record) => error('date-unreadable', record, 'Date Opened')),
    ),
    bad(
      'date-after-month.csv',
      'cases',
      [opened('00000001', '4/1/2016')],
      [error('date-after-month', 1, 'Date Opened')],
    ),
    bad(
      'flag-unreadable.csv',
      'signals',
      ['00000001,2016-03-01,NHTH,Phone,Maybe,Yes,', '00000002,2016-03-01,NHTH,Phone,Yes,,'],
      [error('flag-unreadable', 1, 'Related to Trafficking'), error('flag-unreadable', 2, 'Related to Mexico')],
    ),
    bad(
      'line-broken.csv',
      'cases',
      [GOOD_CASE, `${opened('00000002', '2016-03-02')},one,cell,too,many`],
      [error('line-broken', 2, null)],
    ),
  ];
}

/** Línea 145 allows a person only one nationality. */
function severalValues(): BadFile {
  const heading = 'nro_registro_interno,referido_tipo,genero,edad_aparente,nacionalidad';
  const rows = ['1,Victima directa,Mujer,Adulta,Argentina', '2,Victima directa,Mujer,Adulta,Argentina;Bolivia'];
  return {
    ...{ name: 'several-values.csv', hotline: 'linea-145', table: 'referidos', month: '2020-03' },
    bytes: Buffer.from([heading, ...rows].map((line) => `${line}\n`).join('')),
    outcome: 'rejected',
    problems: [found('several-values', 'error', 2, 'nacionalidad')],
  };
}

/** Lines at the end of a file that are not records. */
function filesWithEnds(): BadFile[] {
  return [
    bad(
      'report-end.csv',
      'cases',
      [GOOD_CASE, '', 'Report of the night team,,,,,,,', 'Printed on 2 April 2016 by: the night team'],
      [found('report-end', 'error', 3, null)],
    ),
    bad(
      'total-row.csv',
      'victims',
      ['00000001,00000001,Female,17,Mexico', 'Total,1,,,'],
      [found('total-row', 'error', 2, null)],
    ),
  ];
}

const warning = (problem: ProblemCode, record: number | null, column: string | null): ExpectedProblem =>
  found(problem, 'warning', record, column);

const person = (id: string, gender: string, age: string, nationality: string): string =>
  `${id},00000001,${gender},${age},${nationality}`;

function unknownColumn(): BadFile {
  const genders = ['Sample A', 'Sample B', 'Sample A', 'Sample B', 'Sample A', 'Female'];
  return bad(
    'column-unknown.csv',
    'victims',
    genders.map((gender, at) => person(`0000000${at + 1}`, gender, '17', 'Mexico')),
    [
      warning('column-unknown', null, 'Gender'),
      ...[1, 2, 3, 4, 5].map((record) => warning('value-unknown', record, 'Gender')),
    ],
  );
}

function filesWithWarnings(): BadFile[] {
  return [
    bad(
      'value-unknown.csv',
      'cases',
      ['00000001,2016-03-01,Sample Type,Sample Venue,Atlantis,United States,Yes,'],
      ['Type of Trafficking', 'Venue/Industry', 'State(s) of Exploitation'].map((column) =>
        warning('value-unknown', 1, column),
      ),
    ),
    unknownColumn(),
    bad(
      'age-implausible.csv',
      'victims',
      ['abc', '-3', '150', '17'].map((age, at) => person(`0000000${at + 1}`, 'Female', age, 'Mexico')),
      [1, 2, 3].map((record) => warning('age-implausible', record, 'Age at Contact')),
    ),
    bad(
      'state-outside-countries.csv',
      'cases',
      ['00000001,2016-03-01,Labor,,Jalisco,United States,Yes,'],
      [warning('state-outside-countries', 1, 'State(s) of Exploitation')],
    ),
    bad(
      'dates-swapped.csv',
      'cases',
      ['1/3/2016', '2/3/2016', '1/3/2016', '3/3/2016'].map((day, at) => `0000000${at + 1},${day},Labor,,Texas,,Yes,`),
      [found('dates-swapped', 'warning', null, 'Date Opened')],
    ),
    bad('row-repeated.csv', 'cases', [GOOD_CASE, GOOD_CASE], [warning('row-repeated', 2, 'Case Number')]),
  ];
}

function cleanFiles(): BadFile[] {
  return [
    bad('country-empty.csv', 'cases', ['00000001,2016-03-01,Labor,,Texas,,Yes,'], []),
    bad('headings-only.csv', 'cases', [], []),
  ];
}

/** Files in the wrong place of a folder of exports (`<hotline>/<YYYY-MM>/<file>`). */
export function misplacedFiles(): PackedFile[] {
  const bytes = table('cases', [GOOD_CASE]);
  return [
    { name: 'no-such-hotline/2016-03/cases.csv', bytes },
    { name: 'nhth/2016-13/cases.csv', bytes },
    { name: 'nhth/2016-03/people.csv', bytes },
    { name: 'nhth/2016-03/cases.csv', bytes },
    { name: 'nhth/2016-03/cases.csv.gz', bytes: gzipped(bytes) },
  ];
}
