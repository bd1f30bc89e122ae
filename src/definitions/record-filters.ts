import { type CodeLists, codesOf } from '../domain/codes.ts';
import { shortList } from '../domain/definition-errors.ts';
import { ownDimension } from '../domain/dimensions.ts';
import { Failure } from '../domain/failure.ts';
import type { OwnFilter, RecordFilter, Sheet } from '../domain/sheet.ts';
import type { Table } from '../domain/tables.ts';
import type { Hotline } from './hotline.ts';
import type { SheetJson } from './sheet-schema.ts';

type FilterJson = SheetJson['population'];

/** The code list of each filter whose values are codes. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ['nexus', 'country'],
  ['countries', 'country'],
  ['states', 'state'],
  ['type', 'type'],
  ['lines', 'line'],
  ['channel', 'channel'],
]);

/** The filters that each part of a sheet may have, besides those by added lists. */
const BUILT_IN = {
  population: { counts: 'cases', keys: ['nexus', 'countries', 'states', 'type'] },
  signals: { counts: 'signals', keys: ['nexus', 'lines', 'channel', 'traffickingRelated'] },
} as const;

type Place = keyof typeof BUILT_IN;
const PLACES: readonly Place[] = ['population', 'signals'];

/** Lists the errors of a sheet's filters: one sentence each, with the place and what is allowed. */
export const filterErrors = (sheet: SheetJson, codes: CodeLists): string[] =>
  PLACES.flatMap((place) => [...keyErrors(place, sheet[place], codes), ...codeErrors(place, sheet[place], codes)]);

/** A filter by a column that the table does not have. */
function keyErrors(place: Place, filter: FilterJson, codes: CodeLists): string[] {
  const { counts, keys } = BUILT_IN[place];
  const own = (codes.own ?? []).filter(({ tables }) => tables.includes(counts)).map(({ name }) => name);
  const allowed: readonly string[] = [...keys, ...own];
  return Object.keys(filter)
    .filter((key) => !allowed.includes(key))
    .map((key) => `${place}.${key}: ${counts} do not have it; allowed are ${allowed.join(', ')}`);
}

function codeErrors(place: Place, filter: FilterJson, codes: CodeLists): string[] {
  return Object.entries(filter).flatMap(([key, values]) => {
    const name = LISTS.get(key) ?? key;
    const known = codesOf(codes, name).map((code) => code.key);
    if (known.length === 0 || !Array.isArray(values)) return [];
    return values
      .filter((value) => !known.includes(value))
      .map((value) => `${place}.${key}: no ${name} "${value}"; there are ${shortList(known)}`);
  });
}

/** Returns a filter without undefined keys, so that a missing key is the only form of "any". */
export function normalisedFilter(filter: FilterJson, codes: CodeLists): RecordFilter {
  const { nexus, countries, states, type, lines, channel, traffickingRelated } = filter;
  const builtIn = { nexus, countries, states, type, lines, channel, traffickingRelated };
  const own = Object.entries(filter).flatMap(([by, values]): OwnFilter[] => {
    const dimension = ownDimension(by, codes);
    return dimension && Array.isArray(values) ? [{ by, own: dimension, codes: values }] : [];
  });
  return {
    ...Object.fromEntries(Object.entries(builtIn).filter(([, value]) => value !== undefined)),
    ...(own.length > 0 && { own: own.toSorted((a, b) => (a.by < b.by ? -1 : 1)) }),
  };
}

type Files = Hotline['files'];

/**
 * Checks that a filter by an added list leaves out no hotline completely because the hotline does not map the list's
 * column: most likely the mapping is what is missing.
 * @param hotlines the installed hotlines, by id
 * @throws Failure DefinitionInvalid with the filter and the hotline
 */
export function assertFiltersAreMapped(
  sheet: Pick<Sheet, 'population' | 'signals' | 'hotlines'>,
  hotlines: ReadonlyMap<string, { readonly files?: Files }>,
  place: string,
): void {
  const errors = PLACES.flatMap((part) =>
    (sheet[part].own ?? []).flatMap((filter) =>
      sheet.hotlines
        .filter((id) => leavesAllOut(filter, hotlines.get(id)?.files ?? [], BUILT_IN[part].counts))
        .map((id) => unmappedText(`${part}.${filter.by}`, id, filter.by, BUILT_IN[part].counts)),
    ),
  );
  if (errors.length > 0) throw new Failure('DefinitionInvalid', `${place}: ${errors.join('; ')}`);
}

const unmappedText = (filter: string, hotline: string, by: string, table: Table): string =>
  `${filter}: hotlines/${hotline}.json does not map "${by}" of ${table}, so none of its ${table} would count; map the column, or remove the hotline from the sheet`;

function leavesAllOut({ own, codes }: OwnFilter, files: Files, table: Table): boolean {
  if (own.unknown !== null && codes.includes(own.unknown)) return false;
  const mappings = files.flatMap(({ tables }) => tables.filter((mapping) => mapping.table === table));
  const isMapped = mappings.some(({ columns }) =>
    columns.some((mapping) => mapping.column.name === own.column && mapping.origin.from !== 'nothing'),
  );
  return mappings.length > 0 && !isMapped;
}
