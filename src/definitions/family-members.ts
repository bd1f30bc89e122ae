import { type CodeLists, codesOf } from '../domain/codes.ts';
import { repeatErrors, shortList } from '../domain/definition-errors.ts';
import { type DimensionSpec, dimensionNames, findDimension, ownDimension, specOf } from '../domain/dimensions.ts';
import { type Family, type FamilyDimension, memberSheetId } from '../domain/family.ts';
import type { Sheet } from '../domain/sheet.ts';
import { TABLES, type Table } from '../domain/tables.ts';
import { isSeries } from '../domain/time-series.ts';
import { normalisedFilter } from './record-filters.ts';
import type { SheetJson } from './sheet-schema.ts';

/** The code list of the members' codes, and what messages call it. */
const listOf = (by: FamilyDimension, codes: CodeLists): string => findDimension(by, codes)?.codes ?? by;

/** Lists what members can differ by: hotlines, and every dimension that has codes. */
const familyDimensions = (codes: CodeLists): FamilyDimension[] => [
  'hotline',
  ...dimensionNames(codes).filter((name) => !isSeries(name)),
];

/**
 * Returns the codes that members may have: those that the sheet's filters let through, or its hotlines. States are
 * those of the population's countries.
 */
function allowedKeys(sheet: SheetJson, codes: CodeLists): string[] {
  const { family, hotlines, population } = sheet;
  if (!family) return [];
  if (family.by === 'hotline') return hotlines;
  const filtered = filteredCodes(sheet, family.by, codes);
  const countries = family.by === 'state' ? population.countries : undefined;
  return codesOf(codes, listOf(family.by, codes))
    .filter(({ group }) => !countries || countries.includes(group ?? ''))
    .map(({ key }) => key)
    .filter((key) => filtered?.includes(key) ?? true);
}

/** Returns the codes that a sheet's filters of a dimension let through; undefined if they let through all. */
function filteredCodes(
  { population, signals }: SheetJson,
  by: FamilyDimension,
  codes: CodeLists,
): readonly string[] | undefined {
  const { states: state, type } = population;
  const builtIn = { state, type, line: signals.lines, channel: signals.channel };
  const own = ownDimension(by, codes);
  if (!own) return new Map(Object.entries(builtIn)).get(by);
  // a member may have records of one table only, and each table has its own filter
  const filters = new Set(own.tables.map((table) => (table === 'signals' ? signals : population)));
  const listed = [...filters].map((filter) => normalisedFilter(filter, codes).own?.find((one) => one.by === by)?.codes);
  return listed.every((list) => list !== undefined) ? listed.flat() : undefined;
}

const memberKeys = (sheet: SheetJson, codes: CodeLists): string[] => {
  const allowed = allowedKeys(sheet, codes);
  const { members = 'all' } = sheet.family ?? {};
  return members === 'all' ? allowed : allowed.filter((key) => members.includes(key));
};

/** Returns the family of a sheet, with its members in the order of their code list; undefined if it has none. */
export function familyOf(sheet: SheetJson, codes: CodeLists): Family | undefined {
  if (!sheet.family) return undefined;
  const keys = memberKeys(sheet, codes);
  const members = keys.map((key) => ({ key, sheet: memberSheetId(sheet.id, key) }));
  const unlisted = allowedKeys(sheet, codes).filter((key) => !keys.includes(key));
  const own = ownDimension(sheet.family.by, codes);
  return { id: sheet.id, by: sheet.family.by, ...(own && { own }), members, unlisted };
}

/** Lists the errors of a sheet's `family`: one sentence each, with the place and what is allowed. */
export function familyErrors(sheet: SheetJson, codes: CodeLists): string[] {
  const { family } = sheet;
  if (!family) return [];
  const dimensions = familyDimensions(codes);
  if (!dimensions.includes(family.by))
    return [`family.by: members cannot differ by "${family.by}"; allowed are ${dimensions.join(', ')}`];
  const allowed = allowedKeys(sheet, codes);
  const what = listOf(family.by, codes);
  const named = family.members === 'all' ? [] : family.members;
  const unknown = named.filter((key) => !allowed.includes(key));
  const keys = memberKeys(sheet, codes);
  return [
    ...unknown.map(
      (key) =>
        `family.members: no ${what} "${key}" that the sheet counts; there are ${shortList(allowed)}; for example "members": ["${allowed[0] ?? ''}"]`,
    ),
    ...repeatErrors('family.members', named),
    ...(unknown.length === 0 && keys.length === 0
      ? [`family.by: the sheet does not count records of any ${what}; choose another dimension`]
      : []),
    ...keys.filter((key) => !isIdPart(key)).map(idError),
    ...(memberTables(family.by, findDimension(family.by, codes), sheet.figures).length === 0
      ? [`family.by: none of the figures counts records that have a ${family.by}; add one, or choose another dimension`]
      : []),
  ];
}

/** Whether a code in lower case can end the id of a sheet. */
const isIdPart = (key: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/u.test(key.toLowerCase());

const idError = (key: string): string =>
  `family.members: the code "${key}" cannot be part of the id of a sheet, which has letters, digits and single hyphens; list other members`;

/**
 * Returns the tables that the sheets of members count: those whose records have the dimension. Signals have states only
 * in a sheet with a figure of signals by state: few hotlines record them.
 */
function memberTables(
  by: FamilyDimension,
  spec: DimensionSpec | undefined,
  figures: readonly Pick<SheetJson['figures'][number], 'by' | 'counts'>[],
): Table[] {
  const counted = TABLES.filter((table) => figures.some(({ counts }) => counts === table));
  if (by === 'hotline') return counted;
  const hasStates = figures.some((figure) => figure.counts === 'signals' && figure.by === 'state');
  return counted.filter(
    (table) => spec?.tables.includes(table) && (by !== 'state' || table !== 'signals' || hasStates),
  );
}

/**
 * Returns the sheets of the members of a family, in their order: the definition of the main sheet with the figures that
 * members count. Returns an empty list for a sheet without a family.
 */
export function memberSheets(main: Sheet): Sheet[] {
  const { family } = main;
  if (!family) return [];
  const tables = memberTables(family.by, specOf(family), main.figures);
  const figures = main.figures.filter(({ counts }) => tables.includes(counts));
  return family.members.map(({ key, sheet }) => ({ ...main, id: sheet, member: key, figures }));
}
