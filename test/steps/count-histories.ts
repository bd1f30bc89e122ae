import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { enginePool } from '../../local/pipeline/engine-pool.ts';
import { makeScratch } from '../../local/state/scratch.ts';
import { type Chance, chanceOf } from '../../samples/random.ts';
import { memberSheets } from '../../src/definitions/family-members.ts';
import type { Engine } from '../../src/domain/engine.ts';
import { memberSheetId } from '../../src/domain/family.ts';
import type { StoredFacts } from '../../src/domain/ledger.ts';
import type { Month } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { TABLES, type Table } from '../../src/domain/tables.ts';
import { writeFacts } from '../../src/facts/write-facts.ts';
import { type CountEffects, type CountLimits, countRecords } from '../../src/steps/compute-figures/count-records.ts';
import type { FactsOfExport } from '../../src/steps/compute-figures/fetch-facts.ts';
import { CODES } from '../current-codes.ts';
import { type FactRows, makeFacts } from '../facts/facts-in-engine.ts';
import { parse, sheetJson } from '../figures/sheets.ts';
import { MemoryState, memoryObjects } from './memory-state.ts';
import { TEST_KEY } from './state-fixture.ts';

/** A sheet with every kind of question: totals, single and multiple values, maps, parts, crosses, months. */
export const SHEET = parse(
  sheetJson({
    figures: [
      { id: 'signals', counts: 'signals' },
      { id: 'signals-by-channel', counts: 'signals', by: 'channel' },
      { id: 'cases', counts: 'cases' },
      { id: 'victims', counts: 'victims' },
      { id: 'traffickers', counts: 'traffickers' },
      { id: 'cases-by-state', counts: 'cases', by: 'state', groups: ['US', 'MX'], classes: [10, 25] },
      { id: 'cases-by-type', counts: 'cases', by: 'type' },
      { id: 'victims-by-type', counts: 'victims', by: 'type' },
      {
        id: 'labor-victims-by-age',
        counts: 'victims',
        by: 'age',
        partOf: { figure: 'victims-by-type', cell: 'labor' },
      },
      { id: 'traffickers-by-gender-and-age', counts: 'traffickers', by: 'gender', cross: 'age' },
      { id: 'victims-by-nationality', counts: 'victims', by: 'nationality', top: 4 },
      { id: 'cases-by-month', counts: 'cases', by: 'month' },
      { id: 'victims-by-month', counts: 'victims', by: 'month' },
    ],
  }),
);

/** The sheet as the main one of a family, and its members, by what the members differ by. */
function familyOf(by: 'hotline' | 'state'): readonly [Sheet, ...Sheet[]] {
  const keys = by === 'hotline' ? HOTLINES : ['US-TX', 'MX-JAL'];
  const members = keys.map((key) => ({ key, sheet: memberSheetId(SHEET.id, key) }));
  const main = { ...SHEET, family: { id: SHEET.id, by, members, unlisted: [] } };
  return [main, ...memberSheets(main)];
}

const AT_ONCE: CountLimits = { rows: Number.POSITIVE_INFINITY, files: Number.POSITIVE_INFINITY, rowsOfStep: 0 };

type Row = NonNullable<FactRows[Table]>[number];
const HOTLINES = ['nhth', 'linea-nacional'];
const MONTHS = ['2015-11', '2015-12', '2016-01', '2016-02', '2016-03', '2016-04'] as Month[];
const LAST: Month = MONTHS.at(-1) as Month;
const DAYS = ['2015-09-29', '2015-11-02', '2015-12-31', '2016-01-01', '2016-02-29', '2016-03-31', '2016-05-01'];
const ID: Record<Table, string> = {
  signals: 'signal_id',
  cases: 'case_id',
  victims: 'victim_id',
  traffickers: 'trafficker_id',
};

/** Ids are from small pools, so that records repeat across months, tables and hotlines. */
function randomRow(of: Chance, table: Table, id: number): Row {
  if (of.below(12) === 0) return { [ID[table]]: `${id}`, withdrawn: true };
  const day = of.pick(DAYS);
  const dated = of.below(8) === 0 ? { precision: 'year', day: `${day.slice(0, 4)}-12-31` } : { precision: 'day', day };
  const known = of.below(15) === 0 ? { precision: 'unknown', day: null } : dated;
  const weight = of.below(9) === 0 ? 3 : 1;
  const own = { [ID[table]]: `${id}`, weight };
  if (table === 'signals')
    return { ...own, received_on: known.day, precision: known.precision, channel: of.pick(['phone', 'text', 'email']) };
  if (table === 'cases')
    return {
      ...own,
      opened_on: known.day,
      precision: known.precision,
      trafficking_type: of.pick(['labor', 'sex', 'unknown']),
      states: of.pick([[], ['US-TX'], ['US-TX', 'MX-JAL']]),
      nexus: of.pick([['MX'], ['MX'], ['GT']]),
      partner_case_id: of.below(2) === 0 ? `${of.below(30)}` : null,
    };
  return {
    ...own,
    case_id: of.below(10) === 0 ? null : `${of.below(30)}`,
    gender: of.pick(['female', 'male', 'unknown']),
    age_group: of.pick(['adult', 'minor']),
    nationalities: of.pick([['MX'], ['MX', 'HN'], ['unknown']]),
  };
}

/** Counts in steps and at once, after each change of a random history of exports. */
export class CountHistory {
  readonly #active = new Map<string, FactsOfExport>();
  readonly #of: Chance;
  readonly #effects: CountEffects;
  readonly #sheets: readonly [Sheet, ...Sheet[]];
  #files = 0;

  constructor(seed: number, effects: CountEffects) {
    this.#of = chanceOf(seed);
    this.#effects = effects;
    this.#sheets = ([[SHEET], familyOf('state'), familyOf('hotline')] as const)[seed % 3] ?? [SHEET];
  }

  /** Adds, replaces or withdraws an export, which may have files of several tables. */
  async change(engine: Engine): Promise<void> {
    const of = this.#of;
    const [hotline, month, stem] = [of.pick(HOTLINES), of.pick(MONTHS), of.pick(['a', 'b', 'c'])];
    const place = `${hotline} ${month} ${stem}`;
    if (of.below(6) === 0) this.#active.delete(place);
    else {
      const tables = TABLES.filter(() => of.below(2) === 0);
      const facts: StoredFacts[] = [];
      for (const table of tables) facts.push(await this.#file(engine, { hotline, month, stem, table }));
      this.#active.set(place, { hotline, month, table: stem, facts });
    }
  }

  async #file(
    engine: Engine,
    { hotline, month, stem, table }: { hotline: string; month: Month; stem: string; table: Table },
  ): Promise<StoredFacts> {
    const ids = new Set(Array.from({ length: this.#of.below(7) }, () => this.#of.below(30)));
    // two files of one month never have the same record number, which decides between equal versions
    const record = (at: number): number => 1 + at + 100 * 'abc'.indexOf(stem);
    const rows = [...ids].map((id, at) => ({ ...randomRow(this.#of, table, id), hotline, month, record: record(at) }));
    await makeFacts(engine, table, rows, 'made');
    const { path } = await writeFacts(engine, { table, name: 'made', sql: 'FROM made', parameters: [] }, TEST_KEY.id);
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    const key = `facts/${table}/${this.#files++}/${sha256}.parquet`;
    await (this.#effects.facts as ReturnType<typeof memoryObjects>).putFile(key, path);
    return { table, key, rows: rows.length, sha256 };
  }

  /** Counts one edition in both ways. */
  async counts(): Promise<{ inSteps: unknown; atOnce: unknown }> {
    const month = this.#of.pick([...MONTHS, ...Array.from({ length: 8 }, () => LAST)]);
    const exports = [...this.#active.values()].filter((one) => one.month <= month);
    const [sheet, ...members] = this.#sheets;
    const records = { sheet, members, month, exports, codes: CODES, oneEach: new Set<never>(), program: 'test' };
    const steps: CountLimits = { rows: 0, files: 0, rowsOfStep: 1 + this.#of.below(40) };
    return {
      inSteps: await countRecords(this.#effects, { ...records, limits: steps }),
      atOnce: await countRecords(this.#effects, { ...records, limits: AT_ONCE }),
    };
  }
}

/** A history begins with a few exports, of which one change is a small part. */
const FIRST_COUNT = 8;

/** How many of the steps' counts continued a stored one: the others prove nothing about continuing. */
export interface HistoryRun {
  readonly counts: number;
  readonly continued: number;
}

/**
 * Counts the editions of random histories in steps and at once, and hands both results to `compare`.
 */
export async function runHistories(
  { histories, changes, seed }: { readonly histories: number; readonly changes: number; readonly seed: number },
  compare: (inSteps: unknown, atOnce: unknown, name: string) => void,
): Promise<HistoryRun> {
  const scratch = await makeScratch();
  const engines = enginePool(scratch.folder);
  let [counts, continued] = [0, 0];
  try {
    for (let history = 0; history < histories; history++) {
      const objects = memoryObjects(new MemoryState());
      const countIndex = {
        ...objects,
        fetch: async (key: string, path: string) => {
          continued++;
          await objects.fetch(key, path);
        },
      };
      const effects = {
        facts: objects,
        runningCounts: objects,
        countIndex,
        hashKey: TEST_KEY,
        openEngine: engines.open,
      };
      const random = new CountHistory(seed + history, effects);
      for (let change = 0; change < changes; change++) {
        const engine = await engines.open(0);
        await random.change(engine);
        await engine.close();
        if (change < FIRST_COUNT) continue;
        const { inSteps, atOnce } = await random.counts();
        compare(inSteps, atOnce, `history ${seed + history}, change ${change}`);
        counts++;
      }
    }
    return { counts, continued };
  } finally {
    await engines.close();
    await scratch.remove();
  }
}
