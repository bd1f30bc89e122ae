import { fold } from '../../domain/codes.ts';
import { type Month, parseMonth } from '../../domain/month.ts';
import { monthNumber } from '../../domain/month-names.ts';
import type { ClassifiedColumn, Content } from './classify-columns.ts';
import { guessForm } from './guess-columns.ts';
import type { DateGuess } from './guess-dates.ts';
import { isOfPerson, type Role, words } from './heading-words.ts';
import type { ColumnJson, FilterJson } from './hotline-json.ts';
import type { SampleRows } from './sample-rows.ts';

type ContentOf<Kind extends Content['is']> = Extract<Content, { is: Kind }>;

/** The columns of a sample's file, found by what they contain, and what is not certain about them. */
export class FileColumns {
  readonly all: readonly ClassifiedColumn[];
  readonly rows: SampleRows;
  readonly notes: string[] = [];
  readonly #answers: ReadonlyMap<string, string>;

  constructor(all: readonly ClassifiedColumn[], rows: SampleRows, answers: ReadonlyMap<string, string>) {
    this.all = all;
    this.rows = rows;
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

  /** Columns of codes of a list; of accused people, or of anyone else. Those that a person named come first. */
  coded(list: string, isOfAccused = false) {
    const own = this.having('codes').filter(
      (one) => one.content.coded.list === list && one.isOfAccused === isOfAccused,
    );
    return own.toSorted((a, b) => Number(b.isGiven) - Number(a.isGiven));
  }

  get dates(): DateGuess | null {
    const [date] = this.having('date');
    const [[year], [month]] = [this.having('year'), this.having('month')];
    if (date || !year) return date?.content.dates ?? null;
    const months = month ? this.#months(year.column.heading, month.column.heading) : [];
    const [first, last] = [months[0], months.at(-1)];
    return first && last ? { ...year.content.dates, formats: MONTHLY, first, last } : year.content.dates;
  }

  /** Returns the months of the rows, in order, from a column of years and one of months. */
  #months(year: string, month: string): Month[] {
    const months = this.rows.pairs(year, month).flatMap(([years, text]) => {
      const number = monthNumber(text) ?? (/^\d{1,2}$/u.test(text) ? Number(text) : null);
      return number === null ? [] : (parseMonth(`${years}-${String(number).padStart(2, '0')}`) ?? []);
    });
    return months.sort();
  }

  /** Returns the column with a table's dates. */
  dateColumn(place: string): ColumnJson | null {
    const given = this.answer(place);
    if (given) return { heading: given.column.heading };
    const [date, ...others] = this.having('date');
    if (date) {
      if (others.length > 0)
        this.note(
          `"${date.column.heading}" is taken as the date; ${quotedHeadings(others)} ${others.length > 1 ? 'are dates' : 'is a date'} too`,
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
    return { headings: [year.column.heading, month.column.heading], formats: MONTHLY };
  }

  /** Returns the column with the ids of cases; the row itself is the id if there is none. */
  caseId(): ColumnJson {
    const given = this.answer('cases.case_id') ?? this.answer('victims.case_id');
    const ids = this.having('id')
      .filter(({ isOfAccused }) => !isOfAccused)
      .toSorted((a, b) => Number(b.content.isNamed) - Number(a.content.isNamed));
    const id = given ?? ids.find(isCase) ?? ids.find(({ column }) => !isOfPerson(column.heading)) ?? ids[0];
    if (!id) return { row: true };
    const others = ids.filter((one) => one !== id && !isOfPerson(one.column.heading));
    if (!given && others.length > 0)
      this.note(`"${id.column.heading}" is taken as the id of the case, not ${quotedHeadings(others)}`);
    const form = guessForm(id.column);
    return { heading: id.column.heading, ...(form && { form }) };
  }

  /** Returns the heading of the column that numbers the victims, or the accused people, of a case; null if there is none. */
  personId(isOfAccused: boolean): string | null {
    const found = this.all.find(
      (one) =>
        one.isOfAccused === isOfAccused &&
        isOfPerson(one.column.heading) &&
        ['id', 'nothing', 'count', 'flag'].includes(one.content.is) &&
        [...one.column.cells.keys()].every((text) => NUMBERED.test(text)),
    );
    return found?.column.heading ?? null;
  }

  /** Whether a column says that some rows are of a role. */
  hasRole(role: Role): boolean {
    return this.having('role').some(({ content }) => [...content.roles.values()].includes(role));
  }

  /** The filter for the rows of a role, if a column says what a row is. */
  rowsOf(role: Role): FilterJson | null {
    const column = this.having('role').find(({ content }) => [...content.roles.values()].includes(role));
    if (!column) return null;
    const values = [...column.content.roles];
    const others = values.filter(([, own]) => own === null).map(([text]) => text);
    if (others.length > 0)
      this.note(
        `rows with ${others.map((text) => `"${text}"`).join(', ')} in "${column.column.heading}" belong to no table ("ignore")`,
      );
    const own = values.filter(([, meant]) => meant === role);
    if (own.length > 1 && this.having('count').length > 0)
      this.note(
        `rows with ${own.map(([text]) => `"${text}"`).join(' and ')} in "${column.column.heading}" are all counted; if they count the same people, leave all but one out`,
      );
    return {
      heading: column.column.heading,
      in: values.filter(([, own]) => own === role).map(([text]) => text),
      ...(others.length > 0 && { ignore: others }),
    };
  }
}

/** A year and a month, in words or as a number, from two columns. */
const MONTHLY = ['YYYY MMMM', 'YYYY M'];

/** A number of a person, a short id, or a sign for "not known". */
const NUMBERED = /^(?:[\p{L}._-]{0,6}\d[\p{L}\d._-]{0,15}|-\d+)$/u;

const isCase = ({ column }: ClassifiedColumn): boolean =>
  /\b(?:case|caso|expediente|denuncia|boleta|dossier|processo)\b/u.test(words(column.heading));

const quotedHeadings = (columns: readonly ClassifiedColumn[]): string =>
  columns.map(({ column }) => `"${column.heading}"`).join(', ');
