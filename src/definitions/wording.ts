import type { Line, Prose } from '../domain/prose.ts';

/** What a sheet says in one language, as written: placeholders are not filled yet (see placeholders.ts). */
export interface Wording {
  /** The file's name, for failures. */
  readonly file: string;
  /** BCP 47 tag of the text (`en-US`, `es-MX`, `es-AR`). */
  readonly locale: string;
  /** Short texts by key, from the section `words`. */
  readonly words: Readonly<Record<string, Line>>;
  /** Sections of prose by key. */
  readonly prose: Readonly<Record<string, Prose>>;
  /** Words of charts by key, from the section `chart words`. */
  readonly charts: Readonly<Record<string, string>>;
}

/** The keys a page asks for (see wording-keys.ts); `mayHave` are prose sections a sheet may leave out. */
export interface WordingKeys {
  readonly words: readonly string[];
  readonly prose: readonly string[];
  readonly mayHave: readonly string[];
}

/** The words of a sheet's charts by key, in one language; class bounds in them (`{from}`, `{to}`) are the chart's to fill. */
export const chartWords = (wording: Wording): Readonly<Record<string, string>> => wording.charts;
