import { readFileSync } from 'node:fs';
import { smallFold } from './small-text.ts';

/**
 * Reads the definitions directly from their JSON, without the program's parser: the columns of a file, and spellings
 * that are certain.
 */

const json = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));

interface ColumnJson {
  readonly heading?: string;
  readonly flags?: readonly { readonly heading: string }[];
}

interface HotlineJson extends Pick<SmallHotline, 'encodings' | 'separators' | 'valueSeparators' | 'dateFormats'> {
  readonly flags: Readonly<Record<'yes' | 'no', readonly string[]>>;
  readonly footer?: object;
  readonly codes?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly files: Readonly<
    Record<
      string,
      { readonly tables: Readonly<Record<string, { readonly columns: Readonly<Record<string, ColumnJson>> }>> }
    >
  >;
}

interface CodeListJson {
  readonly codes: readonly {
    readonly key: string;
    readonly label: Readonly<Record<'en' | 'es', string>>;
    readonly aliases: readonly string[];
  }[];
}

/** The content of a file's column. The small reader ignores `alien` columns. */
export type Holds =
  | 'own-id'
  | 'link'
  | 'reference'
  | 'date'
  | 'flag'
  | 'nexus'
  | 'age'
  | 'code'
  | 'countries'
  | 'alien';

export interface SmallColumn {
  /** The column of the facts. */
  readonly name: string;
  readonly heading: string;
  readonly holds: Holds;
  /** Codes by folded spelling, if they are certain. */
  readonly codes: ReadonlyMap<string, string>;
  /** The same spellings, unfolded. */
  readonly spellings: readonly string[];
}

export interface SmallFile {
  readonly stem: string;
  readonly table: string;
  readonly columns: readonly SmallColumn[];
}

export interface SmallHotline {
  readonly id: 'nhth' | 'linea-nacional';
  readonly encodings: readonly string[];
  readonly separators: readonly string[];
  readonly valueSeparators: readonly string[];
  readonly dateFormats: readonly string[];
  readonly hasFooter: boolean;
  readonly yes: ReadonlySet<string>;
  readonly no: ReadonlySet<string>;
  readonly files: readonly SmallFile[];
}

const HOLDS: Readonly<Record<string, Holds>> = {
  received_on: 'date',
  opened_on: 'date',
  trafficking_related: 'flag',
  nexus: 'nexus',
  age_group: 'age',
  gender: 'code',
  channel: 'code',
  trafficking_type: 'code',
  nationalities: 'countries',
  partner_case_id: 'reference',
};

const LISTS: Readonly<Record<string, string>> = {
  age_group: 'age',
  gender: 'gender',
  channel: 'channel',
  trafficking_type: 'type',
  nationalities: 'country',
  countries: 'country',
  states: 'state',
  venues: 'venue',
};

function holds(table: string, name: string): Holds {
  const own = { signals: 'signal_id', cases: 'case_id', victims: 'victim_id', traffickers: 'trafficker_id' }[table];
  if (name === own) return 'own-id';
  if (name === 'case_id') return table === 'signals' ? 'reference' : 'link';
  return HOLDS[name] ?? 'alien';
}

type Spelling = readonly [text: string, code: string];

/**
 * Returns spellings of a list that every reader understands the same way: more than three letters, of only one code.
 */
function spellingsOf(hotline: HotlineJson, name: string): Spelling[] {
  const list = LISTS[name];
  if (list === undefined) return [];
  const own = Object.entries(hotline.codes?.[list] ?? {}).flatMap(([code, texts]) =>
    texts.map((text): Spelling => [text, code]),
  );
  const taken = new Set(own.map(([text]) => smallFold(text)));
  const shared = sharedSpellings(list);
  const codes = new Map<string, Set<string>>();
  for (const [text, code] of shared) codes.set(smallFold(text), (codes.get(smallFold(text)) ?? new Set()).add(code));
  const isCertain = ([text]: Spelling): boolean =>
    smallFold(text).length > 3 && codes.get(smallFold(text))?.size === 1 && !taken.has(smallFold(text));
  return [...own, ...shared.filter(isCertain)].filter(([text]) => !/[;|]/u.test(text));
}

const sharedSpellings = (list: string): Spelling[] =>
  (json(`codes/${list}.json`) as CodeListJson).codes.flatMap(({ key, label, aliases }) =>
    Array.from(new Set([label.en, label.es, ...aliases]), (text): Spelling => [text, key]),
  );

function columnOf(hotline: HotlineJson, table: string, name: string, { heading, flags }: ColumnJson): SmallColumn[] {
  const text = heading ?? flags?.[0]?.heading;
  if (text === undefined) return [];
  const spellings = spellingsOf(hotline, name);
  const codes = new Map(spellings.map(([spelling, code]) => [smallFold(spelling), code]));
  return [
    { name, heading: text, holds: holds(table, name), codes, spellings: spellings.map(([spelling]) => spelling) },
  ];
}

function hotlineOf(id: SmallHotline['id']): SmallHotline {
  const hotline = json(`hotlines/${id}.json`) as HotlineJson;
  const files = Object.entries(hotline.files).flatMap(([stem, { tables }]) =>
    Object.entries(tables).map(([table, { columns }]) => ({
      stem,
      table,
      columns: Object.entries(columns).flatMap(([name, mapping]) => columnOf(hotline, table, name, mapping)),
    })),
  );
  const { encodings, separators, valueSeparators, dateFormats, flags } = hotline;
  return {
    ...{ id, encodings, separators, valueSeparators, dateFormats, files },
    hasFooter: hotline.footer !== undefined,
    yes: new Set([...flags.yes, '1', '1.0', '1,0', 'true', 'verdadero', 'verdadeiro'].map(smallFold)),
    no: new Set([...flags.no, '0', '0.0', '0,0', 'false', 'falso'].map(smallFold)),
  };
}

export const SMALL_HOTLINES: readonly SmallHotline[] = (['nhth', 'linea-nacional'] as const).map(hotlineOf);
