import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileChart } from '../../src/charts/compile-chart.ts';
import { parseCodeList } from '../../src/definitions/code-list-definition.ts';
import { parseHotline } from '../../src/definitions/hotline-definition.ts';
import { parseSheet } from '../../src/definitions/parse-sheet.ts';
import { readWording } from '../../src/definitions/read-wording.ts';
import { readPageDefinition } from '../../src/document/page/page-definition.ts';
import { wordingKeysOf } from '../../src/document/page/wording-keys.ts';
import type { CodeList } from '../../src/domain/codes.ts';
import { Failure } from '../../src/domain/failure.ts';
import { HOUSE_PALETTE } from '../../src/domain/palette.ts';
import { codes } from '../exports/reader-fixture.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const json = (path: string): Json => JSON.parse(text(path));

const SHEET = 'templates/us-mexico-border/sheet.json';
const PAGE = 'templates/us-mexico-border/page.json';
const CHART = 'templates/us-mexico-border/charts/top-labor-industries.vl.json';
const sheet = parseSheet(json(SHEET), { place: SHEET, version: '', hotlines: ['nhth', 'linea-nacional'], codes });
const figures = sheet.figures.map(({ id }) => id);
const keys = wordingKeysOf(readPageDefinition(json(PAGE), PAGE, figures));
const WORDING = 'templates/us-mexico-border/wording/en.md';

/** The code lists with only the countries and states that the hotline names: reading all of them takes most of the time. */
const named = text('hotlines/nhth.json');
const few = (list: CodeList): CodeList => ({
  ...list,
  codes: list.codes.filter(({ key }) => named.includes(`"${key}"`)),
});
const fewCodes = { ...codes, country: few(codes.country), state: few(codes.state) };

const PARSERS: readonly [place: string, parse: (value: Json) => unknown][] = [
  ['hotlines/nhth.json', (value) => parseHotline(value, 'hotlines/nhth.json', fewCodes)],
  [SHEET, (value) => parseSheet(value, { place: SHEET, version: '', hotlines: ['nhth', 'linea-nacional'], codes })],
  [PAGE, (value) => readPageDefinition(value, PAGE, figures)],
  ['codes/age.json', (value) => parseCodeList(value, 'codes/age.json')],
];

/** Every path to a value of a definition, but only the first of a list's items. */
function* pathsIn(value: Json, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (path.length > 0) yield path;
  if (Array.isArray(value)) {
    if (value[0] !== undefined) yield* pathsIn(value[0], [...path, 0]);
  } else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* pathsIn(inner, [...path, key]);
}

/** The definition with the value at a path replaced; undefined removes it. */
function replaced(value: Json, [key, ...rest]: readonly (string | number)[], by: Json | undefined): Json {
  if (key === undefined) return by ?? null;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, by) : item));
  const object: { [key: string]: Json } = { ...(value as { [key: string]: Json }) };
  if (rest.length === 0 && by === undefined) delete object[String(key)];
  else object[String(key)] = replaced(object[String(key)] ?? null, rest, by);
  return object;
}

const WRONG: readonly (Json | undefined)[] = [undefined, null, -1, '', 'nonsense', true, [], {}, { nonsense: 1 }];

/** The words of the schema's library, which nobody who writes a definition can know. */
const RAW =
  /Invalid (?:input|option|key|element|discriminator|string|value)|Too (?:small|big)|Unrecognized|NaN|undefined|regex|ZodError|expected \w+, received/u;
const ALLOWED =
  /allowed|expected|for example|needs|give|must|use |write|delete|there (?:is|are)|at (?:least|most)|only/u;

/** What is wrong with the message of a broken definition; null if it is accepted or the message is complete. */
function weakness(place: string, path: readonly (string | number)[], parse: () => unknown): string | null {
  try {
    parse();
    return null;
  } catch (error) {
    if (!(error instanceof Failure)) return `${path.join('.')}: not a failure: ${String(error)}`;
    const key = path.findLast((part) => typeof part === 'string');
    const isPlaced = error.message.includes(String(key)) || error.message.includes(String(path[0]));
    const isGood =
      error.message.startsWith(place) && isPlaced && ALLOWED.test(error.message) && !RAW.test(error.message);
    return isGood ? null : `${path.join('.')}: ${error.message}`;
  }
}

describe('the message for a definition with a wrong value', () => {
  it.each(PARSERS)('names the file, the place and what is allowed: %s', (place, parse) => {
    const valid = json(place);
    let refused = 0;
    const weak = new Set<string>();
    for (const path of pathsIn(valid)) {
      for (const wrong of typeof path.at(-1) === 'number' ? WRONG.slice(1) : WRONG) {
        const broken = replaced(valid, path, wrong);
        const found = weakness(place, path, () => {
          refused++;
          parse(broken);
          refused--;
        });
        if (found !== null) weak.add(found);
      }
    }
    expect([...weak]).toEqual([]);
    expect(refused).toBeGreaterThan(50);
  });

  it.each(PARSERS)('lists the keys that are allowed in place of an unknown one: %s', (place, parse) => {
    const valid = json(place);
    for (const path of pathsIn(valid)) {
      const key = path.at(-1);
      if (typeof key !== 'string') continue;
      const misspelt = replaced(replaced(valid, path, undefined), [...path.slice(0, -1), `${key}_`], 'x');
      const found = weakness(place, [...path.slice(0, -1), `${key}_`], () => parse(misspelt));
      expect(found).toBeNull();
    }
  });

  it('gives an example', () => {
    const without = replaced(json(SHEET), ['figures', 0, 'counts'], 'calls');
    expect(() => parseSheet(without, { place: SHEET, version: '', hotlines: ['nhth'], codes })).toThrow(
      'figures[0].counts: allowed: "signals", "cases", "victims", "traffickers"; for example "counts": "victims"',
    );
  });
});

describe('the message for a chart with a wrong value', () => {
  const chart = {
    file: CHART,
    words: {},
    boundaries: {},
    palette: HOUSE_PALETTE,
    definitions: [],
    cells: {},
    places: [],
  };

  it.each(['$schema', 'width', 'height', 'usermeta', 'layer', 'data', 'transform'])('names the chart: %s', (key) => {
    const weak = WRONG.slice(1).map((wrong) =>
      weakness(CHART, [key], () => compileChart({ ...chart, spec: replaced(json(CHART), [key], wrong) })),
    );
    expect(weak.filter((found) => found !== null && (!found.includes(CHART) || RAW.test(found)))).toEqual([]);
  });
});

describe('the message for a wording that is wrong', () => {
  const valid = text(WORDING);

  it.each([
    ['a missing word', valid.replace(/^- title: .*$/mu, '')],
    ['an unknown word', valid.replace('- title:', '- titel:')],
    ['a number', valid.replace(/^- title: .*$/mu, '- title: 1234 people')],
    ['a list item without a colon', valid.replace(/^- title: .*$/mu, '- title')],
    ['no locale', valid.replace(/^- locale: .*$/mu, '')],
    ['no section of words', valid.replace('## words', '## wrods')],
    ['a table', valid.replace('## intro', '## intro\n\n| a | b |\n|---|---|\n| c | d |\n')],
  ])('names the file, the place and what is allowed: %s', (_, broken) => {
    expect(broken).not.toBe(valid);
    expect(weakness(WORDING, [''], () => readWording(broken, WORDING, keys))).toBeNull();
    expect(() => readWording(broken, WORDING, keys)).toThrow(WORDING);
  });
});
