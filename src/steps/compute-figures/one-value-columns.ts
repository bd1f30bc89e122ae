import type { ColumnOrigin, Hotline } from '../../definitions/hotline.ts';
import type { Definitions } from '../../definitions/load-definitions.ts';
import { DIMENSION_SPECS } from '../../domain/dimensions.ts';
import { DIMENSIONS, type Dimension } from '../../domain/figure.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { TABLES } from '../../domain/tables.ts';
import type { OneEach } from '../../figures/count-figures.ts';

/** The column of each dimension of several values, and the table it is in where that is not the people's own. */
const COLUMNS: Readonly<Partial<Record<Dimension, { readonly name: string; readonly ofCase: boolean }>>> = {
  venue: { name: 'venues', ofCase: true },
  state: { name: 'states', ofCase: true },
  nationality: { name: 'nationalities', ofCase: false },
};

/** Of which figures every record is in one cell at most: all hotlines of the sheet say that their column holds one value. */
export function oneValueColumns({ hotlines }: Definitions, sheet: Sheet): OneEach {
  const all = sheet.hotlines.map((id) => hotlines.get(id));
  const pairs = TABLES.flatMap((table) =>
    DIMENSIONS.filter((dimension) => DIMENSION_SPECS[dimension].tables.includes(table)).flatMap((dimension) => {
      const column = COLUMNS[dimension];
      const from = column?.ofCase ? 'cases' : table;
      const single = column && all.every((hotline) => hotline && holdsOne(hotline, from, column.name));
      return single ? [`${table} ${dimension}` as const] : [];
    }),
  );
  return new Set(pairs);
}

function holdsOne({ files }: Hotline, table: string, name: string): boolean {
  const mappings = files.flatMap(({ tables }) => tables.filter((one) => one.table === table));
  const origins = mappings.flatMap(({ columns }) => columns.filter(({ column }) => column.name === name));
  return origins.every(({ origin }) => isSingle(origin));
}

function isSingle(origin: ColumnOrigin): boolean {
  if (origin.from === 'cells') return origin.oneValue;
  if (origin.from === 'constant') return [origin.value].flat().length <= 1;
  return origin.from === 'nothing';
}
