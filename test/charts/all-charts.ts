import { chart, drawSpec } from './chart-fixtures.ts';

/** Draws the first sheet's charts in both languages; returns their SVGs, one per line. */
export async function drawAll(): Promise<string> {
  const drawn: string[] = [];
  for (const name of ['map', 'type-bar', 'top-labor-industries', 'signals-by-month', 'masthead'])
    for (const lang of ['en', 'es'] as const) {
      drawn.push(`${await drawSpec(chart(`us-mexico-border/charts/${name}`, lang))}\n`);
    }
  return drawn.join('');
}
