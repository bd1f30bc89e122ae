import { TABLES, type Table } from '../domain/tables.ts';

/** What a `sheet.json` declares about its records and other sheets: enough to find sheets that share records. */
export interface SheetClaims {
  readonly id: string;
  readonly hotlines: readonly string[];
  /** The tables that its figures count, including cases where people are counted through them. */
  readonly tables: readonly Table[];
  readonly related: readonly string[];
  /** The reason, by sheet. */
  readonly unrelated: Readonly<Record<string, string>>;
  /** Which cases count, and which signals: the allowed values, by column. */
  readonly filters: { readonly cases: ClaimedFilter; readonly signals: ClaimedFilter };
}

/** The values of which a record has at least one, by column; a column that is missing may have any. */
export type ClaimedFilter = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the claims of a sheet, whatever else is wrong with it. Does not use the sheets' schema, because pages need the
 * claims of every sheet.
 * @param json the parsed content of its `sheet.json`
 * @param id the name of its folder
 * @returns null for a sheet that is too broken to be loaded, and so to be published
 */
export function parseClaims(json: unknown, id: string): SheetClaims | null {
  const { hotlines, figures, related = [], unrelated = {}, population, signals } = members(json);
  const counted = Array.isArray(figures) ? figures.map((figure) => fedTable(members(figure).counts)) : [null];
  const reasons = Object.entries(members(unrelated));
  if (!isTexts(hotlines) || !isTexts(related) || counted.includes(null)) return null;
  if (reasons.some(([, reason]) => typeof reason !== 'string')) return null;
  const tables = new Set(counted.filter((table) => table !== null));
  if (tables.has('victims') || tables.has('traffickers')) tables.add('cases');
  return {
    ...{ id, hotlines, related },
    tables: [...tables],
    unrelated: Object.fromEntries(reasons.map(([sheet, reason]) => [sheet, String(reason)])),
    filters: { cases: toFilter(population), signals: toFilter(signals) },
  };
}

const toFilter = (json: unknown): ClaimedFilter =>
  new Map(Object.entries(members(json)).map(([column, values]) => [column, [values].flat().map(String)]));

/** A file of a hotline's month, and the tables that it feeds. */
export interface FileTables {
  readonly stem: string;
  readonly tables: readonly Table[];
}

/**
 * Returns which files of a hotline's month feed which tables.
 * @param json the parsed content of its `hotlines/<id>.json`, which is checked where exports are read
 */
export const tablesOfFiles = (json: unknown): FileTables[] =>
  Object.entries(members(members(json).files)).map(([stem, file]) => {
    const tables = Object.keys(members(members(file).tables)).map(fedTable);
    return { stem, tables: tables.filter((table) => table !== null) };
  });

const fedTable = (value: unknown): Table | null => TABLES.find((table) => table === value) ?? null;
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
const members = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
