import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ReadFile, readAll } from './naive-reading.ts';
import { type NaiveRecord, type Recount, recount } from './naive-recount.ts';

const exportsFolder = fileURLToPath(new URL('../../samples/exports/', import.meta.url));
let files: ReadFile[];
let counted: Recount;
/** Every version of a record, by hotline, table and id. */
let versions: Map<string, NaiveRecord[]>;

beforeAll(async () => {
  files = await readAll(exportsFolder);
  counted = recount(files);
  versions = new Map();
  for (const record of counted.versions) {
    const key = `${record.hotline} ${record.table} ${record.id}`;
    versions.set(key, [...(versions.get(key) ?? []), record]);
  }
});

const some = (fits: (file: ReadFile) => boolean): number => files.filter(fits).length;
const cell = (hotline: string, text: string): number =>
  some((file) => file.hotline === hotline && file.rows.some((row) => Object.values(row).includes(text)));
const changed = (table: string, column: string): NaiveRecord[][] =>
  [...versions.values()].filter(
    (all) =>
      all[0]!.table === table && all.length > 1 && all.some((one) => one.cells[column] !== all[0]!.cells[column]),
  );
const last = (table: string, hotline?: string): NaiveRecord[] =>
  [...versions.values()]
    .map((all) => all.at(-1)!)
    .filter((one) => one.table === table && (hotline === undefined || one.hotline === hotline));

describe('the files have the messy input of the contract', () => {
  it('in their encodings and byte-order marks', () => {
    const marked = (file: ReadFile) => file.bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(some((file) => file.hotline === 'nhth' && marked(file))).toBeGreaterThan(0);
    expect(some((file) => file.hotline === 'nhth' && !marked(file))).toBeGreaterThan(0);
    expect(some((file) => file.hotline === 'linea-nacional' && marked(file))).toBeGreaterThan(0);
    expect(some((file) => file.hotline === 'linea-nacional' && file.encoding === 'windows-1252')).toBeGreaterThan(0);
    expect(some((file) => file.hotline === 'nhth' && file.encoding === 'windows-1252')).toBe(0);
    expect(some((file) => file.encoding === 'windows-1252' && /[–“]/u.test(file.text))).toBeGreaterThan(0);
  });

  it('in their separators, between cells and inside them', () => {
    const casos = files.filter((file) => file.stem === 'casos');
    const split = (delimiter: string, separator: string) =>
      casos.filter(
        (file) =>
          file.delimiter === delimiter && file.rows.some((row) => row['entidad federativa']!.includes(separator)),
      ).length;
    expect([split(';', '|'), split(';', ';'), split(',', ';')].map((count) => count > 0)).toEqual([true, true, true]);
    expect(split(',', '|')).toBe(0);
  });

  it('in their dates', () => {
    const dates = (stem: string, heading: string) =>
      files.filter((file) => file.stem === stem).map((file) => file.rows.map((row) => row[heading]!));
    const kinds = dates('signals', 'date received').map((cells) => [
      cells.some((text) => /^\d{4}-\d\d-\d\d$/.test(text)),
      cells.some((text) => /^\d{1,2}\/\d{1,2}\/\d{4}/.test(text)),
      cells.some((text) => / /.test(text)),
    ]);
    expect(kinds).toEqual(
      expect.arrayContaining([
        [true, false, false],
        [false, true, false],
        [true, true, false],
      ]),
    );
    expect(kinds).toEqual(
      expect.arrayContaining([
        [false, true, true],
        [true, false, true],
      ]),
    );
    const latin = dates('reportes', 'fecha de recepcion').flat();
    expect(latin.some((text) => /^\d\d\/\d\d\/\d{4}$/.test(text))).toBe(true);
    expect(latin.some((text) => /^\d\d\/\d\d\/\d{4} \d\d:\d\d$/.test(text))).toBe(true);
  });

  it('in their flags', () => {
    for (const flag of ['Yes', 'No', 'TRUE', 'FALSE', '1', '0']) expect(cell('nhth', flag)).toBeGreaterThan(0);
    for (const flag of ['Sí', 'No', 'SI', 'NO']) expect(cell('linea-nacional', flag)).toBeGreaterThan(0);
  });

  it('in their footers: none, bare, quoted, with totals, under no record at all', () => {
    const lines = (file: ReadFile) => file.text.trimEnd().split(/\r?\n/);
    expect(some((file) => file.footer.length === 0)).toBeGreaterThan(0);
    expect(some((file) => file.footer.length === 5 && !lines(file).at(-1)!.startsWith('"'))).toBeGreaterThan(0);
    expect(some((file) => file.footer.length === 5 && lines(file).at(-1)!.startsWith('"'))).toBeGreaterThan(0);
    expect(some((file) => file.footer.length === 6)).toBeGreaterThan(0);
    expect(some((file) => file.footer.length > 0 && file.rows.length === 0)).toBeGreaterThan(0);
  });

  it('in their headings: case, accents, spaces, order', () => {
    const first = (file: ReadFile) => file.text.replace('\uFEFF', '').split(/\r?\n/)[0]!;
    expect(some((file) => first(file).includes('CASE NUMBER'))).toBeGreaterThan(0);
    expect(some((file) => first(file).includes('case number'))).toBeGreaterThan(0);
    expect(some((file) => first(file).includes('Case  Number'))).toBeGreaterThan(0);
    expect(some((file) => first(file).includes('Fecha de recepcion'))).toBeGreaterThan(0);
    expect(some((file) => file.headings.at(-1) === 'case number' && file.stem === 'cases')).toBeGreaterThan(0);
    expect(some((file) => file.headings.at(-1) === 'folio del caso' && file.stem === 'casos')).toBeGreaterThan(0);
  });

  it('in columns that no mapping names, with plainly invented content', () => {
    const personal = ['caller name', 'phone', 'narrative', 'nombre', 'telefono', 'narrativa'];
    for (const heading of personal) expect(some((file) => file.headings.includes(heading))).toBeGreaterThan(0);
    const texts = files.flatMap((file) =>
      file.rows.flatMap((row) => personal.flatMap((heading) => (row[heading] === undefined ? [] : [row[heading]]))),
    );
    const invented =
      /^(Sample Person \d+|Persona de Muestra \d+|555-01\d\d|Invented narrative[\s\S]*|Narrativa inventada[\s\S]*)$/;
    expect(texts.filter((text) => !invented.test(text))).toEqual([]);
    expect(texts.some((text) => text.includes('\n') && text.includes('"'))).toBe(true);
  });

  it('in their packing and line ends', () => {
    expect(existsSync(join(exportsFolder, 'nhth/2016-06/cases.csv.gz'))).toBe(true);
    expect(existsSync(join(exportsFolder, 'linea-nacional/2017-02/casos.csv.gz'))).toBe(true);
    expect(readFileSync(join(exportsFolder, 'nhth/2016-09/report.zip')).includes('notes.txt')).toBe(true);
    expect(some((file) => file.name === 'report.xlsx')).toBe(4);
    expect(some((file) => /[^\r]\n/.test(file.text))).toBeGreaterThan(0);
    expect(some((file) => file.text.includes('\r\n'))).toBeGreaterThan(0);
  });

  it('in tables with headings only', () => {
    const empty = files.filter((file) => file.rows.length === 0).map((file) => `${file.month} ${file.stem}`);
    expect(empty.toSorted()).toEqual(['2015-09 traffickers', '2015-09 tratantes', '2015-09 victimas']);
  });

  it('in the spellings of countries, states and modalidades', () => {
    for (const text of ['U.S.A.', 'United States', 'US', 'MX-PUE', 'US-TX', 'Labor; Sex'])
      expect(cell('nhth', text), text).toBeGreaterThan(0);
    for (const text of [
      'EE. UU.',
      'Distrito Federal',
      'Veracruz de Ignacio de la Llave',
      'Estado de México',
      'Trabajo o servicios forzados',
      'Mendicidad forzosa',
      'Utilización de personas menores de dieciocho años en actividades delictivas',
      'Esclavitud',
      'Condición de siervo',
      'Matrimonio forzoso o servil',
      'Adopción ilegal de menores',
      'Adopción ilegal de persona menor de dieciocho años',
      'Tráfico de órganos',
      'Tráfico de órganos, tejidos y células de seres humanos vivos',
      'Experimentación biomédica ilícita',
      'Explotación sexual y laboral',
    ])
      expect(cell('linea-nacional', text), text).toBeGreaterThan(0);
    expect(last('cases').some((one) => one.cells.states === 'México')).toBe(true);
    expect(last('cases').some((one) => one.cells.states !== '' && one.cells.countries === '')).toBe(true);
    expect(last('victims', 'linea-nacional').some((one) => /^\d+$/.test(one.cells.age!))).toBe(true);
  });
});

/** Whether a case is outside by its own cells: no nexus with Mexico, or exploitation in Guatemala. */
const plainly = ({ cells }: { cells: Record<string, string> }): boolean =>
  /^(no|0|false)$/i.test(cells.mexico!) || /^(GT|Guatemala)$/.test(cells.countries!);

describe('the records have the messy input of the contract', () => {
  it('with ids that keep their leading zeros and differ only in them', () => {
    const ids = last('victims', 'nhth').map((one) => one.id);
    const stripped = ids.filter((id) => !id.startsWith('0'));
    expect(stripped).toHaveLength(2);
    for (const id of stripped) expect(ids).toContain(id.padStart(8, '0'));
  });

  it('with ids that coincide across hotlines without a link', () => {
    const theirs = new Set(last('cases', 'linea-nacional').map((one) => one.id));
    expect(last('cases', 'nhth').filter((one) => theirs.has(one.id)).length).toBeGreaterThan(50);
  });

  it('with warnings of every kind, and repeated rows', () => {
    expect(Object.keys(counted.warnings).toSorted()).toEqual(
      'age-implausible gender-unknown nationality-unknown row-repeated state-outside-countries state-unknown type-unknown venue-unknown'.split(
        ' ',
      ),
    );
    expect(counted.warnings['row-repeated']).toBe(24);
    expect(cell('nhth', 'Fax')).toBeGreaterThan(0);
  });

  it('with corrections that change type, venue, state, date and the people', () => {
    for (const column of ['type', 'venues', 'states', 'date', 'mexico', 'partner'])
      expect(changed('cases', column).length, column).toBeGreaterThan(0);
    for (const table of ['victims', 'traffickers'])
      for (const column of ['gender', 'age', 'nationalities', 'case'])
        expect(changed(table, column).length, `${table} ${column}`).toBeGreaterThan(0);
    for (const column of ['related', 'mexico']) expect(changed('signals', column).length, column).toBeGreaterThan(0);
    expect([...versions.values()].some((all) => all.length === 3)).toBe(true);
  });

  it('with cases first reported as opened before the period', () => {
    const early = [...versions.values()].filter((all) => all[0]!.day === '2015-09-12' && all.at(-1)!.day > '2015-10');
    expect(early.filter((all) => all[0]!.table === 'cases')).toHaveLength(2);
  });

  it('with cases both hotlines hold, named from one side, from the other and from both', () => {
    const ours = new Map(last('cases', 'nhth').map((one) => [one.id, one]));
    const theirs = new Map(last('cases', 'linea-nacional').map((one) => [one.id, one]));
    const byUs = [...ours.values()].filter((one) => theirs.has(one.cells.partner!));
    const byThem = [...theirs.values()].filter((one) => ours.has(one.cells.partner!));
    const byBoth = byUs.filter((one) => theirs.get(one.cells.partner!)!.cells.partner === one.id);
    expect(byUs.length - byBoth.length).toBe(13);
    expect(byThem.length - byBoth.length).toBe(15);
    expect(byBoth.length).toBe(14);
    const partners = [...ours.values(), ...theirs.values()].map((one) => one.cells.partner!).filter(Boolean);
    expect(partners.filter((id) => id.startsWith('0098'))).toHaveLength(8);
  });

  it('with cases of linea-nacional that count, though nhth holds a copy outside the population', () => {
    const outside = last('cases', 'nhth').filter((one) => plainly(one) || one.day < '2015-09-30');
    const ids = new Set(outside.map((one) => one.id));
    const named = new Set(outside.map((one) => one.cells.partner!).filter(Boolean));
    const linked = last('cases', 'linea-nacional').filter((one) => ids.has(one.cells.partner!) || named.has(one.id));
    expect(linked.filter((one) => !/^(no|0|false)$/i.test(one.cells.mexico!))).toHaveLength(3);
  });

  it('with people whose case their hotline does not hold, some of it held by the other', () => {
    const cases = (hotline: string) => new Set(last('cases', hotline).map((one) => one.id));
    const held = { nhth: cases('nhth'), 'linea-nacional': cases('linea-nacional') } as Record<string, Set<string>>;
    const orphans = [...last('victims'), ...last('traffickers')].filter(
      (one) => !held[one.hotline]!.has(one.cells.case!),
    );
    const elsewhere = orphans.filter((one) =>
      held[one.hotline === 'nhth' ? 'linea-nacional' : 'nhth']!.has(one.cells.case!),
    );
    expect(orphans.length).toBe(28);
    expect(elsewhere.length).toBe(16);
  });

  it('with records on the first day of the period, none of which counts', () => {
    const first = last('signals')
      .concat(last('cases'))
      .filter((one) => one.day === '2015-09-30');
    expect(first.length).toBeGreaterThan(10);
    expect(counted.figures['signals-by-month']!.cells!['2015-09']).toBe(0);
    expect(counted.figures['cases-by-month']!.cells!['2015-09']).toBe(0);
  });
});
