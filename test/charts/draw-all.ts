/**
 * Draws the first sheet's charts in both languages to standard output; the determinism test runs it in child processes.
 */
import { chart, drawSpec } from './chart-fixtures.ts';

for (const name of ['map', 'type-bar', 'top-labor-industries', 'signals-by-month', 'masthead'])
  for (const lang of ['en', 'es'] as const) {
    process.stdout.write(`${await drawSpec(chart(`us-mexico-border/charts/${name}`, lang))}\n`);
  }
