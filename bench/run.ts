// npm run bench [-- pages | family | victims | portal | scale [HOTLINES SIGNALS]]: measures the cost of the program, each row with a limit measured in the same run
// on the same machine. npm run bench -- ten-years [HOTLINES SIGNALS] runs only if it is named: it needs about 15 minutes and 10 GB.
import { familyRows } from './family-rows.ts';
import { pageRows } from './page-rows.ts';
import { portalRows } from './portal-rows.ts';
import type { Row } from './row.ts';
import { scaleRows, tenYearRows } from './scale-rows.ts';
import { victimRows } from './victim-rows.ts';

interface Group {
  readonly runs: number;
  /** Whether it runs only if it is named. */
  readonly isLong?: true;
  rows(runs: number): Promise<Row[]>;
}

const isNumber = (word: string): boolean => /^\d+$/u.test(word);
const [hotlines, signals] = process.argv.slice(2).filter(isNumber).map(Number);

const GROUPS: Readonly<Record<string, Group>> = {
  victims: { runs: 3, rows: victimRows },
  pages: { runs: 5, rows: pageRows },
  family: { runs: 3, rows: familyRows },
  portal: { runs: 15, rows: portalRows },
  scale: { runs: 1, rows: (runs) => scaleRows(runs, { hotlines: hotlines ?? 2, signals: signals ?? 1000 }) },
  'ten-years': {
    runs: 1,
    isLong: true,
    rows: (runs) => tenYearRows(runs, { hotlines: hotlines ?? 20, signals: signals ?? 50_000 }),
  },
};

const asked = process.argv.slice(2).filter((word) => !isNumber(word));
const unknown = asked.find((name) => !(name in GROUPS));
if (unknown) throw new Error(`no group "${unknown}"; there are ${Object.keys(GROUPS).join(', ')}`);

for (const [name, { runs, rows, isLong = false }] of Object.entries(GROUPS)) {
  if (asked.length > 0 ? !asked.includes(name) : isLong) continue;
  const measured = await rows(runs);
  console.log(
    `${name}: median of ${runs} runs each, in turn; node ${process.versions.node}, ${process.platform} ${process.arch}`,
  );
  console.table(Object.fromEntries(measured.map(({ name: what, ...row }) => [what, row])));
}
