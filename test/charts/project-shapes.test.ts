import { describe, expect, it } from 'vitest';
import { compileChart } from '../../src/charts/compile-chart.ts';
import { drawChart } from '../../src/charts/draw-chart.ts';
import { type ChartInput, chart, drawSpec, map, withFigures } from './chart-fixtures.ts';

const PATH = 'us-mexico-border/charts/map';
const shapes = (svg: string): string[] => [...svg.matchAll(/ d="(M[^"]{200,})"/gu)].map((match) => match[1] ?? '');

/** Returns the chart with part of its spec replaced. */
const edited = (pattern: RegExp, by: (...matched: string[]) => string, path = PATH): ChartInput => {
  const input = chart(path);
  return { ...input, spec: JSON.parse(JSON.stringify(input.spec).replace(pattern, by)) };
};
const scaled = (factor: number) => edited(/"scale":([\d.]+)/gu, (_, scale) => `"scale":${Number(scale) * factor}`);

const outlined = ({ features }: ReturnType<typeof compileChart>): string[] =>
  Object.keys(features).filter((name) => features[name]?.every((feature) => 'outlines' in feature));

/** Adds to the dataset a transform that replaces the geometries of its features. */
const CHANGED = (_: string, name = ''): string =>
  `{"name":"boundaries:us-mx/${name}"},"transform":[{"calculate":"datum.properties","as":"geometry"}]`;

describe('the shapes of a map', () => {
  it('are projected when the chart is compiled', () => {
    expect(outlined(compileChart(chart(PATH)))).toEqual(['boundaries:us-mx/states', 'boundaries:us-mx/border']);
  });

  it('are the same however often they are drawn, whatever the figures are', async () => {
    const compiled = compileChart(chart(PATH));
    const others = chart(PATH, 'es', { figures: withFigures({ ...map, cells: [] }) });
    const first = await drawChart(compiled, chart(PATH));
    const [other, second] = await Promise.all([drawChart(compiled, others), drawChart(compiled, chart(PATH))]);

    expect(shapes(first).length).toBeGreaterThan(50);
    expect(second).toBe(first);
    expect(shapes(other)).toEqual(shapes(first));
  });

  it('are others in another projection', async () => {
    const plain = shapes(await drawSpec(chart(PATH)));
    expect(shapes(await drawSpec(scaled(1.01)))).not.toEqual(plain);
    expect(shapes(await drawSpec(scaled(1)))).toEqual(plain);
  });

  it('are on hundredths of a point', async () => {
    expect(shapes(await drawSpec(chart(PATH))).join('')).not.toMatch(/\.\d{3}/u);
  });

  it('are projected as Vega projects them', async () => {
    // a signal is evaluated when the chart is drawn, so Vega projects these shapes
    const byVega = edited(/"scale":610/gu, () => '"scale":{"expr":"600 + 10"}', 'us-mexico-border/charts/masthead');
    const compiled = compileChart(byVega);
    const [projected, vegas] = [
      await drawSpec(chart('us-mexico-border/charts/masthead')),
      await drawChart(compiled, byVega),
    ];

    expect(outlined(compiled)).toEqual([]);
    const starts = (svg: string): number[] =>
      shapes(svg).flatMap((d) =>
        d
          .split('M')
          .slice(1)
          .flatMap((part) => part.split(/[L,]/u, 2).map(Number)),
      );
    expect(starts(vegas)).toHaveLength(starts(projected).length);
    for (const [index, place] of starts(vegas).entries()) expect(starts(projected)[index]).toBeCloseTo(place, 1);
  });

  it.each([
    ['points, which are drawn as circles', /us-mx\/(?:land|border)/gu, () => 'us-mx/labels'],
    ['changed by a transform', /\{"name":"boundaries:us-mx\/(land|border)"\}/gu, CHANGED],
    ['an unknown projection', /"conicEqualArea"/gu, () => '"conicUnequalArea"'],
  ])('are left to Vega where they are %s', (_, pattern, by) => {
    expect(outlined(compileChart(edited(pattern, by, 'us-mexico-border/charts/masthead')))).toEqual([]);
  });

  it('fail with the file where Vega cannot draw them', async () => {
    const input = edited(/"conicEqualArea"/gu, () => '"conicUnequalArea"', 'us-mexico-border/charts/masthead');
    await expect(drawSpec(input)).rejects.toMatchObject({
      name: 'DefinitionInvalid',
      message: expect.stringContaining('masthead.vl.json'),
    });
  });
});
