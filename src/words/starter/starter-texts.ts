import type { BuiltInDimension } from '../../domain/figure.ts';
import type { Table } from '../../domain/tables.ts';

/** What figures of a new sheet count by. */
type Dimension = Exclude<BuiltInDimension, 'quarter' | 'year' | 'line'>;

/** Texts by key. */
type Texts = Readonly<Record<string, string>>;

/** The first texts of a new sheet and its messages; `{hotline}` is the hotline's name. */
export interface StarterTexts {
  readonly locale: string;
  /** The note to writers at the beginning of the wording, and of the message. */
  readonly note: string;
  readonly messageNote: string;
  readonly words: Texts;
  /** Headings of figures by what they count by; an added list has its own label. */
  readonly heads: Readonly<Record<Dimension, string>>;
  /** What a chart counts, by table; `{total}` is the total of its figure. */
  readonly units: Readonly<Record<Table, string>>;
  /** The note below a table of people, with and without nationalities. */
  readonly peopleNote: { readonly nationalities: string; readonly others: string };
  readonly title: string;
  readonly footer: string;
  readonly chartWords: Texts;
  readonly sections: Texts;
  readonly messageWords: Texts;
  readonly messageSections: Texts;
}
