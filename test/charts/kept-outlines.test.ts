import { describe, expect, it } from 'vitest';
import { drawChart } from '../../src/charts/draw-chart.ts';
import { chart, map, withFigures } from './chart-fixtures.ts';

const PATH = 'us-mexico-border/charts/map';
const shapes = (svg: string): string[] => [...svg.matchAll(/ d="(M[^"]{200,})"/gu)].map((match) => match[1] ?? '');

const scaled = (factor: number) => {
  const input = chart(PATH);
  const change = (_: string, scale: string): string => `"scale":${Number(scale) * factor}`;
  return { ...input, spec: JSON.parse(JSON.stringify(input.spec).replace(/"scale":([\d.]+)/gu, change)) };
};

describe('the shapes of a map', () => {
  it('are the same however often they are drawn, and whatever is drawn at the same time', async () => {
    const [first, other, again] = await Promise.all([
      drawChart(chart(PATH)),
      drawChart(chart(PATH, 'es', { figures: withFigures({ ...map, cells: [] }) })),
      drawChart(chart(PATH)),
    ]);

    expect(again).toBe(first);
    expect(shapes(other)).toEqual(shapes(first));
    expect(await drawChart(chart(PATH))).toBe(first);
  });

  it('are others in another projection of the same process', async () => {
    const plain = shapes(await drawChart(chart(PATH)));
    const larger = shapes(await drawChart(scaled(1.01)));

    expect(larger).not.toEqual(plain);
    expect(shapes(await drawChart(scaled(1)))).toEqual(plain);
  });

  it('stand on hundredths of a point', async () => {
    expect(shapes(await drawChart(chart(PATH))).join('')).not.toMatch(/\.\d{3}/u);
  });
});
