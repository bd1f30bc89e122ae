import { fileURLToPath } from 'node:url';
import { type Measured, measureProcess } from './measured.ts';
import { median, type Row } from './row.ts';

const measured = (script: string, ...parameters: readonly number[]): Promise<Measured> =>
  measureProcess([
    '--import',
    './scripts/typescript.mjs',
    fileURLToPath(new URL(script, import.meta.url)),
    ...parameters.map(String),
  ]);

/** Signals a month of each hotline. */
interface Scale {
  readonly hotlines: number;
  readonly signals: number;
}

const MONTHS = 120;
/** The most that a month's publication may grow from one month of history to 120. */
const TARGET = 1.3;

/**
 * Measures what a month costs after one month of history and after 120: to publish with two hotlines, to build with a
 * command, to count with any number of hotlines, and to ingest. Processor time is compared where it can be, because other
 * work on the machine changes it least.
 */
export async function scaleRows(runs: number, { hotlines, signals }: Scale): Promise<Row[]> {
  const of = `${signals.toLocaleString('en')} signals a month`;
  const published = await pair(runs, 'publish-month.ts', (history) => [history, signals]);
  const built = await pair(runs, 'build-month.ts', (history) => [history, signals]);
  const counted = await pair(runs, 'count-month.ts', (history) => [hotlines, history, signals]);
  const ledger = await pair(runs, 'ingest-month.ts', (history) => [100_000, history]);
  return [
    growthRow(`a month published, 2 hotlines, ${of} each`, published, processorOf),
    growthRow('  its peak memory', published, peakOf),
    growthRow(`factsheets build of a month, 1 hotline, ${of}`, built, timeOf),
    growthRow(`a month counted, ${hotlines} hotlines, ${of} each`, counted, processorOf),
    growthRow('  its peak memory, the first count included', counted, peakOf),
    growthRow('peak memory of ingesting 100,000 rows', ledger, peakOf),
    ...(await fileSizeRows(runs)),
  ];
}

/** The rows of the largest file of a month of a hotline with 50,000 signals, and the sizes that it is compared with. */
const FILE_ROWS = 50_000;
const FILE_SIZES = [4, 16, 60] as const;

/** Measures the peak memory of ingesting a file as it grows. */
async function fileSizeRows(runs: number): Promise<Row[]> {
  const one = await repeated(runs, 'ingest-month.ts', [FILE_ROWS, 1]);
  const rows: Row[] = [];
  for (const times of FILE_SIZES) {
    const many = await repeated(runs, 'ingest-month.ts', [FILE_ROWS * times, 1]);
    const size = (FILE_ROWS * times).toLocaleString('en');
    rows.push(growthRow(`peak memory of ingesting a file of ${size} rows`, { one, many }, peakOf, 'a file of 50,000'));
  }
  return rows;
}

/** The signals of a month of a small hotline: files so small that their number is what a build waits for. */
const SMALL_MONTH = 100;

/**
 * Measures the size of ten years, with signals only, without cases and people: every month is counted for the first time,
 * then the next month alone, and a month is published, and built with a command. With small months, but all tables, a
 * month is built too.
 */
export async function tenYearRows(runs: number, { hotlines, signals }: Scale): Promise<Row[]> {
  const counted = await pair(runs, 'count-month.ts', (history) => [hotlines, history, signals, 1]);
  const published = await pair(runs, 'publish-month.ts', (history) => [history, signals, hotlines, 1]);
  const built = await pair(1, 'build-month.ts', (history) => [history, signals, hotlines, 1]);
  const builtOfMany = await pair(1, 'build-month.ts', (history) => [history, SMALL_MONTH, hotlines]);
  const ofMonth = hotlines * signals;
  const [one, many] = [ofMonth, MONTHS * ofMonth].map((records) => records.toLocaleString('en'));
  const all = `${many} signals of ${hotlines} hotlines counted for the first time`;
  const perMillion = (each: Measured, records: number): Measured => {
    const everything = ((each.parts?.everything ?? 0) / records) * 1e6;
    return { ...each, parts: { ...each.parts, everything } };
  };
  const eachMillion = {
    one: counted.one.map((each) => perMillion(each, ofMonth)),
    many: counted.many.map((each) => perMillion(each, MONTHS * ofMonth)),
  };
  return [
    growthRow(`${all}, each million`, eachMillion, everythingOf),
    growthRow('  peak memory', counted, peakOf),
    growthRow(`the next month counted, ${one} signals`, counted, processorOf),
    growthRow(`a month published, ${one} signals`, published, processorOf),
    growthRow('  its peak memory', published, peakOf),
    growthRow(`factsheets build of a month, ${one} signals`, built, timeOf),
    growthRow(`  of many small files: ${hotlines} hotlines, ${SMALL_MONTH} signals each`, builtOfMany, timeOf),
  ];
}

interface Pair {
  readonly one: readonly Measured[];
  readonly many: readonly Measured[];
}

async function pair(runs: number, script: string, parameters: (times: number) => readonly number[]): Promise<Pair> {
  const [one, many]: [Measured[], Measured[]] = [[], []];
  for (let run = 0; run < runs; run++) {
    one.push(await measured(script, ...parameters(1)));
    many.push(await measured(script, ...parameters(MONTHS)));
  }
  return { one, many };
}

async function repeated(runs: number, script: string, parameters: readonly number[]): Promise<Measured[]> {
  const all: Measured[] = [];
  for (let run = 0; run < runs; run++) all.push(await measured(script, ...parameters));
  return all;
}

interface Quantity {
  readonly unit: string;
  of(measured: Measured): number;
}

const everythingOf: Quantity = { unit: 'ms of processor time', of: ({ parts }) => parts?.everything ?? 0 };
const processorOf: Quantity = { unit: 'ms of processor time', of: ({ parts }) => parts?.processor ?? 0 };
const timeOf: Quantity = { unit: 'ms', of: ({ milliseconds }) => milliseconds };
const peakOf: Quantity = { unit: 'MB', of: ({ peakMb }) => peakMb };

function growthRow(name: string, { one, many }: Pair, { unit, of }: Quantity, least = 'one month of history'): Row {
  const [less, more] = [median(one.map(of)), median(many.map(of))];
  return {
    name,
    value: `${Math.round(more)} ${unit}`,
    limit: `${Math.round(less)} ${unit} (${least})`,
    ratio: (more / less).toFixed(2),
    target: `at most ${TARGET}`,
    met: more / less <= TARGET,
  };
}
