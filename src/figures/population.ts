import type { Engine } from '../domain/engine.ts';
import type { Day } from '../domain/month.ts';
import type { RecordFilter, Sheet } from '../domain/sheet.ts';
import { literal } from '../domain/sql-literal.ts';
import { anyOf } from './sql-text.ts';

/**
 * The records a sheet counts, as relations of the engine. Expects the views `signals`, `cases`, `victims` and
 * `traffickers` (facts in force, each record's latest version) and makes
 *
 *     counted_signals      signals of the sheet, received in the period
 *     counted_cases        the population: each case once, opened in the period
 *     counted_victims      its victims, with their case's type, venues, states and day
 *     counted_traffickers  its traffickers, likewise
 *
 * each with the columns that figures count by, a record a row, and `on_day`, the day of the event.
 */
export async function gatherPopulation(engine: Engine, sheet: Sheet, through: Day): Promise<void> {
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE hotline_rank AS SELECT unnest(${textList(sheet.hotlines)}) AS hotline,
       generate_subscripts(${textList(sheet.hotlines)}, 1) AS rank`,
  );
  await engine.run(`CREATE OR REPLACE TEMP TABLE counted_signals AS
    SELECT hotline, record, received_on AS on_day
    FROM signals s SEMI JOIN hotline_rank USING (hotline)
    WHERE ${inPeriod('received_on', sheet, through)} AND ${matches(sheet.signals)}`);
  await engine.run(COPIES_HELD_EARLIER);
  await engine.run(`CREATE OR REPLACE TEMP TABLE counted_cases AS
    SELECT hotline, record, case_id, trafficking_type, venues, states, opened_on AS on_day
    FROM cases c SEMI JOIN hotline_rank USING (hotline) ANTI JOIN held_earlier USING (hotline, case_id)
    WHERE ${inPeriod('opened_on', sheet, through)} AND ${matches(sheet.population)}`);
  for (const table of ['victims', 'traffickers'])
    await engine.run(`CREATE OR REPLACE TEMP TABLE counted_${table} AS
      SELECT p.hotline, p.record, p.gender, p.age_group, p.nationalities,
        c.trafficking_type, c.venues, c.states, c.on_day
      FROM ${table} p JOIN counted_cases c USING (hotline, case_id)`);
}

/**
 * The cases that a hotline listed earlier holds too, whichever side names the other. The link is looked for among all
 * cases in force, for the population is tested on the copy that counts.
 */
const COPIES_HELD_EARLIER = `CREATE OR REPLACE TEMP TABLE held_earlier AS
  WITH ranked AS (SELECT hotline, rank, case_id, partner_case_id FROM cases JOIN hotline_rank USING (hotline))
  SELECT later.hotline, later.case_id FROM ranked later
    JOIN ranked earlier ON earlier.case_id = later.partner_case_id AND earlier.rank < later.rank
  UNION
  SELECT later.hotline, later.case_id FROM ranked later
    JOIN ranked earlier ON earlier.partner_case_id = later.case_id AND earlier.rank < later.rank`;

const textList = (values: readonly string[]): string => `[${values.map(literal).join(', ')}]::VARCHAR[]`;

const inPeriod = (column: string, sheet: Sheet, through: Day): string =>
  `${column} BETWEEN DATE ${literal(sheet.period.from)} AND DATE ${literal(through)}`;

function matches(filter: RecordFilter): string {
  const conditions = [
    filter.nexus && anyOf('nexus', filter.nexus),
    filter.countries && anyOf('countries', filter.countries),
    filter.states && anyOf('states', filter.states),
    filter.type && `trafficking_type IN (${filter.type.map(literal).join(', ')})`,
    filter.lines && `line IN (${filter.lines.map(literal).join(', ')})`,
    filter.channel && `channel IN (${filter.channel.map(literal).join(', ')})`,
    filter.traffickingRelated !== undefined && `trafficking_related = ${filter.traffickingRelated}`,
  ].filter((condition) => typeof condition === 'string');
  return conditions.length > 0 ? conditions.join(' AND ') : 'true';
}

/** People whose case no export in force holds: counted nowhere, shown to reviewers (figures.md, rule 1). */
export interface Orphans {
  readonly victims: number;
  readonly traffickers: number;
}

export async function countOrphans(engine: Engine): Promise<Orphans> {
  const of = (table: string) =>
    `(SELECT count(*) FROM ${table} SEMI JOIN hotline_rank USING (hotline) ANTI JOIN cases USING (hotline, case_id))`;
  const [row] = await engine.rows(`SELECT ${of('victims')} AS victims, ${of('traffickers')} AS traffickers`);
  return { victims: Number(row?.victims), traffickers: Number(row?.traffickers) };
}
