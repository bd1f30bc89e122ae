import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { MARKS } from '../../src/charts/known-marks.ts';
import { parseMonth } from '../../src/domain/month.ts';
import { isAtLength } from '../at-length.ts';
import { drawAll } from './all-charts.ts';
import {
  chart,
  drawSpec,
  figure,
  labels,
  map,
  monthly,
  specUsesOwnScale,
  withFigures,
  words,
} from './chart-fixtures.ts';

const root = new URL('../../', import.meta.url);
/** Sheets that people add have figures of their own, which only their pages know: factsheets doctor draws them. */
const specs = ['linea-145', 'us-mexico-border'].flatMap((sheet) =>
  readdirSync(new URL(`templates/${sheet}/charts/`, root)).map(
    (file) => `${sheet}/charts/${file.replace('.vl.json', '')}`,
  ),
);

const schemaFile = fileURLToPath(import.meta.resolve('vega-lite/vega-lite-schema.json'));
const vegaLite = z.fromJSONSchema(JSON.parse(readFileSync(schemaFile, 'utf8')));

const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map((match) => match[1]);
const fills = (svg: string) => [...svg.matchAll(/ fill="(#[0-9A-Fa-f]{6})"/gu)].map((match) => match[1]);

const year = Array.from({ length: 12 }, (_, at) => [parseMonth(`2020-${String(at + 1).padStart(2, '0')}`), 40 + at]);
const figures = [
  ...withFigures(figure('signals-by-month', 'month', 500, Object.fromEntries(year))),
  figure('cases-by-month', 'month', 500, Object.fromEntries(year)),
];

describe.each(specs)('%s', (path) => {
  const ofSheet = path.startsWith('linea-145') ? { figures } : {};

  it('is valid against Vega-Lite’s own schema', () => {
    expect(vegaLite.safeParse(chart(path).spec).success).toBe(true);
    expect(vegaLite.safeParse({ ...Object(chart(path).spec), layer: [{ mark: 'barr' }] }).success).toBe(false);
  });

  it.each(['en', 'es'] as const)('is drawn in %s without a warning', async (lang) => {
    const svg = await drawSpec(chart(path, lang, ofSheet));
    expect(svg).toMatch(/^<svg /u);
    expect(svg).toMatch(/<path /u);
  });

  it('holds nothing that a PDF cannot take', async () => {
    const svg = await drawSpec(chart(path, 'en', ofSheet));
    expect(svg).not.toMatch(/opacity|clip-path|gradient|hsl\(|rgba?\(|NaN|Infinity|undefined|null/u);
    for (const font of svg.matchAll(/font-family="([^"]*)"/gu)) expect(font[1]).toMatch(/^Barlow Semi Condensed/u);
  });

  it('names no colour, font or weight of its own', () => {
    expect(JSON.stringify(chart(path).spec)).not.toMatch(/#[0-9a-f]{3,6}\b|"(?:font|fontSize|fontWeight|config)"/iu);
  });
});

describe('a chart', () => {
  it('that Vega-Lite stumbles over is a wrong definition, with its file and layer, and no stack', async () => {
    const input = chart('us-mexico-border/charts/type-bar');
    const at = { field: 'x', type: 'quantitative', scale: null };
    const beside = { mark: 'rect', encoding: { x: { datum: 3 }, x2: { field: 'x2' }, y: at } };
    const spec = { ...Object(input.spec), layer: [{ mark: 'rect', encoding: { x: at } }, beside] };

    await expect(drawSpec({ ...input, spec })).rejects.toMatchObject({
      name: 'DefinitionInvalid',
      message: expect.stringMatching(/type-bar\.vl\.json, layer 2: Vega-Lite cannot draw this/u),
    });
  });

  it.each([
    [{ mark: 'piechart' }, /type-bar\.vl\.json: there is no mark "piechart"; there are arc, area, bar, /u],
    [
      { layer: [{ mark: 'rect' }, { layer: [{ mark: { type: 'pie' } }] }] },
      /vl\.json, layer 2, layer 1: there is no mark "pie"/u,
    ],
    [{ mark: { filled: true } }, /there is no mark ""; there are/u],
  ])('with an unknown mark lists the known ones: %j', async (drawn, message) => {
    const input = chart('us-mexico-border/charts/type-bar');
    const { layer: _, ...spec } = Object(input.spec);

    await expect(drawSpec({ ...input, spec: { ...spec, ...drawn } })).rejects.toMatchObject({
      name: 'DefinitionInvalid',
      message: expect.stringMatching(message),
    });
  });

  it('may have every mark of Vega-Lite’s schema', () => {
    const schema = z.looseObject({
      definitions: z.looseObject({ Mark: z.looseObject({ enum: z.array(z.string()) }) }),
    });
    const { Mark } = schema.parse(JSON.parse(readFileSync(schemaFile, 'utf8'))).definitions;
    expect(MARKS.toSorted()).toEqual([...Mark.enum, 'boxplot', 'errorband', 'errorbar'].toSorted());
  });

  it('whose expression Vega cannot read is a wrong definition', async () => {
    const input = chart('us-mexico-border/charts/type-bar');
    const spec = { ...Object(input.spec), transform: [{ calculate: 'nobody(', as: 'x' }] };

    await expect(drawSpec({ ...input, spec })).rejects.toMatchObject({ name: 'DefinitionInvalid' });
  });

  it('is the same bytes in every time zone and language of the machine', async () => {
    const script = fileURLToPath(new URL('draw-all.ts', import.meta.url));
    const elsewhere = [
      { TZ: 'Pacific/Kiritimati', LANG: 'es_MX.UTF-8', LC_ALL: 'es_MX.UTF-8' },
      ...(isAtLength ? [{ TZ: 'UTC', LANG: 'C' }] : []),
    ];
    const runs = elsewhere.map((env) =>
      execFileSync(process.execPath, ['--import', './scripts/typescript.mjs', script], {
        env: { ...process.env, ...env },
        cwd: root,
        encoding: 'utf8',
      }),
    );
    const here = await drawAll();
    for (const run of runs) {
      expect(run).toHaveLength(here.length);
      expect(run).toBe(here);
    }
    expect(here).toContain(await drawSpec(chart('us-mexico-border/charts/type-bar', 'es')));
  });

  it('that names an unknown figure fails with the file and the figures there are', async () => {
    const input = chart('us-mexico-border/charts/type-bar');
    const spec = { ...(input.spec as object), data: { name: 'victims-by-hair' } };
    await expect(drawSpec({ ...input, spec })).rejects.toMatchObject({
      name: 'FigureUnknown',
      message: expect.stringMatching(/type-bar\.vl\.json.*victims-by-hair.*victims-by-type/u),
    });
  });

  it('that names unknown boundaries fails with the datasets there are', async () => {
    const input = chart('us-mexico-border/charts/masthead', 'en', { boundaries: {} });
    await expect(drawSpec(input)).rejects.toMatchObject({ name: 'FigureUnknown' });
    const spec = JSON.parse(JSON.stringify(input.spec).replace('us-mx/land', 'us-mx/sea'));
    await expect(drawSpec({ ...chart('us-mexico-border/charts/masthead'), spec })).rejects.toThrow(
      /boundaries:us-mx\/sea.*boundaries:us-mx\/land/u,
    );
  });

  it('that asks for a word the wording lacks fails with the key', async () => {
    const { 'map.hawaii': _, ...others } = words.en;
    await expect(drawSpec(chart('us-mexico-border/charts/map', 'en', { words: others }))).rejects.toMatchObject({
      name: 'DefinitionInvalid',
      message: expect.stringContaining('map.hawaii'),
    });
  });

  it('of which Vega-Lite would only warn fails', async () => {
    const input = chart('us-mexico-border/charts/masthead');
    const spec = {
      ...(input.spec as object),
      layer: [{ mark: 'bar', encoding: { x: { field: 'a' }, shape: { value: 1 } } }],
    };
    await expect(drawSpec({ ...input, spec })).rejects.toMatchObject({ name: 'DefinitionInvalid' });
  });

  it('reads no url', async () => {
    const input = chart('us-mexico-border/charts/masthead');
    const spec = { ...(input.spec as object), layer: [{ data: { url: 'file:rows.csv' }, mark: 'rect' }] };
    await expect(drawSpec({ ...input, spec })).rejects.toThrow(/cannot read a url/u);
  });

  it('whose words are too long for it fails, naming the word', async () => {
    const long = { ...words.en, 'map.enlarged': 'Central Mexico and all that lies around it, enlarged' };
    await expect(drawSpec(chart('us-mexico-border/charts/map', 'en', { words: long }))).rejects.toMatchObject({
      name: 'TextTooLong',
      message: expect.stringContaining('Central Mexico and all'),
    });
  });

  it('brings no look of its own', async () => {
    const input = chart('us-mexico-border/charts/masthead');
    const spec = { ...(input.spec as object), config: { font: 'Comic Sans' } };
    await expect(drawSpec({ ...input, spec })).rejects.toMatchObject({ name: 'DefinitionInvalid' });
  });

  it('of a withheld figure is its note alone', async () => {
    const withheld = { ...figure('victims-by-type', 'type', null, {}), withheld: true as const };
    const svg = await drawSpec(chart('us-mexico-border/charts/type-bar', 'en', { figures: withFigures(withheld) }));
    expect(texts(svg)).toEqual(['‡ Not shown.']);
    expect(svg).not.toContain('<path ');
  });

  it('of a withheld figure breaks its note to the chart’s width', async () => {
    const withheld = { ...figure('top-sex-types', 'venue', null, {}), withheld: true as const };
    const long = {
      ...words.es,
      'chart.withheld':
        '‡ No se muestra: son tan pocas personas que la cifra podría señalar a alguien, por pocas que sean.',
    };
    const other = { words: long, figures: withFigures(withheld) };
    const svg = await drawSpec(chart('us-mexico-border/charts/top-sex-types', 'es', other));
    expect([...svg.matchAll(/<tspan/gu)].length).toBe(2);
  });
});

describe('the type bar', () => {
  const path = 'us-mexico-border/charts/type-bar';

  it('prints name, count and share of every type', async () => {
    const svg = await drawSpec(chart(path, 'es'));
    expect(texts(svg).toSorted()).toEqual(
      [
        'Laboral',
        'Sexual',
        'Sexual y laboral',
        'Otro o sin especificar',
        '793',
        '389',
        '50',
        '25',
        '63%',
        '31%',
        '4%',
        '2%',
      ].toSorted(),
    );
  });

  it('draws hidden types as one white segment with the mark, and none of their counts', async () => {
    const hidden = figure('victims-by-type', 'type', 1257, {
      labor: 793,
      sex: 389,
      'sex-and-labor': null,
      other: null,
    });
    const svg = await drawSpec(chart(path, 'en', { figures: withFigures(hidden) }));
    expect(texts(svg).filter((text) => text === '‡')).toHaveLength(2);
    expect(texts(svg)).toContain('Sex and labor, Other/not specified');
    expect(svg).not.toMatch(/>(?:50|25|75|4%|2%|6%)</u);
    expect(fills(svg)).not.toContain('#87919A');
  });

  it('prints zeros, and no segment for them', async () => {
    const none = figure('victims-by-type', 'type', 0, { labor: 0, sex: 0, 'sex-and-labor': 0, other: 0 });
    const svg = await drawSpec(chart(path, 'en', { figures: withFigures(none) }));
    expect(texts(svg).filter((text) => text === '0')).toHaveLength(4);
  });
});

describe('the ranked lists', () => {
  const [labor, sex] = [
    'us-mexico-border/charts/top-labor-industries',
    'us-mexico-border/charts/top-sex-types',
  ] as const;
  const firstBar = (svg: string) => Number(/d="M[\d.]+,[\d.]+h([\d.]+)v/u.exec(svg)?.[1]);

  it('draw one victim as long as the type bar does', async () => {
    expect(firstBar(await drawSpec(chart(labor)))).toBeCloseTo((329 * 540) / 1257, 1);
    expect(firstBar(await drawSpec(chart(sex)))).toBeCloseTo((78 * 540) / 1257, 1);
    expect(specUsesOwnScale(chart(labor))).toBe(false);
  });

  it('shrink together when one would overflow, and say so', async () => {
    const large = figure('top-labor-industries', 'venue', 1257, { agriculture: 700, 'domestic-work': 91 });
    const others = { figures: withFigures(large) };
    const [first, second] = [await drawSpec(chart(labor, 'en', others)), await drawSpec(chart(sex, 'en', others))];
    expect(specUsesOwnScale(chart(sex, 'en', others))).toBe(true);
    expect(firstBar(first) / 700).toBeCloseTo(firstBar(second) / 78, 3);
    expect(firstBar(first)).toBeLessThan(264 - 96);
  });

  it('push their bars after a long label, and refuse one that leaves no room for them', async () => {
    const named = (name: string) => ({ ...labels, venue: { ...labels.venue, agriculture: { en: name, es: name } } });
    const pushed = await drawSpec(chart(labor, 'en', { labels: named('Agriculture, fishing and forestry') }));
    expect(Number(/d="M([\d.]+),/u.exec(pushed)?.[1])).toBeGreaterThan(120);
    const refused = drawSpec(
      chart(labor, 'en', { labels: named('Agriculture, fishing, forestry and whatever else grows there') }),
    );
    await expect(refused).rejects.toMatchObject({ name: 'TextTooLong' });
  });

  it('say that no row can be shown when they end before their first row', async () => {
    const figures = withFigures(figure('top-sex-types', 'venue', 1257, {}));
    expect(texts(await drawSpec(chart(sex, 'en', { figures })))).toEqual(['None known, or too few to show (‡).']);
    const nobody = withFigures({ ...figure('top-sex-types', 'venue', 0, {}) });
    expect(texts(await drawSpec(chart(sex, 'en', { figures: nobody })))).toEqual(['None known.']);
    await expect(drawSpec(chart(labor, 'en', { figures }))).resolves.toContain('329');
  });
});

describe('the monthly series', () => {
  const path = 'us-mexico-border/charts/signals-by-month';
  const bars = (svg: string) => [...svg.matchAll(/ d="M[^"]*Z" fill="#(4B9099|0E3640)"/gu)].length;

  it('draws exactly the months of the figure and labels the first, the peak and the last', async () => {
    const svg = await drawSpec(chart(path));
    expect(bars(svg)).toBe(22); // of 23 months, September 2015 has a count of zero
    expect(texts(svg).filter((text) => /^\d{1,3}$/u.test(text ?? ''))).toEqual(['0', '71', '64']);
    expect(texts(svg).join('')).toContain('SONDJFMAMJJASONDJFMAMJJ201520162017');
  });

  it('draws a hidden month as the mark, and scales from the printed ones', async () => {
    const counts = [12, null, 30, null, 20, ...Array.from({ length: 18 }, () => 10)];
    const svg = await drawSpec(chart(path, 'es', { figures: withFigures(monthly(counts)) }));
    expect(bars(svg)).toBe(21);
    expect(texts(svg).filter((text) => text === '‡')).toHaveLength(2);
    expect(svg).toMatch(/v46\.5h|,9\.5h/u); // the highest printed month fills the height of the plot
  });

  it('keeps its labels inside the plot with seven digits', async () => {
    const counts = Array.from({ length: 23 }, (_, at) => 1_000_000 + at);
    const svg = await drawSpec(chart(path, 'en', { figures: withFigures(monthly(counts)) }));
    expect(texts(svg)).toContain('1,000,022');
    const xs = [...svg.matchAll(/translate\(([\d.-]+),[\d.-]+\)"[^>]*>[\d,]{9}</gu)].map((match) => Number(match[1]));
    for (const x of xs) expect(Math.abs(x - 270)).toBeLessThan(270 - 15);
  });
});

describe('the map', () => {
  const path = 'us-mexico-border/charts/map';

  it('prints classes only: no text of it holds a digit', async () => {
    expect(texts(await drawSpec(chart(path))).join(' ')).not.toMatch(/\d/u);
  });

  it('names places from the threshold up, and fills a place without a cell as none known', async () => {
    const svg = await drawSpec(chart(path));
    expect(texts(svg)).toEqual(expect.arrayContaining(['TX', 'JAL', 'CDMX']));
    expect(texts(svg)).not.toContain('AK');
    expect(fills(svg).filter((fill) => fill === '#EEEBE4').length).toBeGreaterThan(70);
  });

  it('marks a place whose class is hidden', async () => {
    const cells = [...map.cells, { key: 'US-NV', suppressed: true as const }];
    const svg = await drawSpec(chart(path, 'en', { figures: withFigures({ ...map, cells }) }));
    expect(texts(svg)).toContain('‡');
    expect(svg).toContain('stroke="#87919A"');
  });

  it('moves a country’s name off states that carry codes', async () => {
    const cells = [...map.cells, { key: 'US-NE', class: { from: 50, to: null } }];
    const svg = await drawSpec(chart(path, 'en', { figures: withFigures({ ...map, cells }) }));
    expect(svg).toMatch(/translate\(219,8\)"[^>]*>UNITED STATES/u);
    expect(svg).toMatch(/translate\(107,172\.5\)"[^>]*>MEXICO/u);
  });
});
