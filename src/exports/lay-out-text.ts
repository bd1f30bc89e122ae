import type { FactContent } from '../domain/facts-columns.ts';
import type { Problem } from '../domain/problem.ts';
import { cutFooter } from './footer.ts';
import { findLayout, type Layout } from './heading.ts';
import type { ExportFile } from './hotline.ts';
import type { OddCell, OddCells, ReadingContext, UnpackedText } from './reading.ts';
import type { Quoting } from './regular-quotes.ts';
import { sourceKey, sourcesOf } from './sources.ts';

/** A source as a column of the rows that are read. */
export interface RawColumn {
  /** Its 0-based column in the file. */
  readonly at: number;
  /** Its name in a relation of rows. */
  readonly name: string;
  /** An id: its cells are trimmed while they are read. */
  readonly isId: boolean;
}

/** A column that a table of the file needs. */
export interface NeededColumn extends RawColumn {
  readonly key: string;
  readonly heading: string;
}

/** A decoded file whose heading line is understood and whose footer is cut: what every way of reading its rows starts from. */
export interface LaidOutText {
  readonly path: string;
  readonly layout: Layout;
  readonly columns: readonly NeededColumn[];
  /** How its quotes stand; null where that is not known yet. */
  readonly quoting: Quoting | null;
  /** Ids that a workbook holds as numbers, dates or booleans, or has no value for. */
  readonly problems: readonly Problem[];
}

/**
 * Lays a file's text out: finds its columns, cuts its footer.
 *
 * @throws Rejection when the file has no heading line that fits
 */
export async function layOutText(
  { hotline }: ReadingContext,
  path: string,
  file: ExportFile,
  text: UnpackedText,
): Promise<LaidOutText> {
  const sources = sourcesOf(file);
  const layout = await findLayout(path, text.separators, sources);
  const isCut = hotline.footer ? await cutFooter(path, hotline.footer, layout.separator) : false;
  const found = text.quotes?.quoting(layout.separator) ?? null;
  // between two lines a text can be cut without looking again only where no cell holds a line break
  const quoting = isCut && found !== 'regular' ? null : found;
  const ids = idKeys(file);
  const columns: NeededColumn[] = sources.flatMap((source, index) => {
    const key = sourceKey(source);
    const at = layout.columns.get(key);
    return at === undefined ? [] : [{ key, at, heading: source.heading, name: `s${index}`, isId: ids.has(key) }];
  });
  const problems = columns.filter(({ isId }) => isId).flatMap(({ at, heading }) => oddIds(text.oddCells, at, heading));
  return { path, layout, columns, quoting, problems };
}

/** What the columns hold whose cells are ids. */
export const ID_CONTENTS: readonly FactContent[] = ['own-id', 'link', 'reference'];

const idKeys = (file: ExportFile): Set<string> =>
  new Set(
    file.tables.flatMap(({ columns }) =>
      columns.flatMap(({ column, origin }) =>
        origin.from === 'cells' && ID_CONTENTS.includes(column.holds) ? [sourceKey(origin.source)] : [],
      ),
    ),
  );

const oddIds = (cells: OddCells | null, at: number, column: string): Problem[] =>
  Array.from(cells?.in(at) ?? [], ({ record, is }) => ({ record, column, ...ODD_IDS[is] }));

type OddId = Pick<Problem, 'code' | 'severity' | 'detail'>;

const ODD_IDS: Readonly<Record<OddCell['is'], OddId>> = {
  number: { code: 'id-numeric', severity: 'warning', detail: 'a number in the workbook; leading zeros may be lost' },
  date: { code: 'id-altered', severity: 'warning', detail: 'a date in the workbook' },
  boolean: { code: 'id-altered', severity: 'warning', detail: 'TRUE or FALSE in the workbook' },
  'without-value': {
    code: 'id-empty',
    severity: 'error',
    detail: 'an error, a formula without a result, or part of a merged cell',
  },
};
