import { type CodeLists, fold } from '../../domain/codes.ts';
import type { Table } from '../../domain/tables.ts';
import type { ClassifiedColumn } from './classify-columns.ts';
import type { FileColumns } from './file-columns.ts';
import type { CodedGuess } from './guess-columns.ts';
import { type FlagGuess, signsIn } from './guess-words.ts';
import { meaningsOf, words } from './heading-words.ts';
import type { ColumnJson, TableJson } from './hotline-json.ts';

type Tables = Partial<Record<Table, TableJson>>;

const people = (columns: FileColumns, isOfAccused: boolean) => ({
  gender: columns.coded('gender', isOfAccused)[0],
  age_group: columns.coded('age', isOfAccused)[0],
  nationalities: columns.coded('country', isOfAccused).find(({ content }) => content.meaning !== 'country'),
});

const hasAny = (found: object): boolean => Object.values(found).some((one) => one !== undefined);

/** Returns the table of signals, if the file has a date and shows how people made contact. */
export function suggestSignals(columns: FileColumns): Tables {
  const [channel] = columns.coded('channel');
  const related = columns.having('flag').find(({ column }) => meaningsOf(column.heading).includes('related'));
  const date = columns.dateColumn('signals.received_on');
  if (!date || (!channel && !related)) return {};
  if (!related)
    columns.note('every row is taken as a signal related to trafficking ("trafficking_related": { "constant": true })');
  const id = columns.hasUniqueIds ? columns.caseId() : null;
  return {
    signals: {
      columns: {
        ...(id?.heading !== undefined && { signal_id: id }),
        received_on: date,
        ...codedColumns({ channel }),
        trafficking_related: related ? flagColumn(related.column.heading, related.content.flag) : { constant: true },
      },
    },
  };
}

/** Returns the table of cases, if the file has a date and is not only one of signals. */
export function suggestCases(columns: FileColumns, lists: CodeLists): Tables {
  const found = {
    venues: columns.coded('venue')[0],
    states: columns.coded('state')[0],
    countries: columns.coded('country').find(({ content }) => content.meaning === 'country'),
  };
  const type = typeColumn(columns);
  const where = columns.rowsOf('cases');
  const date = columns.dateColumn('cases.opened_on');
  const isOnlySignals = columns.coded('channel').length > 0 && !hasAny(found) && !type && !where && !hasPeople(columns);
  if (!date || isOnlySignals) return {};
  const states = found.countries ? {} : statesOf(columns, found.states, lists);
  if (!type)
    columns.note(
      'no column with the type of trafficking was found: every case is "other"; if there is one, add "trafficking_type" to the cases',
    );
  const [count] = columns.having('count');
  const isCounted = count !== undefined && columns.having('id').length === 0;
  if (isCounted) columns.note(`a row is taken as as many records as "${count.column.heading}" says ("count")`);
  return {
    cases: {
      ...(where && { where: [where] }),
      ...(isCounted && { count: { heading: count.column.heading } }),
      columns: {
        case_id: columns.caseId(),
        opened_on: date,
        ...(type && { trafficking_type: type }),
        ...codedColumns(found),
        ...states,
      },
    },
  };
}

/** The columns of a case's place, as far as states decide them. */
type StateColumns = { readonly countries?: ColumnJson; readonly states?: ColumnJson };

/**
 * Returns how states in codes are read: as those of the one country that has all of them. Otherwise the codes are left
 * unknown, because the same code is a state of several countries.
 */
function statesOf(columns: FileColumns, found: CodedColumn | undefined, lists: CodeLists): StateColumns {
  if (!found?.content.coded.writtenInCodes) return {};
  const { column } = found;
  const countries = [...new Set(lists.state.codes.flatMap(({ group }) => group ?? []))];
  const fitting = countries.filter((country) => isCountryOf(column, country, lists));
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return { countries: { constant: [only] } };
  columns.note(
    `"${column.heading}" has states written in codes, and no one country in codes/state.json has all of them: add your country's (factsheets boundaries), then run init again into a new folder`,
  );
  return { states: { heading: column.heading } };
}

function isCountryOf({ cells }: ClassifiedColumn['column'], country: string, { state }: CodeLists): boolean {
  const own = state.codes.filter(({ group }) => group === country).flatMap(({ aliases }) => aliases.map(fold));
  return [...cells.keys()].every((text) => own.includes(fold(text)) || signsIn([text]).length > 0);
}

const hasPeople = (columns: FileColumns): boolean => hasAny(people(columns, false)) || hasAny(people(columns, true));

/** Returns the tables of victims and of accused people, if the file has columns or rows of them. */
export function suggestPeople(columns: FileColumns): Tables {
  const victims = people(columns, false);
  const accused = people(columns, true);
  const rows = { victims: columns.rowsOf('victims'), traffickers: columns.rowsOf('traffickers') };
  const case_id = columns.caseId();
  const isLinked = case_id.heading !== undefined || columns.dateColumn('cases.opened_on') !== null;
  if (!isLinked) return {};
  const [count] = columns.having('count');
  const counted = count && case_id.row ? { count: { heading: count.column.heading } } : {};
  const own = hasAny(accused) ? accused : rows.traffickers ? victims : {};
  return {
    ...((hasAny(victims) || rows.victims) && { victims: personTable(rows.victims, { case_id, ...counted }, victims) }),
    ...((hasAny(accused) || rows.traffickers) && {
      traffickers: personTable(rows.traffickers, { case_id, ...counted }, own),
    }),
  };
}

function personTable(
  where: ReturnType<FileColumns['rowsOf']>,
  { case_id, ...counted }: { readonly case_id: ColumnJson; readonly count?: { readonly heading: string } },
  found: Readonly<Record<string, CodedColumn | undefined>>,
): TableJson {
  const { form: _form, ...link } = case_id;
  return { ...(where && { where: [where] }), ...counted, columns: { case_id: link, ...codedColumns(found) } };
}

type CodedColumn = ClassifiedColumn & { readonly content: { readonly coded: CodedGuess } };

const codedColumns = (found: Readonly<Record<string, CodedColumn | undefined>>): Record<string, ColumnJson> =>
  Object.fromEntries(Object.entries(found).flatMap(([name, one]) => (one ? [[name, codedColumn(one)] as const] : [])));

function codedColumn({ column, content: { coded } }: CodedColumn): ColumnJson {
  return {
    heading: column.heading,
    ...(coded.separators.length > 0 && { separators: coded.separators }),
    ...(coded.writtenInCodes && { writtenInCodes: true }),
    ...(Object.keys(coded.codes).length > 0 && { codes: coded.codes }),
  };
}

/** An empty cell means no only where the column says so, so such a column has words of its own. */
const flagColumn = (heading: string, { yes, no }: FlagGuess): ColumnJson & { heading: string } =>
  no.includes('') ? { heading, yes: yes.length > 0 ? yes : ['1'], no } : { heading };

/** Headings of yes-or-no columns that mean a type of trafficking. */
const TYPES: readonly (readonly [code: string, heading: RegExp])[] = [
  ['labor', /\b(?:labou?r|laboral|trabajo forzado|trabalho|travail)\b/u],
  ['sex', /\b(?:sex|sexual|sexuelle)\b/u],
];

function typeColumn(columns: FileColumns): ColumnJson | null {
  const [coded] = columns.coded('type');
  if (coded) return codedColumn(coded);
  const flags = columns.having('flag').flatMap(({ column, content }) => {
    const type = TYPES.find(([, heading]) => heading.test(words(column.heading)));
    return type ? [{ ...flagColumn(column.heading, content.flag), code: type[0] }] : [];
  });
  return flags.length > 0 ? { flags } : null;
}
