import { fold } from '../../domain/codes.ts';
import type { ClassifiedColumn, Content } from './classify-columns.ts';
import { guessForm, isUnique } from './guess-columns.ts';
import type { DateGuess } from './guess-dates.ts';
import type { Role } from './heading-words.ts';
import type { ColumnJson } from './hotline-json.ts';

type ContentOf<Kind extends Content['is']> = Extract<Content, { is: Kind }>;

/** The columns of a sample's file, found by what they contain, and what is not certain about them. */
export class FileColumns {
  readonly all: readonly ClassifiedColumn[];
  readonly notes: string[] = [];
  readonly #answers: ReadonlyMap<string, string>;

  constructor(all: readonly ClassifiedColumn[], answers: ReadonlyMap<string, string>) {
    this.all = all;
    this.#answers = answers;
  }

  note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }

  /** The heading that a person gave for a column of facts, if this file has it. */
  answer(place: string): ClassifiedColumn | null {
    const heading = this.#answers.get(place);
    return heading === undefined
      ? null
      : (this.all.find(({ column }) => fold(column.heading) === fold(heading)) ?? null);
  }

  /** Columns with a content, in the order of the file. */
  having<Kind extends Content['is']>(is: Kind): (ClassifiedColumn & { readonly content: ContentOf<Kind> })[] {
    return this.all.filter(
      (one): one is ClassifiedColumn & { readonly content: ContentOf<Kind> } => one.content.is === is,
    );
  }

  /** Columns of codes of a list; of accused people, or of anybody else. */
  coded(list: string, isOfAccused = false) {
    return this.having('codes').filter((one) => one.content.coded.list === list && one.isOfAccused === isOfAccused);
  }

  get dates(): DateGuess | null {
    return (this.having('date')[0] ?? this.having('year')[0])?.content.dates ?? null;
  }

  /** Returns the column with a table's dates. */
  dateColumn(place: string): ColumnJson | null {
    const given = this.answer(place);
    if (given) return { heading: given.column.heading };
    const [date, ...others] = this.having('date');
    if (date) {
      if (others.length > 0)
        this.note(
          `"${date.column.heading}" is taken as the date; ${quoted(others)} ${others.length > 1 ? 'are dates' : 'is a date'} too`,
        );
      if (date.content.dates.otherOrder !== null)
        this.note(
          `the dates in "${date.column.heading}" are read as ${date.content.dates.formats[0]}; all of them fit ${date.content.dates.otherOrder} too`,
        );
      return { heading: date.column.heading };
    }
    const [[year], [month]] = [this.having('year'), this.having('month')];
    if (!year) return null;
    if (!month) return { heading: year.column.heading, formats: ['YYYY'] };
    return { headings: [year.column.heading, month.column.heading], formats: ['YYYY MMMM', 'YYYY M'] };
  }

  /** Returns the column with the ids of cases; the row itself is the id if there is none. */
  caseId(): ColumnJson {
    const given = this.answer('cases.case_id') ?? this.answer('victims.case_id');
    const ids = this.having('id');
    const id =
      given ?? ids.find(({ column }) => CASE.test(fold(column.heading))) ?? ids.find((one) => !isPerson(one)) ?? ids[0];
    if (!id) return { row: true };
    if (!given && ids.length > 1)
      this.note(
        `"${id.column.heading}" is taken as the id of the case, not ${quoted(ids.filter((one) => one !== id))}`,
      );
    const form = guessForm(id.column);
    return { heading: id.column.heading, ...(form && { form }) };
  }

  /** Whether the ids of cases are different in each row, so that each row is a case or message of its own. */
  get hasUniqueIds(): boolean {
    return this.having('id').some(({ column }) => isUnique(column));
  }

  /** The filter for the rows of a role, if a column says what a row is. */
  rowsOf(role: Role) {
    const column = this.having('role').find(({ content }) => [...content.roles.values()].includes(role));
    if (!column) return null;
    const values = [...column.content.roles];
    const others = values.filter(([, own]) => own === null).map(([text]) => text);
    if (others.length > 0)
      this.note(
        `rows with ${others.map((text) => `"${text}"`).join(', ')} in "${column.column.heading}" belong to no table ("ignore")`,
      );
    return {
      heading: column.column.heading,
      in: values.filter(([, own]) => own === role).map(([text]) => text),
      ...(others.length > 0 && { ignore: others }),
    };
  }
}

const CASE = /\b(?:case|caso|expediente|denuncia|boleta)\b/u;
const isPerson = ({ column }: ClassifiedColumn): boolean => /\b(?:victim|person|persona)/u.test(fold(column.heading));
const quoted = (columns: readonly ClassifiedColumn[]): string =>
  columns.map(({ column }) => `"${column.heading}"`).join(', ');
