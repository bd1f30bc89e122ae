import { builtInDimension, columnsCountedBy, extraColumnsOf, type SheetColumn, specOf } from '../domain/dimensions.ts';
import type { Engine } from '../domain/engine.ts';
import { attributeColumns } from '../domain/facts-columns.ts';
import type { Family } from '../domain/family.ts';
import { DIMENSIONS } from '../domain/figure.ts';
import type { Day } from '../domain/month.ts';
import { FORMER } from '../domain/running-count.ts';
import type { RecordFilter, Sheet } from '../domain/sheet.ts';
import type { Table } from '../domain/tables.ts';
import { literal } from '../domain/text/escape.ts';

/**
 * Gathers the records that a sheet counts, as relations of the engine. Expects the relations `signals`, `cases`,
 * `victims` and `traffickers` (active facts, each record's latest version) and creates
 *
 *     counted_signals      signals of the sheet, received in the period
 *     counted_cases        the population: each case once, opened in the period
 *     copies               the cases of the population that are represented by another hotline's copy
 *     counted_victims      its victims
 *     counted_traffickers  its traffickers
 *
 * with one row per fact (`hotline`, `record`, and the `weight`: how many records it represents), and for each a
 * `tallied_signals`... for figures to add up: the number of `records` for each combination of the columns that figures
 * count by, including `on_month` (YYYY-MM), and of the column that members of a family differ by. A million people have
 * few distinct combinations.
 */
export async function gatherPopulation(engine: Engine, sheet: Sheet, through: Day): Promise<void> {
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE hotline_rank AS SELECT unnest([hotline, ${literal(FORMER)} || hotline]) AS hotline, rank FROM
       (SELECT unnest(${textList(sheet.hotlines)}) AS hotline, generate_subscripts(${textList(sheet.hotlines)}, 1) AS rank)`,
  );
  await tallySignals(engine, sheet, through);
  await tallyCases(engine, sheet, through);
  for (const table of ['victims', 'traffickers'] as const) await tallyPeople(engine, sheet, table);
}

async function tallySignals(engine: Engine, sheet: Sheet, through: Day): Promise<void> {
  const columns = countedBy(sheet, 'signals');
  await engine.run(`CREATE OR REPLACE TEMP VIEW counted_signals AS
    SELECT ${['hotline', 'record', 'weight', ...columns].join(', ')}, ${monthStart('received_on')} AS from_day
    FROM signals SEMI JOIN hotline_rank USING (hotline)
    WHERE ${inPeriod('received_on', sheet, through)} AND ${matches(sheet.signals)}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE tallied_signals AS
    SELECT ${[...columns, ...byHotline(sheet), ON_MONTH].join(', ')}, sum(weight) AS records FROM counted_signals
    GROUP BY ${[...columns, ...byHotline(sheet), 'from_day'].join(', ')}`);
}

/** Lists are compared and searched once per kind; doing it case by case would cost several times as much. */
async function tallyCases(engine: Engine, sheet: Sheet, through: Day): Promise<void> {
  const period = inPeriod('opened_on', sheet, through);
  // cases that are equal in all columns that sheets use are of one kind
  const kind = [...attributeColumns('cases'), ...namesIn('cases', extraColumnsOf(sheet))];
  await engine.run(`CREATE OR REPLACE TEMP TABLE case_kinds AS
    SELECT row_number() OVER ()::INTEGER AS kind, from_day, ${kind.join(', ')}
    FROM (SELECT DISTINCT ${monthStart('opened_on')} AS from_day, ${kind.join(', ')} FROM cases WHERE ${period})
    WHERE ${matches(sheet.population)}`);
  const alike = kind.map((column) => `c.${column} IS NOT DISTINCT FROM k.${column}`).join(' AND ');
  await engine.run(`CREATE OR REPLACE TEMP TABLE population_cases AS
    SELECT c.hotline, rank, c.record, c.weight, c.case_id, c.partner_case_id, k.kind
    FROM cases c JOIN hotline_rank USING (hotline)
      JOIN case_kinds k ON ${monthStart('c.opened_on')} = k.from_day AND ${alike}
    WHERE ${period}`);
  await findCopies(engine);
  await engine.run(`CREATE OR REPLACE TEMP TABLE counted_cases AS
    SELECT hotline, record, weight, case_id, kind FROM population_cases ANTI JOIN copies USING (hotline, case_id)`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE tallied_cases AS
    SELECT ${[...caseColumns(sheet), ...byHotline(sheet), ON_MONTH].join(', ')}, sum(n) AS records
    FROM (SELECT ${['kind', ...byHotline(sheet)].join(', ')}, sum(weight) AS n FROM counted_cases GROUP BY ALL)
      JOIN case_kinds USING (kind) GROUP BY ALL`);
}

/** People have the type, venues, states and month of their case. */
async function tallyPeople(engine: Engine, sheet: Sheet, table: 'victims' | 'traffickers'): Promise<void> {
  const own = [...countedBy(sheet, table), ...byHotline(sheet)].join(', ');
  const ofCase = [...caseColumns(sheet).filter((name) => !countedBy(sheet, table).includes(name)), ON_MONTH].join(', ');
  await engine.run(`CREATE OR REPLACE TEMP VIEW counted_${table} AS
    SELECT hotline, p.record, p.weight, ${countedBy(sheet, table).join(', ')}, kind
    FROM ${table} p JOIN counted_cases c USING (hotline, case_id)`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE tallied_${table} AS
    SELECT ${own}, ${ofCase}, sum(n) AS records
    FROM (SELECT ${own}, kind, sum(weight) AS n FROM counted_${table} GROUP BY ALL) JOIN case_kinds USING (kind) GROUP BY ALL`);
}

const monthStart = (day: string): string => `date_trunc('month', ${day})`;
const ON_MONTH = "strftime(from_day, '%Y-%m') AS on_month";

/** The columns that a sheet's figures count a table by: of signals only those needed, because there are most of them. */
function countedBy(sheet: Sheet, table: Table): string[] {
  const { figures, family } = sheet;
  const dimensions =
    table === 'signals'
      ? figures
          .filter(({ counts }) => counts === table)
          .flatMap(({ by, cross }) => [by, cross, family?.by].flatMap((name) => name ?? []))
      : DIMENSIONS.filter((by) => builtInDimension(by)?.tables.includes(table));
  const own = attributeColumns(table);
  const columns = dimensions.flatMap((by) => builtInDimension(by)?.column ?? []).filter((name) => own.includes(name));
  return [...new Set([...columns, ...namesIn(table, columnsCountedBy(sheet))])];
}

/** The hotline that a record is attributed to, if that is what the members of a family differ by. */
const byHotline = ({ family }: Sheet): string[] => (family?.by === 'hotline' ? ['hotline'] : []);

/** Returns the column of the tallied relations that has the codes of a family's members, and whether it is a list. */
export function memberColumn(family: Family): { readonly name: string; readonly multi: boolean } {
  const spec = specOf(family); // none for hotlines
  return { name: spec?.column ?? family.by, multi: spec?.multi ?? false };
}

/** The columns of a case that figures count by: of people too. */
const caseColumns = (sheet: Sheet): string[] => countedBy(sheet, 'cases');

const namesIn = (table: Table, columns: readonly SheetColumn[]): string[] =>
  columns.flatMap((column) => (column.table === table ? [column.name] : []));

/**
 * Creates `copies`: the cases of the population that are represented by an earlier-listed hotline's case, whichever
 * side names the other. Only direct links count, and a copy that is itself dropped still represents a later one: in a
 * chain of three hotlines the first is counted. Few cases name another, usually none.
 */
async function findCopies(engine: Engine): Promise<void> {
  const [naming] = await engine.rows(
    'CREATE OR REPLACE TEMP TABLE naming_cases AS FROM population_cases WHERE partner_case_id IS NOT NULL',
  );
  const linked = `SELECT later.hotline, later.case_id FROM naming_cases later
      JOIN population_cases earlier ON earlier.case_id = later.partner_case_id AND earlier.rank < later.rank
    UNION
    SELECT later.hotline, later.case_id FROM population_cases later
      JOIN naming_cases earlier ON earlier.partner_case_id = later.case_id AND earlier.rank < later.rank`;
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE copies AS ${naming?.Count === 0 ? 'SELECT hotline, case_id FROM naming_cases' : linked}`,
  );
}

const textList = (values: readonly string[]): string => `[${values.map(literal).join(', ')}]::VARCHAR[]`;

/** Returns the SQL of the first day of what is known of a date. */
const firstKnown = (column: string): string =>
  `CASE precision WHEN 'month' THEN ${monthStart(column)} WHEN 'year' THEN date_trunc('year', ${column}) ELSE ${column} END`;

/**
 * Returns the SQL condition that a record may be in the period, but too little of its date is known to say so: a part of
 * its month or year is outside the period, or nothing is known.
 */
export const mayBeInPeriod = (column: string, sheet: Sheet, through: Day): string =>
  `(precision = 'unknown' OR (precision <> 'day' AND ${firstKnown(column)} <= DATE ${literal(through)}
    AND ${column} >= DATE ${literal(sheet.period.from)} AND NOT (${inPeriod(column, sheet, through)})))`;

/**
 * Returns the SQL condition that a date is in the period. If only its month or year is known, all of that must be in
 * the period: the column has the last day of it.
 */
const inPeriod = (column: string, { period }: Sheet, through: Day): string =>
  `${column} BETWEEN DATE ${literal(period.from)} AND DATE ${literal(through)} AND (precision = 'day'
    OR ${firstKnown(column)} >= DATE ${literal(period.from)})`;

/** Returns the SQL condition that a record passes a filter of a sheet. */
export function matches(filter: RecordFilter): string {
  const conditions: Readonly<Record<Exclude<keyof RecordFilter, 'own'>, string | false | undefined>> = {
    nexus: filter.nexus && anyOf('nexus', filter.nexus),
    countries: filter.countries && anyOf('countries', filter.countries),
    states: filter.states && anyOf('states', filter.states),
    type: filter.type && `trafficking_type IN (${filter.type.map(literal).join(', ')})`,
    lines: filter.lines && `line IN (${filter.lines.map(literal).join(', ')})`,
    channel: filter.channel && `channel IN (${filter.channel.map(literal).join(', ')})`,
    traffickingRelated: filter.traffickingRelated !== undefined && `trafficking_related = ${filter.traffickingRelated}`,
  };
  const own = filter.own?.map(({ own: { column, multi }, codes }) =>
    multi ? anyOf(column, codes) : `${column} IN (${codes.map(literal).join(', ')})`,
  );
  return (
    [...Object.values(conditions), ...(own ?? [])].filter((condition) => typeof condition === 'string').join(' AND ') ||
    'true'
  );
}

/** Returns the SQL condition that a list column contains at least one of the values. */
export const anyOf = (column: string, values: readonly string[]): string =>
  `list_has_any(${column}, [${values.map(literal).join(', ')}]::VARCHAR[])`;
