import type { Line, Prose } from '../domain/prose.ts';

/** A sheet's texts in one language, as written: placeholders are not filled yet (see placeholders.ts). */
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
  /** The key in the file, where a key has the text of a variant: `title.member`, by `title`. */
  readonly writtenAs?: Readonly<Record<string, string>>;
}

/** The keys that a page requires (see wording-keys.ts); `mayHave` are prose sections that a sheet may omit. */
export interface WordingKeys {
  readonly words: readonly string[];
  readonly prose: readonly string[];
  readonly mayHave: readonly string[];
}

/** The words of a sheet's charts by key, in one language; the charts fill class bounds in them (`{from}`, `{to}`). */
export const chartWords = (wording: Wording): Readonly<Record<string, string>> => wording.charts;
