import { parseOwnList } from '../../definitions/code-list-definition.ts';
import { type Code, type CodeLists, findOwnList, fold, type OwnList } from '../../domain/codes.ts';
import { Failure } from '../../domain/failure.ts';
import type { Language, Words } from '../../domain/languages.ts';
import { TABLES, type Table } from '../../domain/tables.ts';
import type { SampleColumn } from '../../exports/survey/survey-text.ts';
import { ageList } from './age-bands.ts';
import { hasFewSpellings } from './guess-columns.ts';
import { signsIn } from './guess-words.ts';
import { isOfAccused, isOfPerson, languageOf } from './heading-words.ts';
import type { ColumnJson, TableJson } from './hotline-json.ts';
import type { FileSuggestion } from './suggest-file.ts';

/** What a person asked for besides the built-in columns. */
export interface AskedLists {
  /** Headings by the name of the list that is made of their texts. */
  readonly headings: ReadonlyMap<string, string>;
  /** Bands of ages as the person wrote them; null for none. */
  readonly ages: string | null;
}

/** The files of a suggestion with the columns of added lists, and the lists that do not exist yet. */
export interface WithLists {
  readonly files: readonly FileSuggestion[];
  /** The content of `codes/<name>.json`, by name. */
  readonly lists: ReadonlyMap<string, object>;
  /** All code lists, with the new ones. */
  readonly codes: CodeLists;
  readonly notes: readonly string[];
}

/**
 * Adds the code lists that a person asked for. The labels of a new list are the texts of its column, in the language of
 * the headings only: a sheet in another language is refused until they are translated.
 *
 * @throws Failure WrongUsage if no file has the heading, or its texts are not those of codes; DefinitionInvalid if the
 *   name or the bands are not allowed
 */
export function withLists(files: readonly FileSuggestion[], asked: AskedLists, codes: CodeLists): WithLists {
  let result: WithLists = { files, lists: new Map(), codes, notes: [] };
  for (const [name, heading] of asked.headings) result = withTexts(result, name, heading);
  return asked.ages === null ? result : withAges(result, asked.ages);
}

function withTexts(before: WithLists, name: string, heading: string): WithLists {
  const file = before.files.find(({ sample }) => sample.columns.some((own) => isSame(own.heading, heading)));
  const column = file?.sample.columns.find((own) => isSame(own.heading, heading));
  if (!file || !column) throw new Failure('WrongUsage', `--list ${name}: no sample has the heading "${heading}"`);
  const table = tableOf(file, column.heading);
  const separator = separatorOf(column);
  const language = languageOf(file.sample.columns.map((own) => own.heading));
  const list = findOwnList(before.codes, name) ? null : textList(name, column, { table, separator, language, before });
  const written: ColumnJson = { heading: column.heading, ...(separator !== null && { separators: [separator] }) };
  const own = { ...file.file.tables[table], columns: { ...file.file.tables[table]?.columns, [name]: written } };
  const changed = withTable(file, table, own, column.heading);
  const note = `codes/${name}.json has the texts of "${column.heading}" as codes: join those that mean the same, leave out names, and add the labels in other languages`;
  return addList({ ...before, files: before.files.map((one) => (one === file ? changed : one)) }, name, list, note);
}

const isSame = (heading: string, other: string): boolean => fold(heading) === fold(other);

/** The table that a column describes: people if the heading says so, otherwise cases or signals. */
function tableOf({ file: { tables } }: FileSuggestion, heading: string): Table {
  const people: Table[] = isOfAccused(heading) ? ['traffickers'] : isOfPerson(heading) ? ['victims'] : [];
  const order: readonly Table[] = [...people, 'cases', 'signals', ...TABLES];
  return order.find((table) => tables[table] !== undefined) ?? 'cases';
}

const withTable = (file: FileSuggestion, table: Table, own: TableJson, heading: string): FileSuggestion => ({
  ...file,
  file: { ...file.file, tables: { ...file.file.tables, [table]: own } },
  unused: file.unused.filter((unused) => unused !== heading),
});

function addList(result: WithLists, name: string, list: object | null, note: string): WithLists {
  if (list === null) return result;
  const parsed = parseOwnList(list, `codes/${name}.json`);
  return {
    ...result,
    lists: new Map([...result.lists, [name, list]]),
    codes: { ...result.codes, own: [...(result.codes.own ?? []), parsed] },
    notes: [...result.notes, note],
  };
}

interface ListContext {
  readonly table: Table;
  readonly separator: string | null;
  readonly language: Language;
  readonly before: WithLists;
}

/** More texts than a page can print. */
const MOST_CODES = 40;

function textList(name: string, column: SampleColumn, context: ListContext): object {
  const { table, separator, language, before } = context;
  const texts = textsOf(column, separator);
  if (!hasFewSpellings(column) || texts.length > MOST_CODES || texts.length === 0)
    throw new Failure(
      'WrongUsage',
      `--list ${name}: the texts of "${column.heading}" are not those of codes; a list has 1 to ${MOST_CODES} short texts`,
    );
  const codes = texts.map((text, index) => ({
    key: keyOf(text, index, texts),
    label: { [language]: text },
    aliases: [text],
  }));
  return {
    $schema: './code-list.schema.json',
    ...{ name, label: { [language]: column.heading }, tables: [table] },
    ...(separator === null ? {} : { multi: true }),
    codes: [...codes, ...(separator === null ? [unknownIn(before.codes)] : [])],
  };
}

/** The code for empty and unknown values, with its labels in every language. */
export const unknownIn = ({ gender }: CodeLists): Pick<Code, 'key' | 'label' | 'aliases'> => {
  const label: Words = gender.codes.find(({ key }) => key === 'unknown')?.label ?? { en: 'Unknown' };
  return { key: 'unknown', label, aliases: [] };
};

/** The values of a column that mean something, the most frequent first. */
function textsOf({ cells }: SampleColumn, separator: string | null): string[] {
  const counts = new Map<string, { readonly text: string; readonly count: number }>();
  for (const [cell, count] of cells)
    for (const text of separator === null ? [cell] : cell.split(separator).map((part) => part.trim()))
      if (text !== '' && signsIn([text]).length === 0)
        counts.set(fold(text), { text, count: count + (counts.get(fold(text))?.count ?? 0) });
  return [...counts.values()].toSorted((a, b) => b.count - a.count).map(({ text }) => text);
}

const SEPARATORS = [';', '|', '/', ','];

/** Returns what separates the values of a cell: a part of a cell is in another cell alone, and there are no more texts. */
function separatorOf(column: SampleColumn): string | null {
  const plain = textsOf(column, null);
  const alone = new Set(plain.map(fold));
  const separates = (separator: string): boolean => {
    const joined = plain.filter((text) => text.includes(separator));
    const isPartAlone = joined.some((text) => text.split(separator).some((part) => alone.has(fold(part))));
    return isPartAlone && textsOf(column, separator).length <= plain.length;
  };
  return SEPARATORS.find(separates) ?? null;
}

function keyOf(text: string, index: number, texts: readonly string[]): string {
  const key = slug(text);
  const isTaken = key === '' || key === 'unknown' || texts.slice(0, index).some((other) => slug(other) === key);
  return isTaken ? `code-${index + 1}` : key;
}

/** Returns a text as an id: lower-case letters, digits and hyphens. */
export const slug = (text: string): string => (fold(text).match(/[a-z0-9]+/gu) ?? []).slice(0, 5).join('-');

/** The name of the list of bands of ages, as in docs/add-a-hotline.md. */
const AGE_LIST = 'age-band';

function withAges(before: WithLists, bands: string): WithLists {
  const tables = new Set<Table>();
  const files = before.files.map((file) => {
    const own = Object.entries(file.file.tables).map(([name, table]) => [name, withBands(table)] as const);
    for (const table of TABLES) if (own.some(([name, json]) => name === table && hasBands(json))) tables.add(table);
    return { ...file, file: { ...file.file, tables: Object.fromEntries(own) } };
  });
  if (tables.size === 0)
    throw new Failure('WrongUsage', '--ages: no column with ages in years was recognised; name it with --column');
  const exists: OwnList | undefined = findOwnList(before.codes, AGE_LIST);
  const list = exists ? null : ageList(AGE_LIST, bands, [...tables], unknownIn(before.codes));
  return addList({ ...before, files }, AGE_LIST, list, `codes/${AGE_LIST}.json has the bands of ages ${bands}`);
}

const hasBands = ({ columns, each = [] }: TableJson): boolean =>
  [columns, ...each.map((part) => part.columns)].some((own) => own[AGE_LIST] !== undefined);

/** A column of bands comes from the column of ages, whose own spellings mean minors and adults. */
function bandColumn(columns: TableJson['columns']): TableJson['columns'] {
  const { age_group: age } = columns;
  if (age?.heading === undefined) return columns;
  const { codes: _codes, ...own } = age;
  return { ...columns, [AGE_LIST]: own };
}

const withBands = (table: TableJson): TableJson => ({
  ...table,
  ...(table.each && { each: table.each.map((part) => ({ ...part, columns: bandColumn(part.columns) })) }),
  columns: bandColumn(table.columns),
});
