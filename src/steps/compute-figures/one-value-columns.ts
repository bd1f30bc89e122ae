import type { ColumnOrigin, Hotline } from '../../definitions/hotline.ts';
import type { Definitions } from '../../definitions/load-definitions.ts';
import { specOf, tableOfValues } from '../../domain/dimensions.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { OneEach } from '../../figures/count-figures.ts';

/** Of which figures every record is in one cell at most: all hotlines of the sheet say that their column holds one value. */
export function oneValueColumns({ hotlines }: Definitions, sheet: Sheet): OneEach {
  const all = sheet.hotlines.map((id) => hotlines.get(id));
  const pairs = sheet.figures.flatMap((figure) => {
    const spec = specOf(figure);
    const column = spec?.multi ? spec.column : null;
    if (!column) return [];
    const single = all.every(
      (hotline) => hotline && hasOneValue(hotline, tableOfValues(figure, figure.counts), column),
    );
    return single ? [`${figure.counts} ${figure.by ?? ''}` as const] : [];
  });
  return new Set(pairs);
}

function hasOneValue({ files }: Hotline, table: string, name: string): boolean {
  const mappings = files.flatMap(({ tables }) => tables.filter((mapping) => mapping.table === table));
  const origins = mappings.flatMap(({ columns }) => columns.filter(({ column }) => column.name === name));
  return origins.every(({ origin }) => isSingle(origin));
}

function isSingle(origin: ColumnOrigin): boolean {
  if (origin.from === 'cells') return origin.oneValue;
  if (origin.from === 'constant') return [origin.value].flat().length <= 1;
  return origin.from === 'nothing';
}
