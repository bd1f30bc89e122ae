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

/** Signals a month of each hotline. The full size is 50000, with 20 hotlines: `npm run bench -- scale 20 50000`. */
interface Scale {
  readonly hotlines: number;
  readonly signals: number;
}

const MONTHS = 120;
/** The most that a month's publication may grow from one month of history to 120. */
const TARGET = 1.3;

/**
 * Measures what a month costs after one month of history and after 120: to publish with two hotlines, to count with
 * any number, and to ingest. Processor time is compared, because other work on the machine changes it least.
 */
export async function scaleRows(runs: number, { hotlines, signals }: Scale): Promise<Row[]> {
  const of = `${signals.toLocaleString('en')} signals a month`;
  const published = await pair(runs, 'publish-month.ts', (history) => [history, signals]);
  const counted = await pair(runs, 'count-month.ts', (history) => [hotlines, history, signals]);
  const file = await pair(runs, 'ingest-month.ts', (times) => [100_000 * (times === 1 ? 1 : 10), 1]);
  const ledger = await pair(runs, 'ingest-month.ts', (history) => [100_000, history]);
  return [
    growthRow(`a month published, 2 hotlines, ${of} each`, published, processorOf),
    growthRow('  its peak memory', published, peakOf),
    growthRow(`a month counted, ${hotlines} hotlines, ${of} each`, counted, processorOf),
    growthRow('  its peak memory, the first count included', counted, peakOf),
    growthRow('peak memory of ingesting 1,000,000 rows instead of 100,000', file, peakOf),
    growthRow('peak memory of ingesting 100,000 rows', ledger, peakOf),
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

interface Quantity {
  readonly unit: string;
  of(measured: Measured): number;
}

const processorOf: Quantity = { unit: 'ms of processor time', of: ({ parts }) => parts?.processor ?? 0 };
const peakOf: Quantity = { unit: 'MB', of: ({ peakMb }) => peakMb };

function growthRow(name: string, { one, many }: Pair, { unit, of }: Quantity): Row {
  const [least, most] = [median(one.map(of)), median(many.map(of))];
  return {
    name,
    value: `${Math.round(most)} ${unit}`,
    limit: `${Math.round(least)} ${unit} (one month of history)`,
    ratio: (most / least).toFixed(2),
    target: `at most ${TARGET}`,
    met: most / least <= TARGET,
  };
}
