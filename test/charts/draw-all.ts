/** Draws the first sheet's charts in both languages to standard output; run in child processes by the determinism test. */
import { chart, drawSpec } from './chart-fixtures.ts';

for (const name of ['map', 'type-bar', 'top-labor-industries', 'signals-by-month', 'masthead'])
  for (const lang of ['en', 'es'] as const) {
    process.stdout.write(`${await drawSpec(chart(`us-mexico-border/charts/${name}`, lang))}\n`);
  }
