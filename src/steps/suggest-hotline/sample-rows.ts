import { fold } from '../../domain/codes.ts';
import type { SampleFile } from '../../exports/survey/sample-files.ts';
import { signsIn } from './guess-words.ts';

/** Compares the cells of a sample's rows with each other. Columns are named by their headings. */
export class SampleRows {
  readonly #sample: SampleFile;

  constructor(sample: SampleFile) {
    this.#sample = sample;
  }

  /** Returns the headings of which the cells differ between rows with the same cells in the given columns. */
  varying(ids: readonly string[]): ReadonlySet<string> {
    const places = ids.map((heading) => this.#place(heading));
    const first = new Map<string, readonly string[]>();
    const found = new Set<string>();
    for (const row of this.#sample.records) {
      const id = JSON.stringify(places.map((at) => row[at]));
      const other = first.get(id);
      if (!other) first.set(id, row);
      else
        for (const [at, { heading }] of this.#sample.columns.entries()) if (other[at] !== row[at]) found.add(heading);
    }
    return found;
  }

  /** Whether some rows have the same cells in the given columns. */
  repeats(ids: readonly string[]): boolean {
    const places = ids.map((heading) => this.#place(heading));
    const seen = new Set(this.#sample.records.map((row) => JSON.stringify(places.map((at) => row[at]))));
    return seen.size < this.#sample.records.length;
  }

  /** Whether a column has a number above zero in some row with one of these texts in another column. */
  hasNumber(heading: string, other: string, texts: readonly string[]): boolean {
    const [at, beside] = [this.#place(heading), this.#place(other)];
    return this.#sample.records.some((row) => texts.includes(row[beside] ?? '') && Number(row[at]) > 0);
  }

  /** Returns the cells of two columns, row by row. */
  pairs(heading: string, other: string): (readonly [string, string])[] {
    const [at, beside] = [this.#place(heading), this.#place(other)];
    return this.#sample.records.map((row) => [row[at] ?? '', row[beside] ?? '']);
  }

  /** Whether a column is empty in some row with a value in another column. */
  isEmptyBeside(heading: string, other: string): boolean {
    const [at, beside] = [this.#place(heading), this.#place(other)];
    return this.#sample.records.some((row) => row[at] === '' && hasValue(row[beside]));
  }

  #place(heading: string): number {
    return this.#sample.columns.findIndex((column) => fold(column.heading) === fold(heading));
  }
}

const hasValue = (cell = ''): boolean => cell !== '' && signsIn([cell]).length === 0;
