import type { ExportFile, Footer } from '../../definitions/hotline.ts';
import { isIdColumn } from '../../domain/facts-columns.ts';
import type { Problem } from '../../domain/problem.ts';
import { type Quoting, quotingOf } from '../container/regular-quotes.ts';
import type { DecodedText } from '../container/upload-parts.ts';
import type { UnreadableCell, UnreadableCells } from '../container/workbook/unreadable-cells.ts';
import { problem } from '../problems/problem.ts';
import { cutFooter } from './footer.ts';
import { findLayout, type Layout } from './heading.ts';
import { cutReportEnd } from './report-end.ts';
import { idSources, sourceKey, sourcesOf } from './sources.ts';

/** A source, as a column of the rows that are read. */
export interface RawColumn {
  /** Its 0-based column in the file. */
  readonly at: number;
  /** Its name in a relation of rows. */
  readonly name: string;
  /** Whether it contains ids; their cells are trimmed while they are read. */
  readonly isId: boolean;
}

/** A column that a table of the file needs. */
export interface NeededColumn extends RawColumn {
  readonly key: string;
  readonly heading: string;
  /** Whether every record needs a value in the column: its own id, or a person's case. */
  readonly isRequired: boolean;
  /** Whether it is only a part of ids that consist of several columns: a year or a date, for example. */
  readonly isPart: boolean;
  /** The allowed forms of the column's ids, from the hotline's file; empty if it gives none. */
  readonly forms: readonly string[];
}

/** A decoded file with a known heading line and without its footer: the input of every reader of rows. */
export interface LaidOutText {
  readonly path: string;
  readonly isWorkbook: boolean;
  readonly layout: Layout;
  readonly columns: readonly NeededColumn[];
  /** The placement of its quotes. A file with blank lines between its rows is irregular, whatever its quotes. */
  readonly quoting: Quoting;
  /** Problems of ids that are numbers or have no value in a workbook, and of a report's end that is not agreed. */
  readonly problems: readonly Problem[];
}

/**
 * Finds the columns of a file's text and cuts its footer off the file.
 *
 * @param footer the hotline's footer; null if its reports have none
 * @throws Rejection if the file has no heading line that fits
 */
export async function layOutText(text: DecodedText, file: ExportFile, footer: Footer | null): Promise<LaidOutText> {
  const { path } = text;
  const sources = sourcesOf(file);
  const layout = await findLayout(path, text.separators, sources, file);
  const isFooterCut = footer ? await cutFooter(path, footer, layout.separator) : false;
  const reportEnd = await cutReportEnd(path, layout);
  const isCut = isFooterCut || reportEnd !== null;
  // a cut between two lines needs no new scan only if no cell contains a line break
  const scanned = isCut && text.quotes?.quoting(layout.separator) !== 'regular' ? null : text.quotes;
  const quoting = await quotingOf(path, layout.separator, scanned);
  const ids = idColumns(file);
  const columns: NeededColumn[] = sources.flatMap((source, index) => {
    const key = sourceKey(source);
    const at = layout.columns.get(key);
    if (at === undefined) return [];
    const { isRequired = false, isPart = false, forms = [] } = ids.get(key) ?? {};
    return [{ key, at, heading: source.heading, name: `s${index}`, isId: ids.has(key), isRequired, isPart, forms }];
  });
  const unreadable = columns
    .filter(isCompleteId)
    .flatMap(({ at, heading }) => unreadableIds(text.unreadableCells, at, heading));
  const problems = reportEnd ? [...unreadable, reportEnd] : unreadable;
  return { path, isWorkbook: text.isWorkbook, layout, columns, quoting, problems };
}

/** Whether a column contains ids that consist of that column alone. */
export const isCompleteId = ({ isId, isPart }: NeededColumn): boolean => isId && !isPart;

type IdProperties = Pick<NeededColumn, 'isRequired' | 'isPart' | 'forms'>;

/** Returns the properties of each id column of a file, by source key. */
function idColumns(file: ExportFile): Map<string, IdProperties> {
  const ids = new Map<string, IdProperties>();
  for (const { column, origin } of file.tables.flatMap(({ columns }) => columns)) {
    if (!isIdColumn(column)) continue;
    for (const source of idSources(origin)) {
      const key = sourceKey(source);
      const other = ids.get(key);
      ids.set(key, {
        isRequired: (other?.isRequired ?? false) || column.holds !== 'reference',
        isPart: (other?.isPart ?? true) && origin.from === 'joined',
        forms: [...new Set([...(other?.forms ?? []), ...(origin.from === 'cells' ? origin.idForms : [])])],
      });
    }
  }
  return ids;
}

const unreadableIds = (cells: UnreadableCells | null, at: number, column: string): Problem[] =>
  Array.from(cells?.in(at) ?? [], ({ record, is }) => UNREADABLE_IDS[is]({ record, column }));

const UNREADABLE_IDS: Readonly<Record<UnreadableCell['is'], (place: { record: number; column: string }) => Problem>> = {
  number: (place) => problem('warning', 'id-numeric', 'a number in the workbook; leading zeros may be lost', place),
  'without-value': (place) =>
    problem('error', 'id-empty', 'an error, a formula without a result, or part of a merged cell', place),
};
