import * as z from 'zod';
import {
  CODE_LISTS,
  type Code,
  type CodeList,
  type CodeListName,
  type CodeLists,
  fold,
  type OwnList,
  ownUnknown,
} from '../domain/codes.ts';
import { FACT_COLUMNS, OPTIONAL_COLUMNS } from '../domain/facts-columns.ts';
import { Failure } from '../domain/failure.ts';
import { DIMENSIONS } from '../domain/figure.ts';
import { TABLES } from '../domain/tables.ts';
import { parseDefinition, strictObject, wordsSchema } from './definition.ts';
import { CODE_LIST_EXAMPLES } from './definition-examples.ts';

const AGE = z.int().min(0).max(122);

const ages = z
  .union([z.tuple([AGE]), z.tuple([AGE, AGE])], {
    error: 'not a range of ages; write the first and the last year, like [12, 17], or the first year alone, like [60]',
  })
  .optional()
  .describe('In an added list: the ages in years that the code means, like [12, 17]; [60] is 60 and over.');

const codeSchema = strictObject({
  key: z.string().min(1).describe('The code as facts and data annexes store it.'),
  label: wordsSchema.describe('The label as pages print it.'),
  aliases: z.array(z.string().min(1)).describe('Every spelling an export may use, key and labels included.'),
  group: z.string().optional().describe("A venue's kind (labor, sex) or a state's country."),
  hotlines: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('The ids of the only hotlines that write the code; without them, every hotline may.'),
  ages,
});

/** The schema of `codes/<list>.json`. */
export const codeListSchema = strictObject({
  $schema: z.string().optional(),
  name: z.string().min(1).describe("The file's name without .json."),
  label: wordsSchema.optional().describe('In an added list: what the column is, for headings.'),
  tables: z.array(z.enum(TABLES)).min(1).optional().describe('In an added list: the tables that have its column.'),
  multi: z.boolean().optional().describe('In an added list: whether a record may have several of the codes.'),
  codes: z.array(codeSchema).min(1),
});

/**
 * Checks one code list. Throws `DefinitionInvalid` with the file, the place in it and what is allowed. Two codes may
 * have the same spelling only if they are states of different countries, or if no hotline may write both.
 */
export function parseCodeList(json: unknown, place: string): CodeList {
  const { name: given, codes, ...own } = parseDefinition(codeListSchema, json, place, CODE_LIST_EXAMPLES);
  const name = CODE_LISTS.find((list) => list === given);
  if (!name) throw invalid(place, `name is "${given}"; allowed: ${CODE_LISTS.join(', ')}`);
  for (const key of ['label', 'tables', 'multi'] as const)
    if (own[key] !== undefined) throw invalid(place, `${key}: only an added list has it; remove it`);
  if (codes.some((code) => code.ages)) throw invalid(place, 'ages: only an added list has them; remove them');
  const list: CodeList = { name, codes: codes.map(withoutUndefined) };
  assertOneSense(list, place);
  return list;
}

const invalid = (place: string, what: string): Failure => new Failure('DefinitionInvalid', `${place}: ${what}.`);

/**
 * Checks an added code list, the content of `codes/<name>.json`.
 * @throws Failure DefinitionInvalid with the file, the place in it and what is allowed
 */
export function parseOwnList(json: unknown, place: string): OwnList {
  const {
    name,
    label,
    tables,
    multi = false,
    codes,
  } = parseDefinition(codeListSchema, json, place, CODE_LIST_EXAMPLES);
  if (place !== `codes/${name}.json`) throw invalid(place, `name: "${name}" must be the file's name`);
  if (!OWN_NAME.test(name)) throw invalid(place, `name: "${name}" must be lower-case letters, digits and hyphens`);
  if (TAKEN.has(name))
    throw invalid(place, `name: "${name}" is a column, list or figure of every hotline; choose another`);
  if (!label)
    throw invalid(place, `label: is missing; give it words, for example { "en": "Caller", "es": "Quien llama" }`);
  if (!tables) throw invalid(place, `tables: is missing; name the tables that have the column: ${TABLES.join(', ')}`);
  const list: OwnList = { name, label, tables, multi, codes: codes.map(withoutUndefined) };
  if (!multi && ownUnknown(list) === null)
    throw invalid(place, 'codes: a list of one code per record needs a code "unknown", for empty and unknown values');
  assertOneSense(list, place);
  assertAges(list, place);
  return list;
}

/** Every age has one band at most. */
function assertAges({ codes, tables, multi }: OwnList, place: string): void {
  const bands = codes.flatMap(({ key, ages: own }) => (own ? [{ key, from: own.from, to: own.to ?? Infinity }] : []));
  if (bands.length === 0) return;
  if (multi || tables.some((table) => table === 'signals' || table === 'cases'))
    throw invalid(place, 'ages: only a list of victims or traffickers with one code per record has them');
  for (const { key, from, to } of bands) {
    if (from > to) throw invalid(place, `codes (${key}): ages: the first year is after the last; write [12, 17]`);
    const other = bands.find((band) => band.key !== key && band.from <= to && from <= band.to);
    if (other)
      throw invalid(place, `codes (${key}): ages: "${other.key}" has some of these years; an age has one code`);
  }
}

const OWN_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/u;

/** The names that mean something else in a hotline's file, in a sheet or in its wording. */
const TAKEN: ReadonlySet<string> = new Set([
  ...[...DIMENSIONS, ...CODE_LISTS, ...TABLES, 'code-list', 'known', 'total', 'lines'],
  ...TABLES.flatMap((table) => [...FACT_COLUMNS[table], ...OPTIONAL_COLUMNS[table]].map(({ name }) => name)),
]);

const withoutUndefined = ({ key, label, aliases, group, hotlines, ages }: z.output<typeof codeSchema>): Code => ({
  ...{ key, label, aliases },
  ...(group === undefined ? {} : { group }),
  ...(hotlines === undefined ? {} : { hotlines }),
  ...(ages === undefined ? {} : { ages: { from: ages[0], to: ages[1] ?? null } }),
});

function assertOneSense({ name, codes }: Pick<OwnList, 'name' | 'codes'>, place: string): void {
  const seen = new Map<string, Code[]>();
  for (const [index, code] of codes.entries()) {
    for (const spelling of new Set([code.key, ...code.aliases].map(fold))) {
      const others = seen.get(spelling) ?? [];
      const other = others.find(
        (before) => sharesHotline(before, code) && (name !== 'state' || before.group === code.group),
      );
      if (other) {
        const what = `"${spelling}" already means "${other.key}"; a spelling may have only one code`;
        throw new Failure('DefinitionInvalid', `${place}: codes[${index}] (${code.key}): ${what}.`);
      }
      seen.set(spelling, [...others, code]);
    }
  }
}

const sharesHotline = (first: Code, other: Code): boolean =>
  !first.hotlines || !other.hotlines || first.hotlines.some((id) => other.hotlines?.includes(id));

/**
 * Checks all code lists, given the content of each `codes/<list>.json`; throws `DefinitionInvalid` as `parseCodeList`
 * does.
 * @param added the content of each added list, by its name
 */
export function parseCodeLists(
  files: Readonly<Record<CodeListName, unknown>>,
  added: Readonly<Record<string, unknown>> = {},
): CodeLists {
  const list = (name: CodeListName): CodeList => {
    const parsed = parseCodeList(files[name], `codes/${name}.json`);
    if (parsed.name === name) return parsed;
    throw invalid(`codes/${name}.json`, `name is "${parsed.name}"; it must be "${name}"`);
  };
  const own = Object.entries(added).map(([name, json]) => parseOwnList(json, `codes/${name}.json`));
  return {
    type: list('type'),
    gender: list('gender'),
    age: list('age'),
    channel: list('channel'),
    venue: list('venue'),
    country: list('country'),
    state: list('state'),
    ...(own.length > 0 && { own }),
  };
}
