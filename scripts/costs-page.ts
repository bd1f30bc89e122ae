import { FUNCTION_SIZES } from '../lib/function-sizes.ts';
import { type CostRow, functionCosts, type Measurements, MONTH, otherCosts, type Run } from './cost-model.ts';
import { PRICES } from './prices.ts';

/** The sizes of a month that the page tells of, in signals. */
const SIZES = [1000, 50_000, 5_000_000] as const;

/** docs/costs.md, computed from measurements and list prices. */
export const costsPage = (measurements: Measurements): string =>
  [HEAD, measuredTable(measurements), COSTS, costTable(measurements), AFTER, limits(measurements)].join('\n');

const HEAD = `# Costs

What a stage costs a month in AWS, and what its functions were measured to need. This page is computed: \`npm run ts -- bench/functions/measure.ts\` measures the
bundled functions, \`npm run ts -- scripts/write-costs.ts\` multiplies by the list prices of ${PRICES.region} (${PRICES.year}, \`scripts/prices.ts\`; without free tiers, tax or support).

## What was measured

One cold invocation each, in a process of its own, on an invented month of the U.S. hotline: the bundles as they are deployed, with S3 and DynamoDB beside them on the same machine.
CPU seconds with those of loading; greatest memory of the process. Sizes stand in \`lib/function-sizes.ts\`; CPU grows with memory, one whole CPU at 1,769 MB.
`;

function measuredTable({ machine, volumes }: Measurements): string {
  const sizes = Object.keys(volumes);
  const names = Object.keys(Object.values(volumes)[0] ?? {});
  const heads = sizes.flatMap((size) => [`CPU s at ${grouped(Number(size))}`, 'MB']);
  const rows = names.map((name) => {
    const size = Object.entries(FUNCTION_SIZES).find(([step]) => name.startsWith(step))?.[1];
    const cells = sizes.flatMap((at) => {
      const row = volumes[at]?.[name];
      return row ? [((row.initCpuMs + row.cpuMs) / 1000).toFixed(1), String(row.peakMb)] : ['', ''];
    });
    return `| ${name} | ${size?.memory} | ${size?.timeout} | ${cells.join(' | ')} |`;
  });
  const head = ['function', 'size, MB', 'timeout, s', ...heads];
  return [`Machine: ${machine}. Columns by signals of the month.`, '', line(head), rule(head), ...rows, ''].join('\n');
}

const COSTS = `## What a month costs

A month is ${MONTH.uploads} uploads (two hotlines of four files, two corrected), ${MONTH.publications} publications of one sheet in two languages, ${MONTH.sweeps} looks at what is to be published. An edition counts
${MONTH.monthsCounted} months. Every start is taken for a cold one. Functions are billed for the CPU measured, at their size's share of a CPU, and 0.3 s of waiting; between and beyond
measurements a straight line is drawn.
`;

function costTable(measurements: Measurements): string {
  const head = ['US dollars a month', ...SIZES.map((size) => `${grouped(size)} signals`)];
  const runs = SIZES.map((size) => functionCosts(measurements, size));
  const others = SIZES.map(otherCosts);
  const functions = runs[0]?.map(({ step, runs: times }, at) =>
    cells(
      `Lambda: ${step}, ${times} runs`,
      runs.map((one) => one[at]),
    ),
  );
  const rest = others[0]?.map(({ what }, at) =>
    cells(
      what,
      others.map((one) => one[at]),
    ),
  );
  const totals = SIZES.map((_, at) => sum(runs[at] ?? []) + sum(others[at] ?? []));
  return [
    line(head),
    rule(head),
    ...(functions ?? []),
    ...(rest ?? []),
    line(['**Together**', ...totals.map((one) => `**${dollars(one)}**`)]),
    '',
  ].join('\n');
}

const cells = (name: string, rows: readonly (CostRow | Run | undefined)[]): string =>
  line([name, ...rows.map((row) => dollars(row?.dollars ?? 0))]);

const AFTER = `Nearly all of it stands still: keys, alarms, the dashboard, queues being asked whether there is anything. A second sheet costs its functions' runs, a second stage (\`dev\`) all of it again. AWS adds a dollar a month for each of a key's first two rotations, so from the third year on the two keys cost 4 dollars more. Not in it: copies of backups to another account, and a
trail of CloudTrail that logs every read of an object (0.10 dollars for 100,000 reads); the first trail of management events is free.

Not measured: the functions of mail and review (\`distribute\`, \`record-feedback\`, \`answer-link\`, \`decide-revision\`), which run a few times a month, \`retire\`, a minute a day, and \`run-canary\`, whose invented exports have a line of their own. SES takes 0.10 dollars for a
thousand messages and 0.12 for a GB of attachments.
`;

/** Where a size goes beyond what the functions are made for. */
function limits(measurements: Measurements): string {
  const told = SIZES.flatMap((size) => [...lateRuns(measurements, size), ...fullDisk(size)]);
  return [
    '## Where it ends',
    '',
    ...(told.length > 0 ? told : ['All sizes above stay below half of every limit.']),
    '',
  ].join('\n');
}

const lateRuns = (measurements: Measurements, signals: number): string[] =>
  functionCosts(measurements, signals)
    .map(({ step, seconds }) => ({ step, seconds, timeout: FUNCTION_SIZES[step].timeout }))
    .filter(({ seconds, timeout }) => seconds > timeout / 2)
    .map(
      ({ step, seconds, timeout }) =>
        `- ${grouped(signals)} signals: \`${step}\` would run for about ${grouped(Math.round(seconds))} s of its ${timeout} s.`,
    );

/** Counting copies the facts of every month counted to /tmp. */
function fullDisk(signals: number): string[] {
  const monthMb = (signals * MONTH.rowsOfASignal * MONTH.bytesOfAFact) / 1e6;
  const { disk } = FUNCTION_SIZES['compute-figures'];
  if (monthMb * MONTH.monthsCounted < disk / 2) return [];
  const months = Math.floor((disk * 0.8) / monthMb);
  return [
    `- ${grouped(signals)} signals: the facts of a month are about ${grouped(Math.round(monthMb))} MB, so \`compute-figures\`, with ${grouped(disk)} MB of /tmp, counts`,
    `  editions of up to about ${months} months of this size. Beyond that it must count on a larger machine (a container of the same step).`,
  ];
}

const sum = (rows: readonly { readonly dollars: number }[]): number =>
  rows.reduce((total, row) => total + row.dollars, 0);
const dollars = (value: number): string => (value < 0.005 ? '< 0.01' : value.toFixed(2));
const grouped = (value: number): string => value.toLocaleString('en-US');
const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
const rule = (head: readonly string[]): string => `|${head.map((_, at) => (at === 0 ? '---' : '---:')).join('|')}|`;
