import { type Excluded, type OrphansOfMonth, totalOrphans } from '../domain/excluded.ts';
import { type Day, parseMonth } from '../domain/month.ts';
import type { RecordFilter, Sheet } from '../domain/sheet.ts';
import type { Answering } from './answers.ts';
import { matches, mayBeInPeriod } from './population.ts';

/** The tables of people, in the order of reports. */
const PEOPLE = ['victims', 'traffickers'] as const;

/**
 * Counts the records that the figures exclude, by hotline in the sheet's order: copies of cases that another hotline
 * counts, people whose case is in no active export, and records whose date is not known exactly enough. Expects the
 * relations of `gatherPopulation`.
 */
export async function countExcluded(engine: Answering, sheet: Sheet, through: Day): Promise<Excluded[]> {
  const copies = await countBy(
    engine,
    'SELECT hotline, sum(weight) AS count FROM population_cases SEMI JOIN copies USING (hotline, case_id) GROUP BY 1',
  );
  const people = await countBy(
    engine,
    `SELECT hotline, sum(n) AS count FROM (${PEOPLE.map(peopleOf).join(' UNION ALL ')}) GROUP BY 1`,
  );
  const orphans = await orphansByHotline(engine);
  const undatedOf = (table: 'signals' | 'cases', column: string, filter: RecordFilter): Promise<Map<string, number>> =>
    countBy(
      engine,
      `SELECT hotline, sum(weight) AS count FROM ${table} SEMI JOIN hotline_rank USING (hotline)
       WHERE ${mayBeInPeriod(column, sheet, through)} AND ${matches(filter)} GROUP BY 1`,
    );
  const signals = await undatedOf('signals', 'received_on', sheet.signals);
  const cases = await undatedOf('cases', 'opened_on', sheet.population);
  return sheet.hotlines.map((hotline) => {
    const byMonth = orphans.get(hotline) ?? [];
    return {
      hotline,
      copies: copies.get(hotline) ?? 0,
      people: people.get(hotline) ?? 0,
      orphans: totalOrphans(byMonth),
      orphansByMonth: byMonth,
      undated: { signals: signals.get(hotline) ?? 0, cases: cases.get(hotline) ?? 0 },
    };
  });
}

const peopleOf = (table: string): string =>
  `SELECT hotline, sum(weight) AS n FROM ${table} SEMI JOIN hotline_rank USING (hotline) GROUP BY 1`;

async function countBy(engine: Answering, sql: string): Promise<Map<string, number>> {
  return new Map((await engine.rows(sql)).map((row) => [String(row.hotline), Number(row.count)]));
}

async function orphansByHotline(engine: Answering): Promise<Map<string, OrphansOfMonth[]>> {
  const orphansOf = (table: string): string => `SELECT hotline, month, weight, '${table}' AS people FROM ${table}
    SEMI JOIN hotline_rank USING (hotline) ANTI JOIN cases USING (hotline, case_id)`;
  const rows =
    await engine.rows(`SELECT hotline, month, coalesce(sum(weight) FILTER (people = 'victims'), 0) AS victims,
      coalesce(sum(weight) FILTER (people = 'traffickers'), 0) AS traffickers
    FROM (${PEOPLE.map(orphansOf).join(' UNION ALL ')}) GROUP BY ALL ORDER BY ALL`);
  const byHotline = new Map<string, OrphansOfMonth[]>();
  for (const row of rows) {
    const hotline = String(row.hotline);
    const month = parseMonth(String(row.month));
    if (!month) continue;
    const ofMonth = { month, victims: Number(row.victims), traffickers: Number(row.traffickers) };
    byHotline.set(hotline, [...(byHotline.get(hotline) ?? []), ofMonth]);
  }
  return byHotline;
}
