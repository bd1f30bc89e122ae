import { plain, type ReadFile } from './naive-reading.ts';
import { AGE, COUNTRY, GENDER, LABOR_VENUE, SEX_VENUE, STATE, TYPE } from './naive-words.ts';

/** Headings in the spelling of the contract, folded: canonical column by table and hotline. */
const COLUMNS: Record<string, Record<string, string>> = {
  signals: of(
    'id=Signal ID,date=Date Received,related=Related to Trafficking,mexico=Related to Mexico,line=Line,channel=Channel,case=Case Number',
  ),
  reportes: of(
    'id=Folio del reporte,date=Fecha de recepción,related=Relacionado con trata,mexico=Relacionado con México,line=Línea,channel=Medio de contacto,case=Folio del caso',
  ),
  cases: of(
    'id=Case Number,date=Date Opened,type=Type of Trafficking,venues=Venue/Industry,states=State(s) of Exploitation,countries=Country of Exploitation,mexico=Mexico Nexus,partner=Partner Case Number',
  ),
  casos: of(
    'id=Folio del caso,date=Fecha de apertura,type=Modalidad,venues=Giro o lugar,states=Entidad federativa,countries=País de explotación,mexico=Nexo con México,partner=Folio del caso en la línea asociada',
  ),
  victims: of('id=Victim ID,case=Case Number,gender=Gender,age=Age at Contact,nationalities=Nationality'),
  victimas: of(
    'id=Folio de la víctima,case=Folio del caso,gender=Género,age=Edad al momento del contacto,nationalities=Nacionalidad',
  ),
  traffickers: of('id=Trafficker ID,case=Case Number,gender=Gender,age=Age,nationalities=Nationality'),
  tratantes: of('id=Folio del tratante,case=Folio del caso,gender=Género,age=Edad,nationalities=Nacionalidad'),
};
const TABLE: Record<string, string> = {
  reportes: 'signals',
  casos: 'cases',
  victimas: 'victims',
  tratantes: 'traffickers',
};

function of(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').map((pair) => pair.split('=') as [string, string]));
}

export interface NaiveRecord {
  hotline: string;
  table: string;
  month: string;
  id: string;
  cells: Record<string, string>;
  day: string;
}

export interface Recount {
  errors: string[];
  warnings: Record<string, number>;
  /** Every version of every record, in order of months. */
  versions: NaiveRecord[];
  figures: Record<string, { total: number; known?: number; cells?: Record<string, number> }>;
  /** The number of cases of linea-nacional that are not counted because a case of nhth represents them. */
  copies: number;
}

const split = (cell: string): string[] =>
  cell
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter(Boolean);

const dayOf = (text: string, hotline: string): string => {
  const [date = ''] = text.split(' ');
  if (/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  const [one = '', two = '', year = ''] = date.split('/');
  const [month, day] = hotline === 'nhth' ? [one, two] : [two, one];
  const iso = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  return Number.isNaN(Date.parse(iso)) || new Date(iso).toISOString().slice(0, 10) !== iso ? '' : iso;
};
const YES = ['yes', 'true', '1', 'si'];
const NO = ['no', 'false', '0'];

export function recount(files: ReadFile[]): Recount {
  const result: Recount = { errors: [], warnings: {}, versions: [], figures: {}, copies: 0 };
  const warn = (kind: string) => {
    result.warnings[kind] = (result.warnings[kind] ?? 0) + 1;
  };
  const latest = new Map<string, NaiveRecord>();
  for (const file of files.toSorted((a, b) => a.month.localeCompare(b.month))) {
    for (const record of recordsOf(file, result.errors, warn)) {
      result.versions.push(record);
      latest.set(`${file.hotline} ${record.table} ${record.id}`, record);
    }
  }
  Object.assign(result, figures([...latest.values()], warn));
  return result;
}

function recordsOf(file: ReadFile, errors: string[], warn: (kind: string) => void): NaiveRecord[] {
  const seen = new Map<string, string>();
  const records: NaiveRecord[] = [];
  for (const [at, row] of file.rows.entries()) {
    const wrong = (what: string) => errors.push(`${file.hotline}/${file.month}/${file.stem} record ${at + 1}: ${what}`);
    const cells = Object.fromEntries(
      Object.entries(COLUMNS[file.stem]!).map(([column, heading]) => [
        column,
        row[plain(heading)] ?? 'heading missing',
      ]),
    );
    const id = cells.id!;
    const content = JSON.stringify(cells);
    if (seen.has(id)) {
      if (seen.get(id) !== content) wrong('id twice with different content');
      warn('row-repeated');
      continue;
    }
    seen.set(id, content);
    const day = cells.date === undefined ? '' : dayOf(cells.date, file.hotline);
    for (const what of errorsOf(cells, day, file.month)) wrong(what);
    records.push({ hotline: file.hotline, table: TABLE[file.stem] ?? file.stem, month: file.month, id, cells, day });
  }
  return records;
}

function errorsOf(cells: Record<string, string>, day: string, month: string): string[] {
  const errors: string[] = [];
  for (const [column, cell] of Object.entries(cells)) if (cell === 'heading missing') errors.push(`no ${column}`);
  if (cells.id === '') errors.push('no id');
  if (cells.date !== undefined && day === '') errors.push('date unreadable');
  if (day.slice(0, 7) > month) errors.push('date after the month');
  for (const flag of [cells.related, cells.mexico])
    if (flag !== undefined && ![...YES, ...NO].includes(plain(flag))) errors.push('flag unreadable');
  return errors;
}

function figures(records: NaiveRecord[], warn: (kind: string) => void): Pick<Recount, 'figures' | 'copies'> {
  const known = (words: Map<string, string>, text: string, kind: string): string | undefined => {
    const code = words.get(plain(text));
    if (code === undefined) warn(kind);
    return code;
  };
  const yes = (cell: string) => YES.includes(plain(cell));
  const inPeriod = (day: string) => day >= '2015-09-30' && day <= '2017-07-31';

  const signals = records.filter(
    (r) => r.table === 'signals' && yes(r.cells.related!) && yes(r.cells.mexico!) && inPeriod(r.day),
  );

  const statesOf = (r: NaiveRecord) => split(r.cells.states!).map((s) => known(STATE, s, 'state-unknown'));
  const place = (r: NaiveRecord) => {
    const states = statesOf(r).filter((s) => s !== undefined);
    const named = split(r.cells.countries!).map((c) => known(COUNTRY, c, 'country-unknown')!);
    const countries = named.length > 0 ? named : states.map((s) => s.slice(0, 2));
    const inside = states.filter((s) => countries.includes(s.slice(0, 2)));
    if (inside.length < states.length) warn('state-outside-countries');
    return { states: [...new Set(inside)], countries };
  };
  const typeOf = (r: NaiveRecord) => {
    const types = new Set(split(r.cells.type!).map((t) => known(TYPE, t, 'type-unknown') ?? 'other'));
    if (types.has('sex-and-labor') || (types.has('sex') && types.has('labor'))) return 'sex-and-labor';
    return types.has('sex') ? 'sex' : types.has('labor') ? 'labor' : 'other';
  };
  const allCases = records.filter((r) => r.table === 'cases');
  const population = allCases
    .map((r) => ({ record: r, ...place(r), type: typeOf(r) }))
    .filter(({ record, countries }) => {
      const exploited = countries.includes('US') || countries.includes('MX');
      return yes(record.cells.mexico!) && exploited && inPeriod(record.day);
    });
  const ours = population.map(({ record }) => record).filter((r) => r.hotline === 'nhth');
  const held = new Set(ours.map((r) => r.id));
  const named = new Set(ours.map((r) => r.cells.partner!).filter(Boolean));
  const counted = population.filter(
    ({ record: r }) => r.hotline === 'nhth' || !(held.has(r.cells.partner!) || named.has(r.id)),
  );
  const byId = new Map(counted.map((c) => [`${c.record.hotline} ${c.record.id}`, c]));

  const people = (table: string) =>
    records
      .filter((r) => r.table === table)
      .flatMap((r) => {
        const of = byId.get(`${r.hotline} ${r.cells.case!}`);
        return of ? [{ r, of }] : [];
      });
  const gender = (r: NaiveRecord) =>
    r.cells.gender ? (known(GENDER, r.cells.gender, 'gender-unknown') ?? 'unknown') : 'unknown';
  const age = (r: NaiveRecord) => {
    const cell = r.cells.age!;
    if (cell === '') return 'unknown';
    if (/^\d+$/.test(cell) && Number(cell) < 120) return Number(cell) < 18 ? 'minor' : 'adult';
    return known(AGE, cell, 'age-implausible') ?? 'unknown';
  };
  const nationalities = (r: NaiveRecord) => {
    const codes = split(r.cells.nationalities!).map((n) => known(COUNTRY, n, 'nationality-unknown') ?? 'unknown');
    return codes.length > 0 ? [...new Set(codes)] : ['unknown'];
  };
  const venues = (r: NaiveRecord, words: Map<string, string>) =>
    new Set(split(r.cells.venues!).flatMap((v) => words.get(plain(v)) ?? []));
  for (const { record } of counted)
    for (const v of split(record.cells.venues!))
      if (!LABOR_VENUE.has(plain(v)) && !SEX_VENUE.has(plain(v))) warn('venue-unknown');

  const tally = (keys: Iterable<string>) => {
    const counts: Record<string, number> = {};
    for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
    return counts;
  };
  const months = Object.fromEntries(
    Array.from({ length: 23 }, (_, n) => [new Date(Date.UTC(2015, 8 + n, 1)).toISOString().slice(0, 7), 0]),
  );
  const series = (days: string[]) => ({
    total: days.length,
    cells: { ...months, ...tally(days.map((d) => d.slice(0, 7))) },
  });
  const victims = people('victims');
  const traffickers = people('traffickers');
  const demographics = (name: string, list: typeof victims) => ({
    [`${name}-by-gender`]: { total: list.length, cells: tally(list.map(({ r }) => gender(r))) },
    [`${name}-by-nationality`]: { total: list.length, cells: tally(list.flatMap(({ r }) => nationalities(r))) },
    [`${name}-by-age`]: { total: list.length, cells: tally(list.map(({ r }) => age(r))) },
  });
  const all = {
    signals: { total: signals.length },
    cases: { total: counted.length },
    victims: { total: victims.length },
    traffickers: { total: traffickers.length },
    'cases-by-state': {
      total: counted.length,
      known: counted.filter((c) => c.states.length > 0).length,
      cells: tally(counted.flatMap((c) => c.states)),
    },
    'victims-by-type': { total: victims.length, cells: tally(victims.map(({ of }) => of.type)) },
    'top-labor-industries': {
      total: victims.length,
      cells: tally(victims.flatMap(({ of }) => [...venues(of.record, LABOR_VENUE)])),
    },
    'top-sex-types': {
      total: victims.length,
      cells: tally(victims.flatMap(({ of }) => [...venues(of.record, SEX_VENUE)])),
    },
    ...demographics('victims', victims),
    ...demographics('traffickers', traffickers),
    'signals-by-month': series(signals.map((r) => r.day)),
    'cases-by-month': series(counted.map((c) => c.record.day)),
    'victims-by-month': series(victims.map(({ of }) => of.record.day)),
  };
  return { figures: all, copies: population.length - counted.length };
}
