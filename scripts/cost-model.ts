import { type DeployedStep, FUNCTION_SIZES } from '../lib/function-sizes.ts';
import { PRICES } from './prices.ts';

/** What one invocation took on the machine that measured: CPU milliseconds, greatest memory in MB. */
export interface Measured {
  readonly initCpuMs: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly peakMb: number;
}

/** bench/functions/measured.json: by signals of the month, by function and what it was given. */
export interface Measurements {
  readonly machine: string;
  readonly volumes: Readonly<Record<string, Readonly<Record<string, Measured>>>>;
}

/** What a month is like. Everything but the signals is the same for every size. */
export const MONTH = {
  uploads: 10, // two hotlines of four files, one of each sent again corrected
  publications: 4, // the month, two corrections, an approval
  sweeps: 124, // every six hours, and starts for uploads and approvals
  monthsCounted: 24, // an edition counts every month since the sheet began
  bytesOfARow: 45,
  bytesOfAFact: 51, // Parquet
  rowsOfASignal: 3.5, // signals, cases, victims, traffickers together
} as const;

/** MB at which a function has one whole CPU. */
const ONE_CPU = 1769;
/** What waiting for S3, DynamoDB and SQS adds to a run, in seconds. */
const WAITING = 0.3;

export interface Run {
  readonly step: DeployedStep;
  readonly runs: number;
  /** Billed, in seconds, a run. */
  readonly seconds: number;
  readonly dollars: number;
}

/** The steps of the pipeline as they were measured, and which part of a volume each is measured by. */
const RUNS: readonly { step: DeployedStep; runs: number; names: readonly string[]; months: number }[] = [
  {
    step: 'ingest-export',
    runs: MONTH.uploads,
    names: ['signals', 'cases', 'victims', 'traffickers'].map((file) => `ingest-export ${file}`),
    months: 0.5, // a month's signals come from two hotlines
  },
  { step: 'start-editions', runs: MONTH.sweeps, names: ['start-editions'], months: 0 },
  { step: 'compute-figures', runs: MONTH.publications, names: ['compute-figures'], months: MONTH.monthsCounted },
  { step: 'render-report', runs: 2 * MONTH.publications, names: ['render-report en', 'render-report es'], months: 0 },
  { step: 'record-report', runs: MONTH.publications, names: ['record-report'], months: 0 },
  { step: 'notify-reviewers', runs: MONTH.publications, names: ['notify-reviewers'], months: 0 },
  { step: 'watch-exports', runs: 30, names: ['watch-exports'], months: 0 },
];

/** What the functions cost in a month of so many signals. */
export const functionCosts = (measurements: Measurements, signals: number): Run[] =>
  RUNS.map(({ step, runs, names, months }) => {
    const cpuMs =
      names.map((name) => cpuAt(measurements, name, months * signals)).reduce((a, b) => a + b) / names.length;
    const { memory, disk } = FUNCTION_SIZES[step];
    const seconds = cpuMs / 1000 / Math.max(1 / 8, memory / ONE_CPU) + WAITING;
    const perSecond = (memory / 1024) * PRICES.lambdaGbSecond + ((disk - 512) / 1024) * PRICES.lambdaDiskGbSecond;
    return { step, runs, seconds, dollars: runs * (seconds * perSecond + PRICES.lambdaRequest) };
  });

/** CPU milliseconds of a cold run at so many signals: a straight line through the two measurements around it. */
function cpuAt({ volumes }: Measurements, name: string, signals: number): number {
  const points = Object.entries(volumes)
    .flatMap(([at, rows]) => {
      const row = rows[name];
      return row ? [{ at: Number(at), cpuMs: row.initCpuMs + row.cpuMs }] : [];
    })
    .sort((a, b) => a.at - b.at);
  const upper = points.find(({ at }, place) => place > 0 && at >= signals) ?? points.at(-1);
  const lower = upper && points[points.indexOf(upper) - 1];
  if (!upper || !lower) throw new Error(`${name} was measured at fewer than two sizes`);
  const slope = Math.max(0, (upper.cpuMs - lower.cpuMs) / (upper.at - lower.at));
  return Math.max(lower.cpuMs + slope * (Math.max(signals, lower.at) - lower.at), points[0]?.cpuMs ?? 0);
}

const CANARY_RUNS = 30;

/** One export of a hundred records to a draft: seven calls, of which three have 3 GB of memory, and what they write. */
const canaryRun = (): number =>
  18 * PRICES.lambdaGbSecond +
  7 * PRICES.lambdaRequest +
  9 * PRICES.stateTransition +
  8 * PRICES.s3Write +
  20 * PRICES.s3Read +
  20 * PRICES.tableWrite +
  60 * PRICES.tableRead;

export interface CostRow {
  readonly what: string;
  readonly dollars: number;
}

/** What everything else costs in a month of so many signals, after a year of them. */
export function otherCosts(signals: number): CostRow[] {
  const rows = signals * MONTH.rowsOfASignal;
  const stored = (12 * rows * (MONTH.bytesOfARow + MONTH.bytesOfAFact)) / 1e9 + 0.2;
  const transitions = MONTH.publications * 12;
  const polls = 2 * 5 * 3 * 60 * 24 * 30; // two queues, five pollers each, a request every twenty seconds
  return [
    {
      what: 'S3: storage after a year, requests',
      dollars: stored * PRICES.s3GbMonth + 400 * PRICES.s3Write + 2000 * PRICES.s3Read,
    },
    {
      what: 'DynamoDB: requests, storage, point-in-time recovery',
      dollars:
        20_000 * PRICES.tableWrite +
        60_000 * PRICES.tableRead +
        0.1 * (PRICES.tableGbMonth + PRICES.tableBackupGbMonth),
    },
    { what: 'Step Functions', dollars: transitions * PRICES.stateTransition },
    { what: `The canary: ${CANARY_RUNS} invented exports, read and published`, dollars: CANARY_RUNS * canaryRun() },
    { what: 'EventBridge and SQS (polling, mostly)', dollars: 500 * PRICES.busEvent + polls * PRICES.queueRequest },
    {
      what: 'KMS: two keys, requests; Secrets Manager',
      dollars: 2 * PRICES.keyMonth + 20_000 * PRICES.keyRequest + PRICES.secretMonth,
    },
    {
      what: 'CloudWatch: alarms, dashboard, ten metrics, logs',
      dollars:
        ALARM_METRICS * PRICES.alarmMetric +
        PRICES.dashboard +
        10 * PRICES.customMetric +
        0.1 * (PRICES.logGb + 12 * PRICES.logGbMonth),
    },
  ];
}

/**
 * An alarm is paid for by the metrics it looks at: "Publication failed" at three, "Function failing" of three handlers at two,
 * "Events undelivered" of the rules at twelve, in two alarms; one waits for the canary; three look for what does not run, five at what services see.
 */
const ALARM_METRICS = 4 + 3 + 1 + 2 * Object.keys(FUNCTION_SIZES).length + 3 + 3 + 3 + 1 + 12 + 1 + 3 + 5;
