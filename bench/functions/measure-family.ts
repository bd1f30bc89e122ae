// npm run ts -- bench/functions/measure-family.ts [TIMES]: publishes the family of the samples in all states with the bundled
// functions and approves it, three times, and prints the medians for docs/costs.md ("A family").
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy } from './family-definitions.ts';
import { type FamilyCost, familyPublication } from './family-publication.ts';

const times = Number(process.argv[2] ?? 3);
const taskRoot = mkdtempSync(join(tmpdir(), 'factsheets-task-'));

/** The middle of each number, to two digits. */
function medians(costs: readonly FamilyCost[]): Record<string, number> {
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const names = Object.keys(costs[0] ?? {}) as (keyof FamilyCost)[];
  return Object.fromEntries(names.map((name) => [name, Number(middle(costs.map((cost) => cost[name])).toFixed(2))]));
}

try {
  console.log(`${cpus().length} x ${cpus()[0]?.model.trim()}, ${process.arch}, node ${process.versions.node}`);
  await deploy(taskRoot, 'all');
  const runs: Record<string, FamilyCost>[] = [];
  for (let run = 0; run < times; run++) runs.push(await familyPublication(taskRoot));
  const steps = Object.keys(runs[0] ?? {});
  const costsOf = (step: string) => runs.flatMap((run) => run[step] ?? []);
  console.table(Object.fromEntries(steps.map((step) => [step, medians(costsOf(step))])));
} finally {
  rmSync(taskRoot, { recursive: true });
}
