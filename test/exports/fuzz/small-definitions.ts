import { readFileSync } from 'node:fs';
import { smallFold } from './small-text.ts';

/** The definitions as their JSON says, not as the program parses it: what columns a file has, and spellings that are certain. */

const json = (path: string): any => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));

/** What a column of a file holds. `alien` is for columns that the small reader leaves alone. */
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
  /** Codes by folded spelling, as far as they are certain. */
  readonly codes: ReadonlyMap<string, string>;
  /** Those spellings as they are written. */
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
  gender_: 'gender',
};

function holds(table: string, name: string): Holds {
  const own = { signals: 'signal_id', cases: 'case_id', victims: 'victim_id', traffickers: 'trafficker_id' }[table];
  if (name === own) return 'own-id';
  if (name === 'case_id') return table === 'signals' ? 'reference' : 'link';
  return HOLDS[name] ?? 'alien';
}

/** Spellings of a list that every reader understands alike: more than three letters, of one code alone, no word for "none". */
function spellingsOf(hotline: any, name: string): [spelling: string, code: string][] {
  const list = LISTS[name];
  if (list === undefined) return [];
  const own: [string, string][] = Object.entries<string[]>(hotline.codes?.[list] ?? {}).flatMap(([code, texts]) =>
    texts.map((text): [string, string] => [text, code]),
  );
  const taken = new Set(own.map(([text]) => smallFold(text)));
  const shared: [string, string][] = json(`codes/${list}.json`).codes.flatMap(({ key, label, aliases }: any) =>
    [...new Set<string>([label.en, label.es, ...aliases])].map((text) => [text, key]),
  );
  const codes = new Map<string, Set<string>>();
  for (const [text, code] of shared) codes.set(smallFold(text), (codes.get(smallFold(text)) ?? new Set()).add(code));
  const certain = shared.filter(
    ([text]) => smallFold(text).length > 3 && codes.get(smallFold(text))?.size === 1 && !taken.has(smallFold(text)),
  );
  return [...own, ...certain].filter(([text]) => !/[;|]/u.test(text));
}

function column(hotline: any, table: string, name: string, mapping: any): SmallColumn[] {
  const heading = mapping.heading ?? mapping.flags?.[0]?.heading;
  if (heading === undefined) return [];
  const spellings = spellingsOf(hotline, name);
  return [
    {
      name,
      heading,
      holds: holds(table, name),
      codes: new Map(spellings.map(([text, code]) => [smallFold(text), code])),
      spellings: spellings.map(([text]) => text),
    },
  ];
}

function hotlineOf(id: SmallHotline['id']): SmallHotline {
  const hotline = json(`hotlines/${id}.json`);
  const files = Object.entries<any>(hotline.files).flatMap(([stem, { tables }]) =>
    Object.entries<any>(tables).map(([table, { columns }]) => ({
      stem,
      table,
      columns: Object.entries<any>(columns).flatMap(([name, mapping]) => column(hotline, table, name, mapping)),
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
