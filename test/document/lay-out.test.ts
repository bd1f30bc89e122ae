import { describe, expect, it } from 'vitest';
import { layOut, type PageInput } from '../../src/document/page/lay-out.ts';
import type { GroupNode, PageNode, TextNode } from '../../src/document/page/nodes.ts';
import { isFoot } from '../../src/document/parts/registry.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { PrintedCell } from '../../src/domain/figure.ts';
import { type Month, monthsEarlier } from '../../src/domain/month.ts';
import { tries } from '../at-length.ts';
import { CODES } from '../current-codes.ts';
import { measure, pageInput } from './page-input.ts';
import {
  CORRECTED,
  INCOMPLETE,
  LINEA_145,
  MILLION,
  PUBLISHED,
  STATE_COUNTRIES,
  SUPPRESSED,
  withFigures,
  ZERO,
} from './published-edition.ts';
import { withRealCharts } from './real-charts.ts';
import { SHIPPED_LANGUAGES } from './shipped-languages.ts';

const textNodes = (nodes: readonly PageNode[]): TextNode[] =>
  nodes.flatMap((node) => ('stack' in node ? textNodes(node.stack) : 'text' in node ? [node] : []));

const pagesOf = (input: PageInput): string[] =>
  layOut(input).content.map((page) =>
    textNodes([page])
      .map(({ text }) => text.trim())
      .join(' '),
  );

const textOf = (input: PageInput): string => pagesOf(input).join(' ');

/** The kinds of parts in tests that need to know how full a page is: a new kind in the sheet does not change them. */
const MEASURED: readonly string[] = [
  ...['masthead', 'running-head', 'intro-and-period', 'tiles', 'map-and-legend', 'wide-chart', 'ranked-lists'],
  ...['demographics', 'panels', 'notes', 'help', 'footer'],
];

/** Returns the input with only the measured parts of each page. */
const withMeasuredParts = (input: PageInput): PageInput => ({
  ...input,
  page: {
    pages: input.page.pages.map(({ parts }) => ({ parts: parts.filter(({ part }) => MEASURED.includes(part)) })),
  },
});

/** Returns the definition as lines of text: one per node, indented by structure. */
function outlineOf(nodes: readonly PageNode[], depth = 0): string[] {
  const pad = '  '.repeat(depth);
  return nodes.flatMap((node) => {
    if ('stack' in node) {
      const options = node.options ? ` ${JSON.stringify(node.options)}` : '';
      return [`${pad}${node.tag ?? 'group'}${options}`, ...outlineOf(node.stack, depth + 1)];
    }
    const { x, y } = node.absolutePosition;
    if ('text' in node) return [`${pad}${node.style} ${x},${y} ${JSON.stringify(node.text)}`];
    if ('svg' in node) return [`${pad}chart ${x},${y} ${node.width}x${node.height}`];
    return node.canvas.map((shape) => `${pad}${JSON.stringify(shape)}`);
  });
}

const failureOf = (input: PageInput): Failure => {
  try {
    layOut(input);
  } catch (failure) {
    return failure as Failure;
  }
  throw new Error('the page was laid out');
};

const EDITIONS = { PUBLISHED, SUPPRESSED, INCOMPLETE, CORRECTED, ZERO, MILLION, LINEA_145 };
const cases = Object.entries(EDITIONS).flatMap(([name, edition]) =>
  SHIPPED_LANGUAGES.map((language) => ({ name, edition, language })),
);

describe('laying out a sheet', () => {
  it.each([PUBLISHED, LINEA_145].flatMap((edition) => SHIPPED_LANGUAGES.map((language) => ({ edition, language }))))(
    'places everything of $edition.sheet in $language where the golden page has it',
    async ({ edition, language }) => {
      const outline = outlineOf(layOut(pageInput(language, edition)).content);

      await expect(`${outline.join('\n')}\n`).toMatchFileSnapshot(
        `../golden/document/${edition.sheet}.${language}.txt`,
      );
    },
  );
});

describe('the figures on a page', () => {
  it('prints every published figure', () => {
    const [first = '', second = ''] = pagesOf(pageInput('en'));

    for (const total of ['1,189', '727', '1,257', '982']) expect(first).toContain(total);
    expect(first).toContain('(469)');
    for (const row of ['Male 572 46%', 'Female 609 48%', 'Gender minority 12 1%', 'Unknown 64 5%'])
      expect(second).toContain(row);
    for (const row of ['Mexico 758 60%', 'U.S.A. 117 9%', 'Honduras 57 5%', 'Guatemala 30 2%'])
      expect(second).toContain(row);
    for (const row of ['Adult 881 70%', 'Minor 203 16%', 'Unknown 173 14%']) expect(second).toContain(row);
  });

  it.each([
    ['es', /\d,\d/u, /\d\.\d{3}\.000/u],
    ['en', /\d\.\d/u, /\d,\d{3},000/u],
  ] as const)(
    'parts thousands as the readers of a sheet do, in %s: page, charts, what charts say',
    async (language, never, millions) => {
      const times = (count: number | null | undefined) => (count ? count * 1000 : count);
      const figures = LINEA_145.figures.map((figure) => ({
        ...figure,
        total: times(figure.total) ?? null,
        ...(figure.known === undefined ? {} : { known: times(figure.known) ?? null }),
        cells: figure.cells.map((cell) =>
          cell.count === undefined ? cell : { ...cell, count: times(cell.count) ?? null },
        ),
      }));
      const input = await withRealCharts(pageInput(language, { ...LINEA_145, figures }));
      const drawn = Object.values(input.charts).flatMap((svg) =>
        [...svg.matchAll(/<text[^>]*>([^<]*)</gu)].map(([, text]) => text ?? ''),
      );
      const said = [textOf(input), ...drawn, ...Object.values(input.chartTexts)];

      expect(said.join('\n')).toMatch(millions);
      expect(said.filter((text) => never.test(text))).toEqual([]);
    },
  );

  it.each([
    ['en', '88,888,888'],
    ['es', '88,888,888'],
  ] as const)('has room for totals of eight digits, which no one can shorten, in %s', (language, total) => {
    const figures = PUBLISHED.figures.map((figure) => ({ ...figure, total: 88_888_888 }));
    expect(textOf(pageInput(language, { ...PUBLISHED, figures }))).toContain(total);
  });

  it.each(cases)('keeps every text of $name in $language on the page, within its margins', ({ edition, language }) => {
    const { content, styles } = layOut(pageInput(language, edition));

    for (const node of textNodes(content)) {
      const { font, fontSize } = styles[node.style] as { font: Parameters<typeof measure>[1]; fontSize: number };
      const { x, y } = node.absolutePosition;
      expect(x, node.text).toBeGreaterThanOrEqual(36);
      expect(x + measure(node.text.trimEnd(), font, fontSize), node.text).toBeLessThanOrEqual(576.02);
      expect(y, node.text).toBeGreaterThanOrEqual(0);
      expect(y + 1.2 * fontSize, node.text).toBeLessThanOrEqual(792);
    }
  });

  it.each(cases)('sets no text of $name in $language over another', ({ edition, language }) => {
    const { content, styles } = layOut(pageInput(language, edition));

    for (const page of content) {
      const boxes = textNodes([page]).map((node) => {
        const { font, fontSize } = styles[node.style] as { font: Parameters<typeof measure>[1]; fontSize: number };
        const { x, y } = node.absolutePosition;
        const width = measure(node.text.trim(), font, fontSize);
        // From the x-height to the baseline, where every line has ink.
        return { node, left: x + 0.05, right: x + width - 0.05, top: y + 0.5 * fontSize, bottom: y + fontSize };
      });
      for (const [index, one] of boxes.entries()) {
        const over = boxes
          .slice(index + 1)
          .find(
            (other) =>
              one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
          );
        expect(over && `${one.node.text} / ${over.node.text}`).toBeUndefined();
      }
    }
  });

  it('says the same numbers in both languages', () => {
    const numbers = (language: 'en' | 'es') =>
      textNodes(layOut(pageInput(language)).content)
        .filter(({ style }) =>
          ['rowCount', 'rowShare', 'tileNumber', 'victimNumber', 'traffickerNumber'].includes(style),
        )
        .map(({ text }) => text.trim());

    expect(numbers('es')).toEqual(numbers('en'));
  });

  it('keeps rows in the order of the figure, unknown last', () => {
    const text = textOf(pageInput('en'));

    expect(text).toMatch(/Male 572 46% Female 609 48% Gender minority 12 1% Unknown 64 5%/u);
  });
});

describe('hidden cells on a page', () => {
  it('prints the mark in count and share of a hidden cell, and explains it in the block', () => {
    const [, second = ''] = pagesOf(pageInput('en', SUPPRESSED));

    expect(second).toContain('Gender minority ‡ ‡ Unknown ‡ ‡');
    expect(second).toContain('‡ Not shown: fewer than 10');
  });

  it('says so where a figure is withheld entirely, and where a total is hidden', () => {
    const [first = '', second = ''] = pagesOf(pageInput('en', SUPPRESSED));

    expect(second).toContain('‡ Not shown: someone could be identified');
    expect(first).toContain('‡ calls related to trafficking; ‡ not shown (see notes)');
    expect(first).toContain('1,257 victims; ‡ not shown (see notes)');
  });

  it('prints the note and neither chart nor legend where a map or a bar is withheld', () => {
    const withheld = ['cases-by-state', 'victims-by-type', 'signals-by-month', 'top-sex-types'];
    const edition = withFigures((figure) =>
      withheld.includes(figure.id) ? { ...figure, cells: [], withheld: true } : figure,
    );

    const outline = outlineOf(layOut(pageInput('en', edition)).content);
    const text = textOf(pageInput('en', edition));

    expect(outline.filter((line) => line.includes('chart ')).length).toBe(2);
    expect(text.match(/‡ Not shown: someone could be identified/gu)).toHaveLength(withheld.length);
    expect(text).not.toContain('None known');
  });

  it('leaves no empty space where a map is withheld, and keeps its note', () => {
    const heightOf = (text: string, edition = withFigures((figure) => figure)): number => {
      const line = outlineOf(layOut(pageInput('en', edition)).content).find(
        (one) => one.includes(`"${text}`) && !one.includes('outline'),
      );
      return Number(/,([\d.]+) /u.exec(line ?? '')?.[1]);
    };
    const withheld = withFigures((figure) =>
      figure.id === 'cases-by-state' ? { ...figure, cells: [], withheld: true } : figure,
    );
    const next = 'Type of trafficking';
    expect(heightOf(next) - heightOf(next, withheld)).toBeGreaterThan(200);
    expect(heightOf('*Only cases in which', withheld)).toBeLessThan(heightOf(next, withheld));
  });

  it('says that an empty list has no rows only where the total is 0', () => {
    const withTotal = (total: number | null) =>
      textOf(
        pageInput(
          'en',
          withFigures((one) => (one.id === 'victims-by-nationality' ? { ...one, total, cells: [] } : one)),
        ),
      );

    expect(withTotal(0)).toContain('None known.');
    expect(withTotal(40)).toContain('None known, or too few to show (‡).');
    expect(withTotal(null)).toContain('None known, or too few to show (‡).');
  });

  it('does not explain the mark where nothing is hidden', () => {
    const clean = withFigures((figure) => ({ ...figure, cells: figure.cells.filter((cell) => !cell.suppressed) }));

    expect(textOf(pageInput('en', clean))).not.toContain('‡ not shown');
  });
});

describe('the marks of an edition', () => {
  it('marks an incomplete edition on every page and names what is missing', () => {
    const pages = pagesOf(pageInput('en', INCOMPLETE));

    for (const page of pages) {
      expect(page).toContain(
        'DRAFT, INCOMPLETE Missing: Línea Nacional Contra la Trata de Personas, July 2017. Not for distribution.',
      );
      expect(page).toMatch(/Draft, incomplete\W+Page \d of 2/u);
    }
    expect(pages[1]).toContain('Do not cite these figures.');
  });

  it.each([9, 50, 500])('shortens a list of %d missing months to what the strip holds', (count) => {
    const missing = Array.from({ length: count }, (_, index) => monthsEarlier('2016-01' as Month, -index)).flatMap(
      (month) => ['casos', 'victimas'].map((table) => ({ hotline: 'linea-nacional', month, table })),
    );

    const text = textOf(pageInput('en', { ...INCOMPLETE, missing }));
    const [, named = '', more] = /Missing: (.*?); and (\d+) more\. Not for distribution/u.exec(text) ?? [];
    expect(named).toMatch(/^Línea Nacional Contra la Trata de Personas, January 2016/u);
    expect(named.split('; ').length + Number(more)).toBe(count);
  });

  it('says in its notes how many records are left out because of their dates', () => {
    const undated = { signals: 0, cases: 1230 };
    const without = textOf(pageInput('en', PUBLISHED));
    expect(without).not.toContain('too little is known');
    const english = textOf(pageInput('en', { ...PUBLISHED, undated }));
    expect(english).toContain('Fewer than 10 contacts are not counted: too little is known of their dates.');
    expect(english).toContain('At least 1,230 cases, with the people in them, are not counted:');
    expect(textOf(pageInput('es', { ...PUBLISHED, undated }))).toContain(
      'No se cuentan al menos 1,230 casos, con las personas de esos casos: sus fechas',
    );
  });

  it('marks a correction with the revision it replaces', () => {
    for (const page of pagesOf(pageInput('es', CORRECTED))) {
      expect(page).toContain('CORREGIDA, revisión 3 Sustituye a la revisión 2 del 4 de septiembre de 2017.');
    }
  });

  it('lets the draft win over the correction and names the revision', () => {
    const text = textOf(pageInput('en', { ...CORRECTED, complete: false, missing: INCOMPLETE.missing }));

    expect(text).toContain('DRAFT, INCOMPLETE, revision 3');
    expect(text).not.toContain('CORRECTED');
  });

  it('marks a complete, uncorrected edition with nothing', () => {
    expect(textOf(pageInput('en'))).not.toMatch(/DRAFT|CORRECTED/u);
  });
});

describe('the legend of a map', () => {
  it('names every place of the map in the legend under its class and country', () => {
    const text = textOf(pageInput('es'));

    expect(text).toMatch(/25–49 EE\.\u00A0UU\.\s+Carolina del Norte, Florida México\s+Ciudad de México, Puebla/u);
    expect(text).toMatch(/Ninguno conocido Los demás estados/u);
  });

  it('breaks no place name of the legend over two lines', () => {
    const lines = textNodes(layOut(pageInput('en')).content).filter(({ style }) => style === 'places');

    expect(lines.map(({ text }) => text.trim())).toContain('State of Mexico, Tlaxcala, Veracruz');
  });

  it('lets the class with the most names say "all other states" when the legend would be too long', () => {
    const states = Object.keys(STATE_COUNTRIES).filter((key) => /^(?:US|MX)-/u.test(key) && key !== 'US-RI');
    const cells = states.map(
      (key): PrintedCell => ({ key, class: key === 'US-TX' ? { from: 50, to: null } : { from: 1, to: 9 } }),
    );
    const edition = withFigures((figure) => (figure.by === 'state' ? { ...figure, cells } : figure));

    expect(textOf(pageInput('en', edition))).toMatch(
      /Fewer than 10 All other states and territories None known U\.S\.\s+Rhode Island/u,
    );
  });

  it.each(SHIPPED_LANGUAGES)('finds room in %s for five dozen places', (language) => {
    const classes = [
      { first: 0, class: { from: 50, to: null } },
      { first: 8, class: { from: 25, to: 49 } },
      { first: 18, class: { from: 10, to: 24 } },
      { first: 32, class: { from: 1, to: 9 } },
    ];
    const states = Object.keys(STATE_COUNTRIES).filter((key) => /^(?:US|MX)-/u.test(key));
    const mixed = states.map((_, index) => states[(index * 31) % states.length] ?? '').slice(0, 62);
    const cells = mixed.map(
      (key, index): PrintedCell => ({
        key,
        class: classes.findLast(({ first }) => first <= index)?.class ?? { from: 1, to: 9 },
      }),
    );
    const edition = withFigures((figure) => (figure.by === 'state' ? { ...figure, cells } : figure));

    expect(textOf(pageInput(language, edition))).toMatch(/(?:All other states|Los demás estados)/u);
  });

  it('counts the places of the longest classes where their names find no room', () => {
    const bounds = [
      { from: 1, to: 9 },
      { from: 10, to: 24 },
      { from: 25, to: 49 },
      { from: 50, to: null },
    ];
    const states = Object.keys(STATE_COUNTRIES).filter((key) => /^(?:US|MX)-/u.test(key));
    const cells = states.map((key, index): PrintedCell => ({ key, class: bounds[index % 4] ?? { from: 1, to: 9 } }));
    const edition = withFigures((figure) => (figure.by === 'state' ? { ...figure, cells } : figure));

    expect(textOf(pageInput('es', edition))).toMatch(/\d\d estados, cuyos nombres da el archivo de datos/u);
  });

  it('says of an empty map that all states are in the lowest class', () => {
    expect(textOf(pageInput('en', ZERO))).toContain('None known All states');
  });

  it('lists a place whose class is hidden under the mark', () => {
    const cells: PrintedCell[] = [{ key: 'US-TX', suppressed: true }];
    const edition = withFigures((figure) => (figure.by === 'state' ? { ...figure, cells } : figure));

    expect(textOf(pageInput('en', edition))).toMatch(/‡ U\.S\.\s+Texas/u);
  });
});

describe('dates, scales and shares on a page', () => {
  it('dates the document by its data, not by a clock', () => {
    expect(layOut(pageInput('en')).info.creationDate.toISOString()).toBe('2017-07-31T00:00:00.000Z');
  });

  it('says when the ranked lists left the common scale', () => {
    const text = textOf({ ...pageInput('en'), ownScaleCharts: ['top-labor-industries', 'top-sex-types'] });

    expect(text.match(/victims, own scale/gu)).toHaveLength(2);
  });

  it('draws a positive share that rounds to nothing as <1%, and zero as 0%', () => {
    const cells: PrintedCell[] = [
      { key: 'male', count: 20, share: 0 },
      { key: 'female', count: 0, share: 0 },
    ];
    const edition = withFigures((figure) => (figure.id === 'victims-by-gender' ? { ...figure, cells } : figure));

    expect(textOf(pageInput('en', edition))).toContain('Male 20 <1% Female 0 0%');
  });
});

describe('the room of a page', () => {
  it.each(SHIPPED_LANGUAGES)('finds room in %s for the longest names of countries', (language) => {
    const cells = ['CD', 'VC', 'CF', 'HK'].map((key): PrintedCell => ({ key, count: 1234, share: 23 }));
    const edition = withFigures((figure) => (figure.id === 'victims-by-nationality' ? { ...figure, cells } : figure));

    const text = textOf(pageInput(language, edition));

    const printed =
      language === 'es'
        ? ['RD del Congo', 'San Vicente y las Granadinas', 'República Centroafricana']
        : ['Congo - Kinshasa', 'St. Vincent & Grenadines', 'Central African Republic'];
    for (const name of printed) expect(text).toContain(`${name} 1,234 23%`);
  });

  it.each(SHIPPED_LANGUAGES)(
    'finds room in %s for every country of the code list beside a count of seven digits',
    (language) => {
      const countries = CODES.country.codes
        .filter(({ key }) => key !== 'unknown')
        .toSorted((a, b) => (b.label[language]?.length ?? 0) - (a.label[language]?.length ?? 0))
        .map(({ key }) => key)
        .slice(0, tries(12, Infinity));
      expect(countries.length).toBeGreaterThanOrEqual(12);
      const failures = countries.filter((key) => {
        const cells: PrintedCell[] = [{ key, count: 9_999_999, share: 100 }];
        const edition = withFigures((one) => (one.id === 'victims-by-nationality' ? { ...one, cells } : one));
        try {
          layOut(pageInput(language, edition));
          return false;
        } catch (error) {
          if (error instanceof Failure) return true;
          throw error;
        }
      });

      expect(failures).toEqual([]);
    },
  );

  it('makes a part higher for a figure with more rows, and the spaces of its page narrower', () => {
    const cells = ['MX', 'US', 'HN', 'GT', 'SV'].map((key): PrintedCell => ({ key, count: 20, share: 2 }));
    const edition = withFigures((figure) => (figure.id === 'victims-by-nationality' ? { ...figure, cells } : figure));
    const topOf = (one: PublishedEdition, word: string): number =>
      textNodes(layOut(withMeasuredParts(pageInput('en', one))).content).find(({ text }) => text.startsWith(word))
        ?.absolutePosition.y ?? 0;

    const moved = topOf(edition, 'How we count') - topOf(PUBLISHED, 'How we count');

    expect(textOf(withMeasuredParts(pageInput('en', edition)))).toContain('El Salvador');
    expect(moved).toBeGreaterThan(0);
    expect(moved).toBeLessThan(22);
  });

  it('refuses more than a page has room for, naming the page, the part and what it lacks', () => {
    const input = pageInput('en');
    const [first, second] = input.page.pages;
    const parts = [
      ...(first?.parts.slice(0, -1) ?? []),
      ...(second?.parts.slice(1, 2) ?? []),
      ...(first?.parts.slice(-1) ?? []),
    ];

    expect(failureOf({ ...input, page: { pages: [{ parts }] } })).toMatchObject({
      name: 'DefinitionInvalid',
      message: expect.stringMatching(
        /^page\.json of us-mexico-border, page 1: "demographics" needs \d\d points more than the page has; /u,
      ),
    });
  });

  it('continues on further pages if the definition says how', () => {
    const input = pageInput('en');
    const body = input.page.pages
      .flatMap(({ parts }) => parts)
      .filter((entry) => MEASURED.includes(entry.part) && !isFoot(entry) && entry.part !== 'running-head');
    const continued = { parts: [{ part: 'running-head' as const }, { part: 'footer' as const }] };
    const pages = [{ parts: [...body, ...body.slice(4), { part: 'help' as const }] }];

    const printed = pagesOf({ ...input, page: { pages, continued } });

    expect(printed).toHaveLength(3);
    expect(printed.map((page) => /Page \d of \d/u.exec(page)?.[0])).toEqual(
      [1, 2, 3].map((page) => `Page ${page} of 3`),
    );
    expect(printed.join(' ').match(/How we count/gu)).toHaveLength(2);
  });
});

describe('charts on a page', () => {
  it('refuses a chart that was not drawn, and one without a size', () => {
    const input = pageInput('en');
    const { map: _, ...charts } = input.charts;

    expect(failureOf({ ...input, charts }).message).toContain('shows the chart "map"');
    expect(failureOf({ ...input, charts: { ...charts, map: '<svg/>' } }).message).toContain('no width and height');
  });

  it.each([
    ['signals-by-month', 900, 78, '540 by 78'],
    ['signals-by-month', 540, 79, '540 by 78'],
    ['type-bar', 540, 64, '540 by 63'],
    ['map', 311, 270, '310 by 270'],
    ['map', 310, 271, '310 by 270'],
    ['top-sex-types', 265, 42, '264 by 300'],
    ['masthead', 233, 116, '232 by 116'],
  ])('refuses a chart that is larger than its place: %s, %d by %d', (name, width, height, room) => {
    const input = pageInput('en');
    const charts = { ...input.charts, [name]: `<svg width="${width}" height="${height}"></svg>` };

    expect(failureOf({ ...input, charts })).toMatchObject({
      name: 'DefinitionInvalid',
      message: `templates/us-mexico-border/charts/${name}.vl.json: it is ${width} by ${height} points; its place on the page has ${room} points.`,
    });
  });

  it('sets the title in two balanced lines', () => {
    const [page] = layOut(pageInput('en')).content;
    const title = textNodes([page as GroupNode]).filter(({ style }) => style === 'title');

    expect(title.map(({ text }) => text.trim())).toEqual([
      'Fighting Human Trafficking',
      'Across the U.S.-Mexico Border',
    ]);
  });
});
