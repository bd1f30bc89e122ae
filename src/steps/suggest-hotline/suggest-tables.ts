import { type CodeLists, fold } from '../../domain/codes.ts';
import type { Table } from '../../domain/tables.ts';
import type { ClassifiedColumn } from './classify-columns.ts';
import { type CodedColumn, codedColumns, flagColumn, typeColumn } from './coded-columns.ts';
import { type Counting, caseLink, countingOf, countsOnlySignals } from './counted-tables.ts';
import type { FileColumns } from './file-columns.ts';
import { signsIn } from './guess-words.ts';
import { meaningsOf } from './heading-words.ts';
import type { ColumnJson, FilterJson, TableJson } from './hotline-json.ts';
import { hasPeople } from './suggest-people.ts';
import { yearCounts } from './wide-columns.ts';

type Tables = Partial<Record<Table, TableJson>>;

/** Returns the table of signals, if the file has a date and shows how people made contact, or counts contacts. */
export function suggestSignals(columns: FileColumns): Tables {
  const [channel] = columns.coded('channel');
  const related = columns.having('flag').find(({ column }) => meaningsOf(column.heading).includes('related'));
  const date = columns.dateColumn('signals.received_on');
  const isCounted = countsOnlySignals(columns);
  if (!date || (!channel && !related && !isCounted)) return {};
  if (!related)
    columns.note('every row is taken as a signal related to trafficking ("trafficking_related": { "constant": true })');
  const id = columns.caseId();
  const [states] = isCounted ? columns.coded('state') : [];
  return {
    signals: {
      ...rowsJson(countingOf(columns, 'signals')),
      columns: {
        ...(id.heading !== undefined && { signal_id: id }),
        received_on: date,
        ...codedColumns({ channel, states }),
        trafficking_related: related ? flagColumn(related.column.heading, related.content.flag) : { constant: true },
      },
    },
  };
}

const rowsJson = ({ count, where }: Counting, role: FilterJson | null = null) => {
  const filters = [...(role ? [role] : []), ...where];
  return { ...(filters.length > 0 && { where: filters }), ...(count && { count }) };
};

/** Returns the table of cases, if the file has a date and is not only one of signals. */
export function suggestCases(columns: FileColumns, lists: CodeLists): Tables {
  const found = {
    venues: columns.coded('venue')[0],
    states: columns.coded('state')[0],
    countries: columns.coded('country').find(({ content }) => content.meaning === 'country'),
  };
  const type = typeColumn(columns);
  const role = columns.rowsOf('cases');
  const years = yearCounts(columns.all);
  const date = columns.dateColumn('cases.opened_on');
  const isOnlySignals =
    columns.coded('channel').length > 0 &&
    !Object.values(found).some((one) => one !== undefined) &&
    !type &&
    !role &&
    !hasPeople(columns);
  if ((!date && years.length === 0) || isOnlySignals || countsOnlySignals(columns)) return {};
  const states = found.countries ? {} : statesOf(columns, found.states, lists);
  if (!type)
    columns.note(
      'no column with the type of trafficking was found: every case is "other"; if there is one, add "trafficking_type" to the cases',
    );
  const case_id = caseLink(columns);
  const own = { ...(type && { trafficking_type: type }), ...codedColumns(found), ...states };
  const collect = collectedColumns(columns, case_id, own);
  return {
    cases: {
      ...rowsJson(countingOf(columns, 'cases'), role),
      ...(collect.length > 0 && { collect }),
      ...(years.length > 0 && { each: years.map(({ part }) => part) }),
      columns: {
        case_id: years.length > 0 ? { row: true } : case_id,
        ...(years.length === 0 && date && { opened_on: date }),
        ...own,
      },
    },
  };
}

/** Returns the columns whose values differ between the rows of one case: they are collected. */
function collectedColumns(columns: FileColumns, { heading }: ColumnJson, own: TableJson['columns']): string[] {
  if (heading === undefined || !columns.rows.repeats([heading])) return [];
  const varying = columns.rows.varying([heading]);
  const collect = Object.entries(own).flatMap(([name, column]) =>
    column.heading !== undefined && varying.has(column.heading) ? [name] : [],
  );
  if (collect.length > 0)
    columns.note(`several rows have the same "${heading}"; their values in ${collect.join(', ')} are collected`);
  return collect;
}

/** Below this share of known places, the list probably lacks the country. */
const MOSTLY = 0.5;

/** The columns of a case's place, as far as states decide them. */
const ADD_PLACES =
  "add your country's (factsheets boundaries PER --codes, with your country's code), then run init again into a new folder";

type StateColumns = { readonly countries?: ColumnJson; readonly states?: ColumnJson };

/**
 * Returns how states in codes are read: as those of the one country that has all of them. Otherwise the codes are left
 * unknown, because the same code is a state of several countries.
 */
function statesOf(columns: FileColumns, found: CodedColumn | undefined, lists: CodeLists): StateColumns {
  if (!found) {
    const places = columns.all.find(
      ({ column, content }) => content.is === 'nothing' && meaningsOf(column.heading).includes('state'),
    );
    if (places)
      columns.note(`"${places.column.heading}" may have places, but codes/state.json has none of them: ${ADD_PLACES}`);
    return {};
  }
  const { column, content } = found;
  if (!content.coded.writtenInCodes) {
    if (content.coded.known < MOSTLY)
      columns.note(`most places in "${column.heading}" are not in codes/state.json: ${ADD_PLACES}`);
    return {};
  }
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
