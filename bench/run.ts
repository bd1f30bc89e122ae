// npm run bench [-- pages | family | victims | portal | scale [HOTLINES SIGNALS]]: measures the cost of the program, each row with a limit measured in the same run
// on the same machine.
import { familyRows } from './family-rows.ts';
import { pageRows } from './page-rows.ts';
import { portalRows } from './portal-rows.ts';
import type { Row } from './row.ts';
import { scaleRows } from './scale-rows.ts';
import { victimRows } from './victim-rows.ts';

const GROUPS: Readonly<Record<string, { readonly runs: number; rows(runs: number): Promise<Row[]> }>> = {
  victims: { runs: 3, rows: victimRows },
  pages: { runs: 5, rows: pageRows },
  family: { runs: 3, rows: familyRows },
  portal: { runs: 15, rows: portalRows },
  scale: { runs: 1, rows: (runs) => scaleRows(runs, { hotlines, signals }) },
};

const isNumber = (word: string): boolean => /^\d+$/u.test(word);
const [hotlines = 2, signals = 1000] = process.argv.slice(2).filter(isNumber).map(Number);
const asked = process.argv.slice(2).filter((word) => !isNumber(word));
const unknown = asked.find((name) => !(name in GROUPS));
if (unknown) throw new Error(`no group "${unknown}"; there are ${Object.keys(GROUPS).join(', ')}`);

for (const [name, { runs, rows }] of Object.entries(GROUPS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const measured = await rows(runs);
  console.log(
    `${name}: median of ${runs} runs each, in turn; node ${process.versions.node}, ${process.platform} ${process.arch}`,
  );
  console.table(Object.fromEntries(measured.map(({ name: what, ...row }) => [what, row])));
}
