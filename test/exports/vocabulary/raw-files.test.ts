import { describe, expect, it } from 'vitest';
import { parseOwnList } from '../../../src/definitions/code-list-definition.ts';
import type { CodeLists } from '../../../src/domain/codes.ts';
import { CODES } from '../../current-codes.ts';
import { csv, type Reading, readerFixture } from '../reader-fixture.ts';
import { packed, row, text, workbookParts } from '../workbook/make-workbook.ts';
import { counted, figuresOf, mapped } from './mapped-hotline.ts';

/** Invented files of the shapes that hotlines and ministries publish, read by definitions alone. */
const fixture = readerFixture();
type Json = Readonly<Record<string, unknown>>;

const code = (key: string, aliases: readonly string[] = [], more: Json = {}) => ({
  ...{ key, label: { en: key, es: key }, aliases },
  ...more,
});
const UNKNOWN = code('unknown');
const BANDS = parseOwnList(
  {
    name: 'age-band',
    label: { en: 'Age', es: 'Edad' },
    tables: ['victims'],
    codes: [
      code('0-11', [], { ages: [0, 11] }),
      code('12-17', [], { ages: [12, 17] }),
      code('18-29', [], { ages: [18, 29] }),
      code('30-more', [], { ages: [30] }),
      UNKNOWN,
    ],
  },
  'codes/age-band.json',
);
const BRAZIL = [code('BR-SP', ['SP', 'São Paulo'], { group: 'BR' }), code('BR-BA', ['BA', 'Bahia'], { group: 'BR' })];
const LISTS: CodeLists = {
  ...CODES,
  own: [BANDS],
  state: { ...CODES.state, codes: [...CODES.state.codes, ...BRAZIL] },
};

const EVERYWHERE: Json = { population: {}, signals: {} };

/** Counts figures and returns each as its total and cells. */
async function figures(
  readings: readonly Reading[],
  by: readonly (readonly [string, string?])[],
  from: string,
  through: string,
) {
  const wanted = by.map(([counts, dimension], at) => ({
    ...{ id: `f${at}`, counts },
    ...(dimension && { by: dimension }),
    ...(dimension === 'state' && counts !== 'signals' && { classes: [10] }),
  }));
  const all = await figuresOf(fixture.engine(), readings, wanted, { from, through, lists: LISTS, more: EVERYWHERE });
  return all.map((figure) => counted(figure).join(', '));
}

const hotline = (files: Json, changes: Json) => mapped(files, changes, LISTS);
const accepted = (reading: Reading) => [reading.file.status, reading.found];

describe('a yearly file of anonymised calls in Windows-1252', () => {
  const calls = hotline(
    {
      llamados: {
        every: 'year',
        names: ['llamados *'],
        tables: {
          cases: {
            columns: {
              case_id: { row: true },
              opened_on: { heading: 'llamado_fecha_hora' },
              states: { heading: 'llamado_provincia', oneValue: true },
              countries: { constant: ['AR'] },
              trafficking_type: {
                flags: [
                  { heading: 'ofv_explotacion_sexual', code: 'sex' },
                  { heading: 'ofv_explotacion_laboral', code: 'labor' },
                ],
              },
            },
          },
          victims: {
            columns: {
              case_id: { row: true },
              gender: { heading: 'victima_genero' },
              'age-band': { heading: 'victima_edad' },
            },
          },
        },
      },
    },
    {
      ...{ encodings: ['utf-8', 'windows-1252'], separators: [';'], dateFormats: ['DD/MM/YYYY'] },
      flags: { yes: ['Sí'], no: ['No', ''] },
      codes: { gender: { female: ['Femenino'], male: ['Masculino'], unknown: ['NS/NC'] } },
    },
  );

  it('becomes figures by state, type, sex and bands of age', async () => {
    const lines = csv(
      'llamado_fecha_hora;llamado_provincia;victima_edad;victima_genero;ofv_explotacion_sexual;ofv_explotacion_laboral;relato',
      '05/01/2018 14:30;Córdoba;11;Femenino;Sí;;a',
      '05/01/2018 14:30;Córdoba;11;Femenino;Sí;;a',
      '31/12/2018;Entre Ríos;17;Masculino;Sí;Sí;b',
      '02/02/2018;Neuquén;45 años;NS/NC;No;Sí;c',
      '03/03/2018;S/D;NS;Femenino;NA;;d',
      'S/D;Córdoba;30;Femenino;;Sí;e',
    );
    const read = await fixture.read('llamados 2018.csv', Buffer.from(lines, 'latin1'), {
      hotline: calls,
      month: '2018-12',
    });
    expect(accepted(read)).toEqual([
      'accepted',
      [
        ...['value-unknown 5 llamado_provincia', 'value-unknown 5 ofv_explotacion_sexual'],
        ...['value-unknown 5 victima_edad', 'value-unknown 6 llamado_fecha_hora'],
      ],
    ]);
    expect(
      await figures(
        [read],
        [
          ['cases', 'state'],
          ['cases', 'type'],
          ['victims', 'gender'],
          ['victims', 'age-band'],
          ['cases', 'quarter'],
        ],
        '2018-01-01',
        '2018-12-31',
      ),
    ).toEqual([
      'total 5, AR-X 2, AR-E 1, AR-Q 1',
      'total 5, labor 1, sex 2, sex-and-labor 1, other 1',
      'total 5, male 1, female 3, unknown 1',
      'total 5, 0-11 2, 12-17 1, 30-more 1, unknown 1',
      'total 5, 2018-Q1 4, 2018-Q4 1',
    ]);
  });
});

describe('a global data set of pairs of victims and perpetrators, with boolean columns and years', () => {
  const pairs = hotline(
    {
      pairs: {
        every: 'year',
        tables: {
          cases: {
            columns: {
              case_id: { heading: 'victimId' },
              opened_on: { heading: 'yearOfRegistration', formats: ['YYYY'] },
              countries: { heading: 'countryOfExploitation', writtenInCodes: true },
              trafficking_type: {
                flags: [
                  { heading: 'isForcedLabour', code: 'labor' },
                  { heading: 'isSexualExploit', code: 'sex' },
                  { heading: 'isOtherExploit', code: 'other' },
                ],
              },
            },
          },
          victims: {
            columns: {
              victim_id: { heading: 'victimId' },
              case_id: { heading: 'victimId' },
              gender: { heading: 'gender' },
              'age-band': { heading: 'ageBroad' },
              nationalities: { heading: 'citizenship', writtenInCodes: true },
            },
          },
          traffickers: {
            where: [{ heading: 'perpetratorId', hasValue: true }],
            columns: {
              trafficker_id: { headings: ['victimId', 'perpetratorId'] },
              case_id: { heading: 'victimId' },
              gender: { heading: 'perpetratorGender' },
            },
          },
        },
      },
    },
    {
      ...{ flags: { yes: ['1'], no: ['0'] }, notKnown: ['-99', '', '00'] },
      codes: { gender: { female: ['Woman'], male: ['Man'] } },
    },
  );

  it('counts each victim and each perpetrator once', async () => {
    const read = await fixture.read(
      'pairs.csv',
      csv(
        'yearOfRegistration,victimId,gender,ageBroad,citizenship,countryOfExploitation,isForcedLabour,isSexualExploit,isOtherExploit,perpetratorId,perpetratorGender',
        '2016,v1,Woman,9--11,PH,US,0,1,-99,p1,Man',
        '2016,v1,Woman,9--11,PH,US,0,1,-99,p2,Woman',
        '2016,v2,Man,30--38,UA,US,1,,0,-99,-99',
        '2017,v3,Woman,12--20,00,MX,1,1,0,,',
        '2017,v4,-99,-99,NA,MX,,,,p1,Man',
      ),
      { hotline: pairs, month: '2017-12' },
    );
    expect(accepted(read)).toEqual([
      'accepted',
      ['row-repeated 2 victimId', 'value-unknown 4 ageBroad', 'value-unknown 5 citizenship'],
    ]);
    expect(
      await figures(
        [read],
        [
          ['cases', 'type'],
          ['cases', 'year'],
          ['victims', 'age-band'],
          ['victims', 'nationality'],
          ['traffickers', 'gender'],
        ],
        '2016-01-01',
        '2017-12-31',
      ),
    ).toEqual([
      'total 4, labor 1, sex 1, sex-and-labor 1, other 1',
      'total 4, 2016 2, 2017 2',
      'total 4, 0-11 1, 30-more 1, unknown 2',
      'total 4, PH 1, UA 1',
      'total 3, male 2, female 1',
    ]);
  });
});

describe('a ministry’s workbook of counts with title lines, year and month in two columns, and totals', () => {
  const ministry = hotline(
    {
      denuncias: {
        ...{ every: 'year', names: ['Cuadro *'], headingRow: 'find' },
        tables: {
          victims: {
            where: [
              { heading: 'Sexo', in: ['Hombre', 'Mujer'], ignore: ['Total'] },
              { heading: 'Entidad', hasValue: true },
            ],
            count: { heading: 'Víctimas', zero: ['-'] },
            columns: { case_id: { row: true }, gender: { heading: 'Sexo' } },
          },
          cases: {
            where: [{ heading: 'Sexo', in: ['Total'], ignore: ['Hombre', 'Mujer'] }],
            columns: {
              case_id: { row: true },
              opened_on: { headings: ['Año', 'Mes'], formats: ['YYYY MMMM'] },
              countries: { constant: ['MX'] },
              states: { heading: 'Entidad' },
            },
            count: { heading: 'Carpetas', zero: ['-', ''] },
          },
        },
      },
    },
    { separators: [';'], footer: { lines: ['Fuente*'] } },
  );

  it('counts the totals of cases and the parts of their people', async () => {
    const cells = (...values: string[]) => row(...values.map(text));
    const sheet = [
      ...[cells('Cuadro 3. Carpetas y víctimas'), cells('Enero a febrero de 2018'), row()],
      cells('Año', 'Mes', 'Entidad', 'Sexo', 'Carpetas', 'Víctimas'),
      cells('2018', 'Enero', 'Jalisco', 'Total', '12', '30'),
      cells('2018', 'Febrero', 'Puebla', 'Total', '7', '9'),
      cells('2018', 'Febrero', 'Oaxaca', 'Total', '-', '-'),
      cells('2018', 'Enero', 'Jalisco', 'Hombre', '', '20'),
      cells('2018', 'Enero', 'Jalisco', 'Mujer', '', '10'),
      cells('2018', 'Febrero', 'Puebla', 'Mujer', '', '-'),
      cells('Fuente: registro inventado'),
    ];
    const bytes = await packed(workbookParts({ 'Cuadro 3': sheet.join('') }));
    const read = await fixture.read('anuario.xlsx', bytes, { hotline: ministry, month: '2018-12' });
    expect(accepted(read)).toEqual(['accepted', []]);
    expect(
      await figures(
        [read],
        [
          ['cases', 'month'],
          ['cases', 'state'],
        ],
        '2018-01-01',
        '2018-12-31',
      ),
    ).toEqual(['total 19, 2018-01 12, 2018-02 7', 'total 19, MX-JAL 12, MX-PUE 7']);
    expect(read.file.facts.map(({ table, records }) => `${table} ${records}`)).toEqual(['cases 19', 'victims 30']);
  });
});

describe('a wide file with a column per sex', () => {
  const sex = (heading: string, gender: string) => ({
    count: { heading, zero: [''] },
    columns: { gender: { constant: gender } },
  });
  const wide = hotline(
    {
      table: {
        every: 'year',
        tables: {
          cases: {
            where: [{ heading: 'District', hasValue: true }],
            count: { heading: 'Cases' },
            columns: {
              case_id: { row: true },
              opened_on: { heading: 'Year', formats: ['YYYY'] },
              trafficking_type: { heading: 'Purpose' },
              countries: { constant: ['US'] },
            },
          },
          victims: {
            where: [{ heading: 'District', hasValue: true }],
            columns: { case_id: { row: true } },
            each: [sex('Males', 'male'), sex('Females', 'female'), sex('Transgender', 'gender-minority')],
          },
        },
      },
    },
    { codes: { type: { labor: ['Forced labour'], sex: ['Sexual exploitation'] } } },
  );

  it('counts people of each sex, and no total', async () => {
    const read = await fixture.read(
      'table.csv',
      csv(
        'District,Year,Purpose,Cases,Males,Females,Transgender,Total',
        'North,2018,Forced labour,3,12,2,,14',
        'South,2018,Sexual exploitation,5,0,9,1,10',
        ',2018,,8,12,11,1,24',
      ),
      { hotline: wide, month: '2018-12' },
    );
    expect(accepted(read)).toEqual(['accepted', []]);
    expect(
      await figures(
        [read],
        [
          ['cases', 'type'],
          ['victims', 'gender'],
        ],
        '2018-01-01',
        '2018-12-31',
      ),
    ).toEqual(['total 8, labor 3, sex 5', 'total 24, male 12, female 11, gender-minority 1']);
  });
});

describe('a file in Portuguese with several rows of a record', () => {
  const reports = hotline(
    {
      denuncias: {
        every: 'half-year',
        tables: {
          cases: {
            collect: ['trafficking_type', 'states'],
            columns: {
              case_id: { heading: 'Número da denúncia' },
              opened_on: { heading: 'Data de cadastro' },
              countries: { constant: ['BR'] },
              states: { heading: 'UF', writtenInCodes: true },
              trafficking_type: { heading: 'Violação' },
            },
          },
          victims: {
            collect: ['gender'],
            columns: {
              victim_id: { headings: ['Número da denúncia', 'Vítima'] },
              case_id: { heading: 'Número da denúncia' },
              gender: { heading: 'Sexo da vítima' },
              age_group: { heading: 'Faixa etária da vítima' },
            },
          },
        },
      },
    },
    {
      ...{ separators: [';'], dateFormats: ['DD/MM/YYYY'], flags: { yes: ['Sim'], no: ['Não'] } },
      notKnown: ['NÃO INFORMADO'],
      codes: {
        type: { labor: ['Trabalho escravo*'], sex: ['Exploração sexual*'], other: ['Adoção ilegal'] },
        gender: { female: ['Feminino'], male: ['Masculino'] },
      },
    },
  );

  it('counts each report and each person once, with all violations of the report', async () => {
    const read = await fixture.read(
      'denuncias.csv',
      csv(
        'Número da denúncia;Data de cadastro;UF;Vítima;Sexo da vítima;Faixa etária da vítima;Violação',
        '10;05/01/2018 10:00:00;SP;1;Feminino;12 a 17 anos;EXPLORAÇÃO SEXUAL>ADOLESCENTE',
        '10;05/01/2018 10:00:00;SP;1;Feminino;12 a 17 anos;TRABALHO ESCRAVO',
        '10;05/01/2018 10:00:00;BA;2;Masculino;60 anos ou mais;TRABALHO ESCRAVO',
        '11;06/02/2018 10:00:00;SP;1;NÃO INFORMADO;NÃO INFORMADO;ADOÇÃO ILEGAL',
      ),
      { hotline: reports, month: '2018-06' },
    );
    expect(accepted(read)).toEqual(['accepted', []]);
    expect(
      await figures(
        [read],
        [
          ['cases', 'type'],
          ['cases', 'state'],
          ['victims', 'gender'],
          ['victims', 'age'],
        ],
        '2018-01-01',
        '2018-06-30',
      ),
    ).toEqual([
      'total 2, sex-and-labor 1, other 1',
      'total 2, BR-SP 2, BR-BA 1',
      'total 3, male 1, female 1, unknown 1',
      'total 3, adult 1, minor 1, unknown 1',
    ]);
  });

  it('reads kinds in yes-or-no columns, and people in columns, of all rows', async () => {
    const person = (at: number) => ({
      columns: { gender: { heading: `Sexo ${at}` }, nationalities: { heading: `País ${at}` } },
    });
    const wide = hotline(
      {
        atendimentos: {
          every: 'half-year',
          tables: {
            cases: {
              collect: ['trafficking_type', 'states'],
              columns: {
                case_id: { heading: 'Atendimento' },
                opened_on: { heading: 'Data' },
                countries: { constant: ['BR'] },
                states: { heading: 'UF', writtenInCodes: true },
                trafficking_type: {
                  flags: [
                    { heading: 'Exploração sexual', code: 'sex' },
                    { heading: 'Trabalho escravo', code: 'labor' },
                  ],
                },
              },
            },
            victims: {
              collect: ['nationalities'],
              columns: { case_id: { heading: 'Atendimento' } },
              each: [person(1), person(2)],
            },
          },
        },
      },
      {
        ...{ separators: [';'], dateFormats: ['DD/MM/YYYY'], flags: { yes: ['Sim'], no: ['Não', ''] } },
        codes: {
          gender: { female: ['Feminino'], male: ['Masculino'] },
          country: { BO: ['Bolívia'], PY: ['Paraguai'] },
        },
      },
    );
    const read = await fixture.read(
      'atendimentos.csv',
      csv(
        'Atendimento;Data;UF;Exploração sexual;Trabalho escravo;Sexo 1;País 1;Sexo 2;País 2',
        '10;05/01/2018;SP;Sim;;Feminino;Bolívia;Masculino;Paraguai',
        '10;05/01/2018;BA;Não;Sim;Feminino;Paraguai;Masculino;Paraguai',
        '11;06/02/2018;SP;;Sim;Feminino;Bolívia;;',
      ),
      { hotline: wide, month: '2018-06' },
    );
    expect(accepted(read)).toEqual(['accepted', []]);
    const by = [
      ['cases', 'type'],
      ['cases', 'state'],
      ['victims', 'gender'],
      ['victims', 'nationality'],
    ] as const;
    expect(await figures([read], by, '2018-01-01', '2018-06-30')).toEqual([
      'total 2, labor 1, sex-and-labor 1',
      'total 2, BR-SP 2, BR-BA 1',
      'total 3, male 1, female 2',
      'total 3, BO 2, PY 2',
    ]);
  });
});
