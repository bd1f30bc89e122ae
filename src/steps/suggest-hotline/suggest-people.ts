import type { Table } from '../../domain/tables.ts';
import { type CodedColumn, codedColumns } from './coded-columns.ts';
import { caseLink, countingOf, countsOnlySignals } from './counted-tables.ts';
import { FileColumns } from './file-columns.ts';
import { isOfPerson } from './heading-words.ts';
import type { ColumnJson, FilterJson, TableJson } from './hotline-json.ts';
import { countsMinorsApart, type GenderCount, genderCounts, numberedPeople, yearCounts } from './wide-columns.ts';

type Tables = Partial<Record<Table, TableJson>>;

const people = (columns: Pick<FileColumns, 'coded'>, isOfAccused: boolean) => ({
  gender: columns.coded('gender', isOfAccused)[0],
  age_group: columns.coded('age', isOfAccused)[0],
  nationalities: columns.coded('country', isOfAccused).find(({ content }) => content.meaning !== 'country'),
});

const hasAny = (found: object): boolean => Object.values(found).some((one) => one !== undefined);

/** Whether a file has columns of people. */
export const hasPeople = (columns: FileColumns): boolean =>
  hasAny(people(columns, false)) || hasAny(people(columns, true)) || areWide(columns, false) || areWide(columns, true);

/** Whether columns count victims, or accused people, by gender. */
const areWide = (columns: FileColumns, isOfAccused: boolean): boolean =>
  genderCounts(columns.all, isOfAccused).length > 0;

/** Returns the tables of victims and of accused people, if the file has columns or rows of them. */
export function suggestPeople(columns: FileColumns): Tables {
  const victims = people(columns, false);
  const accused = people(columns, true);
  const rows = { victims: columns.rowsOf('victims'), traffickers: columns.rowsOf('traffickers') };
  const link = caseLink(columns);
  const isDated = columns.dateColumn('cases.opened_on') !== null || yearCounts(columns.all).length > 0;
  if ((link.row && !isDated) || countsOnlySignals(columns)) return {};
  const own = hasAny(accused) ? accused : rows.traffickers ? victims : {};
  return {
    ...((hasAny(victims) || rows.victims || areWide(columns, false)) && {
      victims: victimTable(columns, { link, role: rows.victims, found: victims }),
    }),
    ...((hasAny(accused) || rows.traffickers || areWide(columns, true)) && {
      traffickers: traffickerTable(columns, { link, role: rows.traffickers, found: own }),
    }),
  };
}

/** What a table of people is made of: the link to their case, the filter of their rows, and their columns. */
interface Parts {
  readonly link: ColumnJson;
  readonly role: FilterJson | null;
  readonly found: Readonly<Record<string, CodedColumn | undefined>>;
}

function victimTable(columns: FileColumns, { link, role, found }: Parts): TableJson {
  const { form: _form, ...case_id } = link;
  const { count, where } = countingOf(columns, 'victims');
  const filters = [...(role ? [role] : []), ...where];
  const rows = { ...(filters.length > 0 && { where: filters }) };
  const numbered = numberedPeople(columns.all, (some) => codedColumns(people(partOf(columns, some), false)));
  if (numbered.length > 0) return { ...rows, each: numbered, columns: { case_id } };
  const genders = genderCounts(columns.all);
  const { gender: _gender, ...others } = found;
  noteGenders(columns, genders, case_id);
  if (genders.length > 0)
    return { ...rows, each: genders.map(({ part }) => part), columns: { case_id, ...codedColumns(others) } };
  const years = yearCounts(columns.all).map(({ part }) => ({ ...part, columns: {} }));
  if (years.length > 0) return { ...rows, each: years, columns: { case_id, ...codedColumns(found) } };
  const own = personColumns(columns, case_id, found);
  return { ...rows, ...(count && { count }), ...own };
}

/** Says what a person must know of columns that count people. */
function noteGenders(columns: FileColumns, genders: readonly GenderCount[], { row }: ColumnJson): void {
  if (countsMinorsApart(genders))
    columns.note(
      `${genders.map(({ heading }) => `"${heading}"`).join(', ')} are taken as different people, those without a word for minors as adults; if minors are counted among men and women too, remove their column`,
    );
  if (genders.length > 0 && row)
    columns.note(
      'each row counts as one case; if the file counts victims only, leave the figures of cases out of the sheet',
    );
}

const partOf = (columns: FileColumns, some: FileColumns['all']): FileColumns =>
  new FileColumns(some, columns.rows, new Map());

/** Returns the columns of victims, who count once each: by their own ids if a file has several rows of a person. */
function personColumns(columns: FileColumns, case_id: ColumnJson, found: Parts['found']): TableJson {
  const own = { ...codedColumns(found), ...birthColumn(columns, found) };
  const plain = { columns: { case_id, ...own } };
  const { heading } = case_id;
  if (heading === undefined || !columns.rows.repeats([heading])) return plain;
  const person = columns.personId(false) ?? onlyPerson(columns, heading, own);
  if (person === null) {
    columns.note(
      `several rows have the same "${heading}": each is taken as a victim of its own; if some repeat a person, name the column with the person's number ("victim_id")`,
    );
    return plain;
  }
  const ids = person === heading ? [heading] : [heading, person];
  const varying = columns.rows.varying(ids);
  const collect = Object.entries(own).flatMap(([name, column]) =>
    column.heading !== undefined && varying.has(column.heading) ? [name] : [],
  );
  const victim_id = person === heading ? { heading } : { headings: ids };
  return { ...(collect.length > 0 && { collect }), columns: { victim_id, case_id, ...own } };
}

/** Rows of a case that never differ in the columns of a person, but in others, repeat one person. */
function onlyPerson(columns: FileColumns, heading: string, own: TableJson['columns']): string | null {
  const varying = columns.rows.varying([heading]);
  const isSame = Object.values(own).every((column) => column.heading === undefined || !varying.has(column.heading));
  if (!isSame || varying.size === 0) return null;
  columns.note(`the rows of one "${heading}" have the same person: a case is taken to have one`);
  return heading;
}

/** The age from a date of birth, on the date of the case. */
function birthColumn(columns: FileColumns, { age_group }: Parts['found']): { readonly age_group?: ColumnJson } {
  const birth = columns.having('birth').find(({ isOfAccused }) => !isOfAccused);
  const date = columns.dateColumn('cases.opened_on');
  if (age_group || !birth || date?.heading === undefined) return {};
  const { formats } = birth.content.dates;
  columns.note(`ages are computed from "${birth.column.heading}" on "${date.heading}"`);
  return {
    age_group: {
      heading: birth.column.heading,
      formats,
      at: { heading: date.heading, ...(date.formats && { formats: date.formats }) },
    },
  };
}

function traffickerId(
  columns: FileColumns,
  person: string | null,
  { heading }: ColumnJson,
  own: TableJson['columns'],
): { readonly trafficker_id?: ColumnJson } {
  if (heading === undefined) return {};
  if (person !== null) return { trafficker_id: { headings: [heading, person] } };
  const isOnly = columns.rows.repeats([heading]) && onlyPerson(columns, heading, own) !== null;
  return isOnly ? { trafficker_id: { heading } } : {};
}

/** Returns the table of accused people: of the rows that have one, if a row may lack one. */
function traffickerTable(columns: FileColumns, { link, role, found }: Parts): TableJson {
  const { form: _form, ...case_id } = link;
  const genders = genderCounts(columns.all, true).map(({ part }) => part);
  if (genders.length > 0) {
    const filters = countingOf(columns, 'victims').where;
    return { ...(filters.length > 0 && { where: filters }), each: genders, columns: { case_id } };
  }
  const own = codedColumns(found);
  const person = role ? null : columns.personId(true);
  const first = Object.values(found).find((one) => one && isOfPerson(one.column.heading) && one.column.empty > 0);
  const heading = person ?? (role ? undefined : first?.column.heading);
  const where = [...(role ? [role] : []), ...(heading === undefined ? [] : [{ heading, hasValue: true as const }])];
  return {
    ...(where.length > 0 && { where }),
    columns: { ...traffickerId(columns, person, case_id, own), case_id, ...own },
  };
}
