import { CANARY } from '../domain/canary.ts';
import type { CodeLists } from '../domain/codes.ts';
import { errorTexts, plainIssue, repeatErrors } from '../domain/definition-errors.ts';
import { cellCodes, findDimension, ownDimension } from '../domain/dimensions.ts';
import { Failure } from '../domain/failure.ts';
import type { Day } from '../domain/month.ts';
import { parseDay } from '../domain/month.ts';
import type { FigureDefinition, Sheet } from '../domain/sheet.ts';
import { isSeries } from '../domain/time-series.ts';
import { writableCodes } from './code-scope.ts';
import { SHEET_EXAMPLES } from './definition-examples.ts';
import { familyErrors, familyOf } from './family-members.ts';
import { figureErrors } from './figure-errors.ts';
import { filterErrors, normalisedFilter } from './record-filters.ts';
import { type FigureJson, SHEET_SCHEMA, type SheetJson } from './sheet-schema.ts';

/** What a sheet may refer to, and the place it was read from (for messages). */
export interface SheetSurroundings {
  /** The path of the file as people know it: `templates/<sheet>/sheet.json`. */
  readonly place: string;
  /** SHA-256 of the sheet's entire folder. */
  readonly version: string;
  readonly hotlines: readonly string[];
  readonly codes: CodeLists;
}

/**
 * Checks and normalises a sheet, without its relations to other sheets (sheet-relations.ts).
 * @throws Failure DefinitionInvalid with the file, every invalid place in it, and what is allowed there
 */
export function parseSheet(json: unknown, around: SheetSurroundings): Sheet {
  const parsed = SHEET_SCHEMA.safeParse(json, { error: plainIssue });
  if (!parsed.success) throw invalid(around, errorTexts(parsed.error.issues, SHEET_EXAMPLES));
  const codes = writableCodes(around.codes, parsed.data.hotlines);
  const errors = [
    ...sheetErrors(parsed.data, { ...around, codes }),
    ...figureErrors(parsed.data, codes),
    ...familyErrors(parsed.data, codes),
  ];
  if (errors.length > 0) throw invalid(around, errors);
  return normaliseSheet(parsed.data, { ...around, codes });
}

const invalid = (around: SheetSurroundings, errors: readonly string[]): Failure =>
  new Failure('DefinitionInvalid', `${around.place}:\n${errors.map((line) => `  ${line}`).join('\n')}`);

function sheetErrors(sheet: SheetJson, around: SheetSurroundings): string[] {
  const folder = around.place.split('/').at(-2);
  const unknown = sheet.hotlines.filter((hotline) => !around.hotlines.includes(hotline));
  return [
    ...(folder === sheet.id ? [] : [`id: "${sheet.id}" must be the name of its folder, "${folder}"`]),
    ...unknown.map((hotline) => `hotlines: no hotline "${hotline}"; there are ${around.hotlines.join(', ')}`),
    ...repeatErrors('hotlines', sheet.hotlines),
    ...repeatErrors('languages', sheet.languages),
    ...periodErrors(sheet),
    ...canaryErrors(sheet),
    ...baseErrors(sheet),
    ...hideFirstErrors(sheet, around.codes),
    ...filterErrors(sheet, around.codes),
  ];
}

/** Invented records are counted by the canary's own sheet, and nothing else is. */
const canaryErrors = ({ id, hotlines }: SheetJson): string[] =>
  hotlines.some((hotline) => (hotline === CANARY) !== (id === CANARY))
    ? [`hotlines: the sheet "${CANARY}" counts the invented records of the hotline "${CANARY}", and no other sheet may`]
    : [];

/** No export has a date before 1900. */
const periodErrors = ({ period }: SheetJson): string[] =>
  parseDay(period.from) === null ? [`period.from: "${period.from}" is before 1900; give the first day to count`] : [];

/** The first class of a map, "fewer than k", must include all that other figures print as "fewer than". */
const baseErrors = ({ protection, threshold }: SheetJson): string[] =>
  protection.method === 'round' && protection.base > threshold
    ? [`protection.base: ${protection.base} is above the threshold, ${threshold}; give 3 to ${threshold}`]
    : [];

/** Only cells of a figure whose cells add up are hidden to protect another cell. */
function hideFirstErrors({ hideFirst = [], figures }: SheetJson, codes: CodeLists): string[] {
  const single = figures.filter(({ by }) => by && !isSeries(by) && findDimension(by, codes)?.multi === false);
  const cells = new Set(
    single.flatMap((figure) => {
      const merge = figure.merge ?? [];
      const merged = new Set(merge.flatMap((item) => item.codes));
      return [...cellCodes(figure, codes).filter((code) => !merged.has(code)), ...merge.map(({ key }) => key)];
    }),
  );
  return hideFirst
    .filter((key) => !cells.has(key))
    .map((key) => `hideFirst: no figure has a cell "${key}"; there are ${[...cells].join(', ')}`);
}

function normaliseSheet(sheet: SheetJson, around: SheetSurroundings): Sheet {
  const { languages, hotlines, threshold, minimumMonthsBetweenEditions, interval } = sheet;
  const family = familyOf(sheet, around.codes);
  return {
    id: sheet.id,
    version: around.version,
    languages,
    hotlines,
    period: { from: parseDay(sheet.period.from) as Day },
    threshold,
    protection: sheet.protection,
    minimumMonthsBetweenEditions,
    interval,
    approval: sheet.approval,
    hideFirst: sheet.hideFirst ?? [],
    ...(sheet.public && { public: true }),
    ...(sheet.license && { license: sheet.license }),
    ...(sheet.publisher && { publisher: sheet.publisher }),
    ...(sheet.sources && { sources: sheet.sources }),
    population: normalisedFilter(sheet.population, around.codes),
    signals: normalisedFilter(sheet.signals, around.codes),
    figures: sheet.figures.map((figure) => normalisedFigure(figure, around.codes)),
    related: [],
    ...(family && { family }),
  };
}

function normalisedFigure(figure: FigureJson, codes: CodeLists): FigureDefinition {
  const { id, counts, by, cross, groups, top, classes, partOf } = figure;
  const [own, crossOwn] = [by, cross].map((name) => (name === undefined ? undefined : ownDimension(name, codes)));
  const plain = by !== undefined && !isSeries(by) && by !== 'venue' && classes === undefined;
  return {
    id,
    counts,
    ...(by && { by }),
    ...(own && { own }),
    ...(cross && { cross }),
    ...(crossOwn && { crossOwn }),
    ...(groups && { groups }),
    ...(top !== undefined && { top }),
    ...(classes && { classes }),
    shares: figure.shares ?? plain,
    merge: figure.merge ?? [],
    ...(partOf && { partOf }),
  };
}
