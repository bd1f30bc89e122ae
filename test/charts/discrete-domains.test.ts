import { describe, expect, it } from 'vitest';
import { MAP_CLASSES } from '../../src/charts/discrete-domains.ts';
import { chartTheme } from '../../src/charts/theme.ts';
import { CLASS_COLOURS, HOUSE_PALETTE } from '../../src/domain/palette.ts';
import { MOST_CLASS_BOUNDS } from '../../src/domain/sheet.ts';
import { chart, drawSpec, figure, map, withFigures } from './chart-fixtures.ts';

const PATH = 'us-mexico-border/charts/map';
const fills = (svg: string) => [...svg.matchAll(/ fill="(#[0-9A-Fa-f]{6})"/gu)].map((match) => match[1]);

/** The shipped map with parts of its text replaced. */
const edited = (pattern: RegExp, by: string) => {
  const input = chart(PATH);
  const text = JSON.stringify(input.spec);
  if (!pattern.test(text)) throw new Error(`the map has no ${pattern}`);
  return { ...input, spec: JSON.parse(text.replace(pattern, by)) };
};

const bar = (encoding: object, data = 'victims-by-type') => {
  const at = { field: 'order', type: 'quantitative', scale: null };
  const layer = [{ mark: 'rect', encoding: { x: at, y: at, ...encoding } }];
  const input = chart('us-mexico-border/charts/type-bar');
  return { ...input, spec: { ...Object(input.spec), data: { name: data }, transform: [], layer } };
};

describe('the classes of a map', () => {
  it('are as many as there are fills on the page and in the charts, with one for hidden places', () => {
    expect(CLASS_COLOURS).toHaveLength(MOST_CLASS_BOUNDS + 2);
    expect(Object(chartTheme(HOUSE_PALETTE).range).ordinal).toHaveLength(MAP_CLASSES.length);
  });

  it.each([
    ['lacks the highest class', /"1","2","3","4","hidden"/u, '"1","2","3","hidden"'],
    ['lacks the hidden one', /"4","hidden"/u, '"4"'],
    ['has them in another order', /"0","1","2"/u, '"1","0","2"'],
    ['has a class without a fill', /"4","hidden"/u, '"4","5","hidden"'],
  ])('with a domain that %s are refused, with file and layer', async (_, pattern, by) => {
    await expect(drawSpec(edited(pattern, by))).rejects.toMatchObject({
      name: 'DefinitionInvalid',
      message: expect.stringMatching(/map\.vl\.json, layer 1, layer 1: fill: the domain of a map's classes is \["0"/u),
    });
  });

  it('need no domain: each class has its fill, and a hidden place is white', async () => {
    const cells = [...map.cells, { key: 'US-NV', suppressed: true as const }];
    const figures = withFigures({ ...map, cells });
    const without = edited(/"scale":\{"domain":\["0","1","2","3","4","hidden"\]\}/gu, '"sort":null');
    const svg = await drawSpec({ ...without, figures });
    expect(svg).toBe(await drawSpec(chart(PATH, 'en', { figures })));
    expect(fills(svg)).toEqual(
      expect.arrayContaining([...CLASS_COLOURS.map((colour) => HOUSE_PALETTE[colour]), '#FFFFFF']),
    );
  });

  it('with a range that is too short are refused', async () => {
    const short = edited(/"4","hidden"\]/u, '"4","hidden"],"range":["#EEEBE4","#0B3039"]');
    await expect(drawSpec(short)).rejects.toThrow(/the range has 2 values for 6 classes/u);
  });

  it('are looked up with a default, without which places are not drawn', async () => {
    await expect(drawSpec(edited(/,"default":"0"/u, ''))).rejects.toThrow(
      /map\.vl\.json, layer 1: the lookup of "class" in "cases-by-state" needs "default": "0"/u,
    );
  });
});

describe('the places of a map', () => {
  it('are codes of the code list', async () => {
    const places = chart(PATH).places.filter((code) => code !== 'MX-JAL');
    await expect(drawSpec({ ...chart(PATH), places })).rejects.toThrow(
      /map\.vl\.json: boundaries:us-mx\/states has MX-JAL, which codes\/state\.json lacks/u,
    );
  });
});

describe('a domain of keys', () => {
  const keyed = (domain: readonly string[]) => bar({ fill: { field: 'key', type: 'nominal', scale: { domain } } });

  it('has every cell that the figure may have', async () => {
    await expect(drawSpec(keyed(['labor', 'sex', 'other']))).rejects.toThrow(
      /layer 1: fill: the domain lacks "sex-and-labor"; give every key that victims-by-type may have, or delete/u,
    );
    await expect(drawSpec(keyed(['labor', 'sex', 'sex-and-labor', 'other']))).resolves.toContain('<svg');
  });

  it('of a stacked bar has the hidden cells too', async () => {
    const domain = ['labor', 'sex', 'sex-and-labor', 'other'];
    const stacked = bar({ fill: { field: 'key', type: 'nominal', scale: { domain } } }, 'segments:victims-by-type');
    await expect(drawSpec(stacked)).rejects.toThrow(/the domain lacks "hidden"/u);
  });

  it('of a computed field is checked when the chart is drawn', async () => {
    const input = bar({ fill: { field: 'group', type: 'nominal', scale: { domain: ['labor', 'sex'] } } });
    const spec = { ...input.spec, transform: [{ calculate: "datum.key === 'other' ? 'rest' : 'labor'", as: 'group' }] };
    await expect(drawSpec({ ...input, spec })).rejects.toMatchObject({
      name: 'DefinitionInvalid',
      message: expect.stringMatching(/type-bar\.vl\.json: the domain of "fill" lacks a value of its field/u),
    });
    const figures = withFigures(figure('victims-by-type', 'type', 100, { labor: 60, sex: 40 }));
    await expect(drawSpec({ ...input, spec, figures })).resolves.toContain('<svg');
  });
});
