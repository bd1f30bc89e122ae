import type { Problem } from '../domain/problem.ts';
import type { RawRecords } from './dictionary.ts';
import { cutFooter } from './footer.ts';
import { findLayout } from './heading.ts';
import type { ExportFile } from './hotline.ts';
import { loadRecords, type RawColumn } from './load-records.ts';
import type { ProblemRelation } from './problem-relation.ts';
import type { NumericCell, ReadingContext, UnpackedText } from './reading.ts';
import { sourceKey, sourcesOf } from './sources.ts';

/**
 * Reads the rows of an unpacked file into `relation`, and adds the problems of its lines and of ids that a workbook
 * holds as numbers.
 *
 * @throws Rejection when the file has no heading line that fits
 */
export async function readRows(
  context: ReadingContext,
  path: string,
  file: ExportFile,
  text: UnpackedText,
  relation: string,
  problems: ProblemRelation,
): Promise<RawRecords> {
  const { engine, hotline } = context;
  const sources = sourcesOf(file);
  const layout = await findLayout(path, text.separators, sources);
  if (hotline.footer) await cutFooter(path, hotline.footer, layout.separator);
  const ids = idKeys(file);
  const columns: (RawColumn & { key: string; heading: string })[] = sources.flatMap((source, index) => {
    const key = sourceKey(source);
    const at = layout.columns.get(key);
    return at === undefined ? [] : [{ key, at, heading: source.heading, name: `s${index}`, isId: ids.has(key) }];
  });
  const loaded = await loadRecords(engine, { path, layout, columns, relation });
  const numeric = columns
    .filter(({ isId }) => isId)
    .flatMap(({ at, heading }) => numericIds(text.numericCells, at, heading));
  await problems.add([...loaded.problems, ...numeric]);
  return { records: loaded.records, relation, columns: new Map(columns.map(({ key, name: column }) => [key, column])) };
}

const idKeys = (file: ExportFile): Set<string> =>
  new Set(
    file.tables.flatMap(({ columns }) =>
      columns.flatMap(({ column, origin }) =>
        origin.from === 'cells' && ['own-id', 'link', 'reference'].includes(column.holds)
          ? [sourceKey(origin.source)]
          : [],
      ),
    ),
  );

const numericIds = (cells: readonly NumericCell[], at: number, column: string): Problem[] =>
  cells
    .filter((cell) => cell.at === at)
    .map(({ record }) => ({
      code: 'id-numeric',
      severity: 'warning',
      record,
      column,
      detail: 'a number in the workbook; leading zeros may be lost',
    }));
