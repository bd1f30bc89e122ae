import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hotlineLines } from '../../local/cli/commands/init/hotline-lines.ts';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import { surveySample } from '../../src/exports/survey/sample-files.ts';
import type { AskedLists } from '../../src/steps/suggest-hotline/own-lists.ts';
import { type HotlineSuggestion, suggestHotline } from '../../src/steps/suggest-hotline/suggest-hotline.ts';
import { codes, readerFixture } from '../exports/reader-fixture.ts';

const { read } = readerFixture();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'suggest-'));
});
afterAll(() => rm(folder, { recursive: true }));

type Sample = readonly [name: string, content: string | Buffer];

async function suggest(samples: readonly Sample[], answers: Readonly<Record<string, string>> = {}, asked?: AskedLists) {
  const files = [];
  for (const [name, content] of samples) {
    await mkdir(join(folder, 'work'), { recursive: true });
    await writeFile(join(folder, name), content);
    files.push(...((await surveySample(join(folder, name), join(folder, 'work'))) ?? []));
  }
  const options = { id: 'linea', name: 'Línea', answers: new Map(Object.entries(answers)), ...(asked && { asked }) };
  return suggestHotline(options, files, codes);
}

/** Reads a sample with the suggested definition: the rows of each table, and the problems. */
async function readWith({ definition }: HotlineSuggestion, [name, content]: Sample, month: string) {
  const hotline = parseHotline(definition, 'hotlines/linea.json', codes);
  const { file, found } = await read(name, content, { hotline, month, table: hotline.files[0]?.stem ?? '' });
  const rows = Object.fromEntries(file.facts.map(({ table, rows: count }) => [table, count]));
  return { status: file.status, rows, errors: found.filter((text) => !text.startsWith('value-unknown')) };
}

const lines = (...rows: string[]): string => `${rows.join('\n')}\n`;
const windows1252 = (text: string): Buffer => Buffer.from(text, 'latin1');

const CALLS: Sample = [
  'llamadas 2018.csv',
  windows1252(
    lines(
      'fecha;edad víctima;género víctima;provincia;vínculo',
      '03/01/2018;17;Mujer;Jujuy;Padre inventado',
      '25/06/2018;34;Varón;Santa Fe;Nadie',
      '30/12/2018;NS/NC;Mujer;Salta;Nadie',
    ),
  ),
];
const PAIRS: Sample = [
  'pairs.csv',
  lines(
    'yearOfRegistration,gender,citizenship,isForcedLabour,isSexualExploit,perpetratorGender',
    '2018,Female,Ukraine,1,0,Male',
    '2019,Male,Mexico,1,,Female',
    '2019,Female,Ghana,,1,Male',
  ),
];
const COUNTS: Sample = [
  'estadistica.csv',
  lines(
    'Ministerio inventado;;;;',
    'Víctimas de trata por departamento;;;;',
    'Año;Mes;Provincia;Sexo;Cantidad',
    '2021;Enero;Jujuy;Hombre;4',
    '2021;Febrero;Salta;Mujer;12',
  ),
];

describe('the definition suggested from a sample', () => {
  it('reads a yearly file of anonymised calls in Windows-1252', async () => {
    const suggestion = await suggest([CALLS]);
    expect(suggestion.definition).toMatchObject({
      encodings: ['utf-8', 'windows-1252'],
      separators: [';'],
      dateFormats: ['DD/MM/YYYY'],
      language: 'es',
      files: { llamadas: { names: ['llamadas*'], every: 'year' } },
    });
    expect(await readWith(suggestion, CALLS, '2018-12')).toEqual({
      status: 'accepted',
      rows: { cases: 3, victims: 3 },
      errors: [],
    });
  });

  it('reads headings in two lines, and counts accused people apart from victims', async () => {
    const sample: Sample = [
      'ocorrencias.csv',
      lines(
        'Ocorrências de tráfico de pessoas',
        'Nº;Data de registro;UF;Vítimas;;Acusados;',
        ';;;Mulheres;Homens;Mulheres;Homens',
        '1;05/01/2018;Jalisco;3;2;0;1',
        '2;25/01/2018;Puebla;4;0;1;1',
        'Total;;;7;2;1;2',
      ),
    ];
    const suggestion = await suggest([sample]);
    const each = (group: string) =>
      [
        ['Mulheres', 'female'],
        ['Homens', 'male'],
      ].map(([sex, gender]) => ({
        ...{ count: { heading: `${group} / ${sex}` }, columns: { gender: { constant: gender } } },
      }));
    expect(suggestion.files[0]?.file).toMatchObject({ headingRow: 'find', headingLines: 2 });
    expect(tablesOf(suggestion)).toMatchObject({
      victims: { each: each('Vítimas') },
      traffickers: { each: each('Acusados') },
    });
    const shown = hotlineLines(suggestion, false).join('\n');
    expect(shown).toContain('headings in rows 2 and 3');
    expect(shown).toContain('each (gender = always male, count = "Acusados / Homens")');
    expect(await readWith(suggestion, sample, '2018-01')).toMatchObject({ status: 'accepted', errors: [] });
    const plain = await suggest([['llamadas.csv', lines('Un título;;', 'Fecha;Edad;Sexo', '05/01/2018;17;Mujer')]]);
    expect(plain.files[0]?.file).not.toHaveProperty('headingLines');
  });

  const OWN: Sample = [
    'casos.csv',
    lines(
      'Caso;Fecha;Modalidad;Derivado por;Medios;Edad de la víctima',
      ...['Policía', 'ONG', 'Policía', 'S/D', 'ONG', 'Policía'].map(
        (by, at) => `C${at};0${at + 1}/01/2020;Laboral;${by};${at % 2 ? 'Deuda / Amenazas' : 'Deuda'};${at * 8}`,
      ),
    ),
  ];

  it('says which columns may be lists of their own, and writes those that a person asks for', async () => {
    const plain = await suggest([OWN]);
    expect(plain.lists.size).toBe(0);
    expect(plain.notes.join('\n')).toContain('add --list "derivado-por=Derivado por", which writes a list to complete');
    expect(plain.notes.join('\n')).not.toContain('Policía');
    const headings = new Map([
      ['referral', 'Derivado por'],
      ['means', 'medios'],
    ]);
    const suggestion = await suggest([OWN], {}, { headings, ages: '0-11, 12-17,18+' });
    expect(suggestion.lists.get('referral')).toMatchObject({
      ...{ label: { es: 'Derivado por' }, tables: ['cases'] },
      codes: [
        { key: 'policia', label: { es: 'Policía' }, aliases: ['Policía'] },
        { key: 'ong', label: { es: 'ONG' } },
        { key: 'unknown', label: { en: 'Unknown', es: expect.any(String) } },
      ],
    });
    expect(suggestion.lists.get('means')).toMatchObject({
      multi: true,
      codes: [{ key: 'deuda' }, { key: 'amenazas' }],
    });
    expect(suggestion.lists.get('age-band')).toMatchObject({
      tables: ['victims'],
      codes: [{ key: '0-11', ages: [0, 11] }, { key: '12-17' }, { key: '18-more', ages: [18] }, { key: 'unknown' }],
    });
    expect(tablesOf(suggestion)).toMatchObject({
      cases: { columns: { referral: { heading: 'Derivado por' }, means: { heading: 'Medios', separators: ['/'] } } },
      victims: { columns: { 'age-band': { heading: 'Edad de la víctima' } } },
    });
    expect(suggestion.notes.join()).toContain('add the labels in other languages');
  });

  it.each([
    [{ headings: new Map([['x', 'Nada']]), ages: null }, 'no sample has the heading "Nada"'],
    [
      { headings: new Map([['gender', 'Medios']]), ages: null },
      '"gender" is a column, list or figure of every hotline',
    ],
    [{ headings: new Map(), ages: '12 to 17' }, '"12 to 17" is not a band; write --ages 0-11,12-17,18+'],
    [{ headings: new Map(), ages: '0-12,12-17' }, 'an age has one code'],
  ])('refuses a list of its own: %j', async (asked, why) => {
    await expect(suggest([OWN], {}, asked)).rejects.toThrow(why);
  });

  it('sees in two samples of one file that each upload repeats the earlier records', async () => {
    const upload = (month: string, count: number, first = 1): Sample => [
      `casos 2020-${month}.csv`,
      lines(
        'Caso;Fecha;Modalidad',
        ...Array.from(
          { length: count },
          (_, at) => `C${first + at};${10 + at}/0${1 + (at % Number(month))}/2020;Laboral`,
        ),
      ),
    ];
    const repeating = await suggest([upload('01', 8), upload('02', 12)]);
    expect(repeating.files.map(({ name, sample, file }) => [name, sample.rows, file.cumulative])).toEqual([
      ['casos', 12, true],
    ]);
    expect(repeating.notes.join()).toContain('the longest sample has the records of the others');
    const separate = await suggest([upload('01', 8), upload('02', 12, 9)]);
    expect(separate.files.map(({ file }) => file.cumulative)).toEqual([undefined]);
  });

  it('counts victims of a long table of indicators, and leaves out others and totals', async () => {
    const sample: Sample = [
      'indicators.csv',
      lines(
        'Country,Indicator,Dimension: Sex,Dimension: Age,Year,Value',
        'Brazil,Detected trafficking victims,Male,0-17,2020,15',
        'Brazil,Detected trafficking victims,Female,18+,2020,33',
        'Brazil,Detected trafficking victims,Total,Total,2020,48',
        'Brazil,Persons prosecuted for trafficking,Total,Total,2020,7',
      ),
    ];
    const suggestion = await suggest([sample]);
    expect(tablesOf(suggestion)).toMatchObject({
      victims: { count: { heading: 'Value' }, where: [{ in: ['Detected trafficking victims'] }, {}, {}] },
    });
    expect(suggestion.files[0]?.file.tables.cases).not.toHaveProperty('count');
    expect(suggestion.notes.join()).not.toContain('taken as "not known"');
    expect(await readWith(suggestion, sample, '2020-12')).toMatchObject({ status: 'accepted', rows: { victims: 2 } });
  });

  it('counts minors in a column of their own, and never the same people twice', async () => {
    const of = async (...headings: string[]) => {
      const sample: Sample = [
        'distritos.csv',
        lines(`Ano;Distrito;${headings.join(';')}`, `2020;Lisboa;${headings.map(() => 3).join(';')}`),
      ];
      const victims = (await suggest([sample])).files[0]?.file.tables.victims;
      return (victims?.each ?? []).map(
        ({ count, columns }) => `${count?.heading} ${Object.values(columns).map(({ constant }) => constant)}`,
      );
    };
    expect(await of('Homens', 'Mulheres', 'Menores')).toEqual([
      'Homens male,adult',
      'Mulheres female,adult',
      'Menores minor',
    ]);
    expect(await of('Homens', 'Mulheres', 'Adultos', 'Menores')).toEqual(['Homens male', 'Mulheres female']);
    expect(await of('Adultos', 'Menores')).toEqual(['Adultos adult', 'Menores minor']);
    expect(await of('Niños y niñas', 'Mujeres adultas')).toEqual([
      'Niños y niñas minor',
      'Mujeres adultas female,adult',
    ]);
  });

  it.each(['Total : 2', 'Total: 2'])(
    'takes a word and a number below the rows for the end of a report: %s',
    async (end) => {
      const sample: Sample = [
        'signalements.csv',
        lines(
          'N° de dossier;Date;Sexe de la victime;Type d’exploitation',
          'D01;15/03/2025;Femme;Exploitation sexuelle',
          'D02;16/03/2025;Non renseigné;Travail forcé',
          end,
        ),
      ];
      const suggestion = await suggest([sample]);
      expect(suggestion.definition).toMatchObject({ footer: { lines: ['Total*'] }, notKnown: ['Non renseigné'] });
      expect(tablesOf(suggestion)).toMatchObject({ cases: { columns: { case_id: { heading: 'N° de dossier' } } } });
      expect(await readWith(suggestion, sample, '2025-03')).toMatchObject({
        ...{ status: 'accepted', errors: [], rows: { cases: 2, victims: 2 } },
      });
    },
  );

  it('reads pairs of a victim and an accused person with yes-or-no columns and a year', async () => {
    const suggestion = await suggest([PAIRS]);
    const { cases, traffickers } = (
      suggestion.definition as Record<'files', Record<string, { tables: Record<string, { columns: object }> }>>
    ).files.pairs!.tables as Record<string, { columns: object }>;
    expect(cases?.columns).toMatchObject({
      opened_on: { heading: 'yearOfRegistration' },
      trafficking_type: {
        flags: [
          { heading: 'isForcedLabour', code: 'labor' },
          { heading: 'isSexualExploit', code: 'sex' },
        ],
      },
    });
    expect(traffickers?.columns).toMatchObject({ gender: { heading: 'perpetratorGender' } });
    const result = await readWith(suggestion, PAIRS, '2019-12');
    expect(result).toEqual({ status: 'accepted', rows: { cases: 3, victims: 3, traffickers: 3 }, errors: [] });
  });

  it('reads counts below title lines, with year and month in two columns', async () => {
    const suggestion = await suggest([COUNTS]);
    expect(suggestion.definition).toMatchObject({ files: { estadistica: { headingRow: 'find', every: 'quarter' } } });
    expect(suggestion.notes.join()).toContain('as many records as "Cantidad" says');
    expect(await readWith(suggestion, COUNTS, '2021-03')).toEqual({
      status: 'accepted',
      rows: { cases: 2, victims: 2 },
      errors: [],
    });
  });

  it('says that the order of day and month is not certain, and takes one', async () => {
    const sample: Sample = [
      'calls.csv',
      lines('Date,Channel,Trafficking', '01/02/2020,Phone,Yes', '03/04/2020,Text,No'),
    ];
    const { notes, definition } = await suggest([sample]);
    expect(definition).toMatchObject({ dateFormats: ['DD/MM/YYYY'] });
    expect(notes.join()).toContain('the dates in "Date" are read as DD/MM/YYYY; all of them fit MM/DD/YYYY too');
  });

  const inCodes = (...states: string[]): Sample => [
    'denuncias.csv',
    lines('Data;UF;Finalidade;Sexo', ...states.map((state, at) => `0${at + 1}/02/2023;${state};Sexual;Travesti/Trans`)),
  ];

  it('reads states in codes as those of the one country that has all of them', async () => {
    const { definition } = await suggest([inCodes('TX', 'CA', 'NY')]);
    expect(definition).toMatchObject({
      files: { denuncias: { tables: { cases: { columns: { countries: { constant: ['US'] } } } } } },
    });
    expect(JSON.stringify(definition)).toContain('"trafficking_type":{"heading":"Finalidade"');
    expect(JSON.stringify(definition)).not.toContain('"separators":["/"]');
  });

  it('leaves codes of states unknown that are of no one country: MA and MT of Brazil are not Massachusetts and Montana', async () => {
    const { definition, notes } = await suggest([inCodes('MA', 'MT', 'SP', 'RJ')]);
    expect(JSON.stringify(definition)).not.toMatch(/writtenInCodes|countries/u);
    expect(notes.join()).toMatch(/"UF" has states written in codes, and no one country/u);
  });

  it('takes the column that a person names, and otherwise lists the headings', async () => {
    const sample: Sample = ['casos.csv', lines('Ingreso,Tipo', '2020-01-02,Laboral', '2020-01-05,Sexual')];
    const other: Sample = ['otros.csv', lines('Texto,Cosa', 'aaa bbb,ccc ddd', 'eee fff,ggg hhh')];
    await expect(suggest([other])).rejects.toThrow(/--column "cases.opened_on=HEADING".*\n.*otros: "Texto", "Cosa"/u);
    expect((await suggest([sample])).definition).toMatchObject({
      files: { casos: { tables: { cases: { columns: { opened_on: { heading: 'Ingreso' } } } } } },
    });
    expect((await suggest([other], { 'cases.opened_on': 'texto' })).definition).toMatchObject({
      files: { otros: { tables: { cases: { columns: { opened_on: { heading: 'Texto' } } } } } },
    });
  });
});

/** Returns the tables of the only file of a suggestion. */
const tablesOf = ({ definition }: HotlineSuggestion) =>
  Object.values((definition as Record<'files', Record<string, { tables: Record<string, unknown> }>>).files)[0]?.tables;

describe('the definition suggested from a file of a ministry or of open data', () => {
  it('reads pairs with ids once each, and takes -99 as not known', async () => {
    const sample: Sample = [
      'global.csv',
      lines(
        'yearOfRegistration,victimId,gender,ageBroad,isForcedLabour,isSexualExploit,perpetratorId,perpetratorGender',
        ...['2016,v1,Woman,9--17,0,1,p1,Man', '2016,v1,Woman,9--17,0,1,p2,Woman', '2017,v2,Man,30--38,1,-99,-99,-99'],
      ),
    ];
    const suggestion = await suggest([sample]);
    expect(suggestion.definition).toMatchObject({ notKnown: ['-99'], files: { global: { cumulative: true } } });
    expect(await readWith(suggestion, sample, '2017-12')).toEqual({
      status: 'accepted',
      rows: { cases: 2, victims: 2, traffickers: 3 }, // one withdrawn: the row without an accused person
      errors: ['row-repeated 2 victimId'],
    });
  });

  it('counts cases in rows of totals and people in rows of parts', async () => {
    const sample: Sample = [
      'anuario.csv',
      lines(
        'Cuadro 3. Denuncias y víctimas;;;;',
        'Año;Mes;Provincia;Sexo;Denuncias;Víctimas',
        ...['2021;Enero;Jujuy;Total;12;30', '2021;Enero;Jujuy;Hombre;;20', '2021;Enero;Jujuy;Mujer;;10'],
        ...['2021;Febrero;Salta;Total;7;9', '2021;Febrero;Salta;Mujer;;9', '2021;Febrero;Salta;Hombre;;-'],
      ),
    ];
    const suggestion = await suggest([sample]);
    expect(tablesOf(suggestion)).toMatchObject({
      cases: { where: [{ in: ['Total'] }], count: { heading: 'Denuncias' } },
      victims: {
        where: [{ hasValue: true, ignore: ['Total'] }],
        count: { heading: 'Víctimas', zero: ['-'] },
        columns: { case_id: { headings: ['Año', 'Mes', 'Provincia'] } },
      },
    });
    expect(await readWith(suggestion, sample, '2021-03')).toEqual({
      status: 'accepted',
      rows: { cases: 2, victims: 4 }, // one of them counts zero
      errors: [],
    });
  });

  it('counts calls by state and year, without the row of the total', async () => {
    const sample: Sample = [
      'llamadas.csv',
      lines('Estado;Año;Quien llama;Llamadas', 'Jalisco;2022;Víctima;31', 'Se ignora;2022;Madre;15', ';;;46'),
    ];
    const suggestion = await suggest([sample]);
    expect(Object.keys(tablesOf(suggestion) ?? {})).toEqual(['signals']);
    expect(await readWith(suggestion, sample, '2022-12')).toEqual({
      status: 'accepted',
      rows: { signals: 2 },
      errors: [],
    });
  });

  it.each([
    [
      'a column per sex',
      lines('District,Year,Purpose,Cases,Males,Females,Total', 'Texas,2018,Forced labour,3,12,2,14'),
      { cases: 1, victims: 2 },
    ],
    ['a column per year', lines('Estado;2023;2024', 'Jalisco;3;9', 'Oaxaca;4;8'), { cases: 4 }],
    [
      'numbered people',
      lines(
        'Caso;Fecha;Edad víctima 1;Sexo víctima 1;Edad víctima 2;Sexo víctima 2',
        ...['C1;03/01/2020;17;Mujer;;', 'C2;14/01/2020;34;Hombre;12;Mujer'],
      ),
      { cases: 2, victims: 4 }, // one withdrawn: the first case has no second person
    ],
  ])('reads rows with several records: %s', async (_name, content, rows) => {
    const sample: Sample = ['ancho.csv', content];
    const suggestion = await suggest([sample]);
    expect(await readWith(suggestion, sample, '2024-12')).toEqual({ status: 'accepted', rows, errors: [] });
  });

  it('collects several rows of a case, and counts each person once', async () => {
    const sample: Sample = [
      'disque.csv',
      lines(
        'Número da denúncia;Data de cadastro;UF;Vítima;Sexo da vítima;Faixa etária da vítima;Violação',
        '10;05/01/2018 10:00:00;SP;1;FEMININO;12 a 17 anos;EXPLORAÇÃO SEXUAL>ADOLESCENTE',
        '10;05/01/2018 10:00:00;SP;1;FEMININO;12 a 17 anos;TRABALHO ESCRAVO',
        '10;05/01/2018 10:00:00;SP;2;MASCULINO;60 anos ou mais;TRABALHO ESCRAVO',
        '11;16/02/2018 10:00:00;BA;1;NÃO INFORMADO;NÃO INFORMADO;ADOÇÃO ILEGAL',
      ),
    ];
    const suggestion = await suggest([sample]);
    expect(tablesOf(suggestion)).toMatchObject({
      cases: { collect: ['trafficking_type'] },
      victims: { columns: { victim_id: { headings: ['Número da denúncia', 'Vítima'] } } },
    });
    expect(suggestion.notes.join()).toMatch(/most places in "UF" are not in codes\/state.json/u);
    expect(await readWith(suggestion, sample, '2018-06')).toMatchObject({
      status: 'accepted',
      rows: { cases: 2, victims: 3 },
    });
  });

  it('says that rows of one case may repeat a person, if no column numbers them', async () => {
    const sample: Sample = [
      'filas.csv',
      lines('Caso;Fecha;Sexo;Modalidad', 'C1;03/01/2020;Mujer;Laboral', 'C1;03/01/2020;Hombre;Sexual'),
    ];
    expect((await suggest([sample])).notes.join()).toMatch(/each is taken as a victim of its own; if some repeat/u);
  });

  it('counts one person of a case whose rows differ only in other columns, and takes no amount for an id', async () => {
    const header = 'renda;hash;Data;Sexo da vítima;Sexo do suspeito;violacao';
    const row = (income: string, hash: string, sex: string, violation: string): string =>
      [income, hash, '15/01/2024', sex, 'MASCULINO', violation].join(';');
    const rows = [
      ...[row('510,25', 'a1f', 'FEMININO', 'EXPLORAÇÃO SEXUAL'), row('733,10', 'a1f', 'FEMININO', 'TRABALHO ESCRAVO')],
      ...[row('612,99', 'b2e', 'MASCULINO', 'OUTRA'), row('803,01', 'c3d', 'FEMININO', 'TRABALHO ESCRAVO')],
      ...[row('904,77', 'd4c', 'FEMININO', 'OUTRA'), row('1005,50', 'e5b', 'FEMININO', 'OUTRA')],
    ];
    const sample: Sample = ['disque.csv', lines(header, ...rows)];
    const suggestion = await suggest([sample]);
    expect(suggestion.definition).toMatchObject({ language: 'pt' });
    expect((await readWith(suggestion, sample, '2024-01')).rows).toEqual({ cases: 5, victims: 5, traffickers: 5 });
  });

  it('reads French headings with apostrophes: the country of origin is a nationality, not where a case was', async () => {
    const sample: Sample = [
      'appels.csv',
      lines(
        "Dossier;Date d’ouverture;Pays d'origine;Sexe;Forme d’exploitation",
        '1;03/01/2024;France;Femme;Exploitation sexuelle',
        '2;14/01/2024;Nigeria;Homme;Travail forcé',
      ),
    ];
    const { definition } = await suggest([sample]);
    expect(definition).toMatchObject({
      language: 'fr',
      files: {
        appels: {
          tables: {
            cases: { columns: { trafficking_type: { heading: 'Forme d’exploitation' } } },
            victims: { columns: { nationalities: { heading: "Pays d'origine" } } },
          },
        },
      },
    });
    expect(JSON.stringify(definition)).not.toContain('"countries"');
  });

  it('computes ages from dates of birth, which are not the dates of cases', async () => {
    const sample: Sample = [
      'personas.csv',
      lines('Fecha de nacimiento;Fecha;Sexo', '15/03/1990;03/01/2020;Mujer', '25/04/2008;14/01/2020;Hombre'),
    ];
    const suggestion = await suggest([sample]);
    expect(tablesOf(suggestion)).toMatchObject({
      cases: { columns: { opened_on: { heading: 'Fecha' } } },
      victims: { columns: { age_group: { heading: 'Fecha de nacimiento', at: { heading: 'Fecha' } } } },
    });
    expect((await readWith(suggestion, sample, '2020-01')).errors).toEqual([]);
  });

  it('takes a column of codes that a person names', async () => {
    const sample: Sample = ['casos.csv', lines('Fecha;Columna', '03/01/2020;Mujer', '14/01/2020;Hombra')];
    const suggestion = await suggest([sample], { 'victims.gender': 'Columna' });
    expect(tablesOf(suggestion)).toMatchObject({ victims: { columns: { gender: { heading: 'Columna' } } } });
  });
});

describe('what is printed about a sample', () => {
  const people: Sample = [
    'personas.csv',
    lines(
      'Caso;Fecha;Nombre;Sexo;Provincia;Relato',
      ...Array.from(
        { length: 30 },
        (_, at) => `C${at};2020-01-02;Persona Inventada ${at};Mujeres;Jujui;Relato ${at} de ${at}`,
      ),
    ),
  ];

  it('has no names, narratives or ids, only headings and the few texts of columns of codes', async () => {
    const suggestion = await suggest([people]);
    const shown = hotlineLines(suggestion, true).join('\n');
    expect(shown).toContain('30 x Jujui');
    expect(shown).not.toMatch(/Inventada|Relato \d|C\d/u);
    expect(JSON.stringify(suggestion.definition)).not.toMatch(/Inventada|Relato|C\d/u);
  });

  it('has no texts of cells where the output is not a screen', async () => {
    expect(hotlineLines(await suggest([people]), false).join('\n')).not.toMatch(/Jujui/u);
  });
});
