import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { CODE_LISTS, type CodeLists, codesOf, fold } from '../domain/codes.ts';
import { shortList } from '../domain/definition-errors.ts';
import { FACT_COLUMNS } from '../domain/facts-columns.ts';
import { Failure } from '../domain/failure.ts';
import { USER_LANGUAGES } from '../domain/languages.ts';
import { findZone } from '../domain/schedule/zone-time.ts';
import { TABLES } from '../domain/tables.ts';
import { isSpellable } from '../domain/vocabulary.ts';
import { writableCodes } from './code-scope.ts';
import { type MappingContext, ownFlagWords } from './column-mapping.ts';
import type { ColumnDefinition } from './column-schema.ts';
import { parseDefinition } from './definition.ts';
import { HOTLINE_EXAMPLES } from './definition-examples.ts';
import { exportFiles } from './export-files.ts';
import type { Footer, Hotline } from './hotline.ts';
import { type HotlineDefinition, hotlineSchema } from './hotline-schema.ts';

/**
 * Checks and normalises one hotline's definition.
 *
 * @param json the parsed content of `hotlines/<id>.json`
 * @param place that file's path, for messages
 * @throws Failure `DefinitionInvalid` with the file, the place in it and the allowed values
 */
export function parseHotline(json: unknown, place: string, all: CodeLists): Hotline {
  const definition = parseDefinition(hotlineSchema, json, place, HOTLINE_EXAMPLES);
  const { lines: _lines, ...codes } = writableCodes(all, [definition.id]);
  const refuse = (at: string, what: string): never => {
    throw new Failure('DefinitionInvalid', `${place}: ${at}: ${what}.`);
  };
  const file = basename(place);
  if (file.endsWith('.json') && file !== `${definition.id}.json`)
    refuse('id', `"${definition.id}" must be the file's name`);
  const keys = definition.lines.map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) < index);
  if (twice !== undefined) refuse('lines', `"${twice}" is there twice; delete one of the two`);
  checkCodeKeys(definition, codes, refuse);
  const context: MappingContext = { definition, codes, refuse };
  return {
    id: definition.id,
    name: definition.name,
    label: definition.label,
    language: definition.language ?? USER_LANGUAGES[0],
    version: createHash('sha256')
      .update(JSON.stringify([definition, readCodes(codes, definition)]))
      .digest('hex'),
    lines: definition.lines.map(({ key, label }) => ({ key, label })),
    encodings: definition.encodings,
    separators: definition.separators,
    flags: ownFlagWords(context, 'flags', {}),
    notKnown: new Set(definition.notKnown?.map(fold)),
    timeZone: validateZone(definition, refuse),
    labels: ownLabels(definition),
    named: namedCodes(definition),
    footer: definition.footer ? parseFooter(definition.footer, refuse) : null,
    errorTolerance: definition.errorTolerance,
    files: exportFiles(context),
  };
}

/** Returns the code lists that a hotline's files are read with: of the added ones, those that it maps. */
function readCodes({ own = [], ...shared }: CodeLists, { files }: HotlineDefinition): CodeLists {
  const keys = tableColumns(files).flatMap(({ columns }) => Object.keys(columns));
  const mapped = own.filter(({ name }) => keys.includes(name));
  return mapped.length > 0 ? { ...shared, own: mapped } : shared;
}

function validateZone({ timeZone }: HotlineDefinition, refuse: MappingContext['refuse']): string | null {
  if (timeZone === undefined) return null;
  if (!findZone(timeZone)) refuse('timeZone', `"${timeZone}" is not a time zone; write it like America/Mexico_City`);
  return timeZone;
}

function parseFooter(
  { lines, optional = [], before = [] }: NonNullable<HotlineDefinition['footer']>,
  refuse: MappingContext['refuse'],
): Footer {
  for (const line of optional)
    if (!lines.includes(line))
      refuse('footer.optional', `"${line}" is not one of the lines; allowed: ${lines.join(', ')}`);
  if (lines.every((line) => optional.includes(line)))
    refuse('footer.optional', 'names every line; at least one must be required');
  return { lines: lines.map(fold), optional: optional.map(fold), before: before.map(fold) };
}

/** Every spelling of a code, line or yes and no in the definition. */
function ownLabels({ codes = {}, flags, files, lines }: HotlineDefinition): Map<string, string> {
  const columns = tableColumns(files).flatMap((mapping) =>
    Object.values(mapping.columns).flatMap((column) => column ?? []),
  );
  const lists = [...Object.values(codes), ...columns.map((column) => column.codes ?? {})];
  const given = lists.flatMap((own) => Object.values(own ?? {}));
  const words = columns
    .flatMap((column) => [column, ...(column.flags ?? [])])
    .flatMap(({ yes = [], no = [] }) => [...yes, ...no]);
  const texts = [...given.flat(), ...words, ...flags.yes, ...flags.no, ...lines.map(({ key }) => key)];
  return new Map(texts.map((text) => [fold(text), text]));
}

/** The codes that the definition names, by list. */
function namedCodes({ codes = {}, combine = {}, files }: HotlineDefinition): Map<string, Set<string>> {
  const named = new Map<string, Set<string>>();
  const add = (list: string, keys: readonly string[]): void => {
    named.set(list, new Set([...(named.get(list) ?? []), ...keys]));
  };
  for (const name of CODE_LISTS) {
    add(name, Object.keys(codes[name] ?? {}));
    add(
      name,
      (combine[name] ?? []).map(({ is }) => is),
    );
  }
  for (const { table, columns } of tableColumns(files))
    for (const { name, list } of FACT_COLUMNS[table]) {
      const column = columns[name];
      if (list && column) add(list, columnCodes(column));
    }
  return named;
}

/** The columns of every table of every file; those that differ between the records of a row are apart. */
const tableColumns = (files: HotlineDefinition['files']) =>
  Object.values(files).flatMap(({ tables }) =>
    TABLES.flatMap((table) => {
      const mapping = tables[table];
      return mapping ? [mapping, ...(mapping.each ?? [])].map(({ columns }) => ({ table, columns })) : [];
    }),
  );

const columnCodes = ({ codes = {}, flags = [], constant = [] }: ColumnDefinition): string[] => [
  ...Object.keys(codes),
  ...flags.flatMap(({ code, country }) => code ?? country ?? []),
  ...[constant].flat().map(String),
];

/** Codes that the hotline names must exist in their lists. */
function checkCodeKeys(definition: HotlineDefinition, codes: CodeLists, refuse: MappingContext['refuse']): void {
  const names = [...CODE_LISTS, ...(codes.own ?? []).map(({ name }) => name)];
  checkListNames(definition, names, refuse);
  for (const name of names) {
    const list = { codes: codesOf(codes, name) };
    const known = new Set(list.codes.map(({ key }) => key));
    const check = (key: string, at: string): void => {
      if (!known.has(key)) refuse(at, `"${key}" is not a code of ${name}; allowed: ${shortList([...known])}`);
    };
    for (const key of Object.keys(definition.codes?.[name] ?? {}))
      if (!isSpellable(list, name, key)) check(key, `codes.${name}`);
    for (const [index, { of, is }] of (definition.combine?.[name] ?? []).entries()) {
      for (const key of [...of, is]) check(key, `combine.${name}[${index}]`);
    }
  }
}

function checkListNames(
  definition: HotlineDefinition,
  names: readonly string[],
  refuse: MappingContext['refuse'],
): void {
  for (const place of ['codes', 'combine'] as const)
    for (const name of Object.keys(definition[place] ?? {}))
      if (!names.includes(name)) refuse(place, `unknown key "${name}"; allowed: ${names.join(', ')}`);
}
