import { stringify } from 'csv-stringify/sync';
import { type PrintedCell, type PrintedFigure, printedTotal } from '../../domain/figure.ts';
import { cellShareDigits, SUPPRESSION_MARK, shareDigits } from '../../domain/format.ts';
import type { Language } from '../../domain/languages.ts';
import { formatTied } from '../../words/dates-and-counts.ts';
import { cellLabel, figureHeading, type ShownEdition } from '../figure-tables.ts';
import type { FieldName } from './package-words.ts';

/** An edition with its words in each language of its sheet. */
export type EditionInLanguages = ReadonlyMap<Language, ShownEdition>;

/** A column. `language` is that of labels. */
export interface Field {
  readonly name: FieldName;
  readonly type: 'string' | 'integer' | 'boolean' | 'date' | 'yearmonth';
  readonly language?: Language;
  readonly isRequired?: true;
}

/** A table of the package, as the text of its CSV file. */
export interface PackageTable {
  readonly name: string;
  /** The figure; null for the table of totals. */
  readonly figure: PrintedFigure | null;
  readonly fields: readonly Field[];
  readonly csv: string;
  /** The texts in columns of numbers that are not numbers, as printed: the mark, `<1`, `<5`. */
  readonly missingValues: readonly string[];
  readonly primaryKey: FieldName;
}

type Values = Readonly<Partial<Record<FieldName, string>>> & { readonly labels: readonly string[] };

/** Returns the tables of an edition: the totals, and one per figure that has a breakdown and is not withheld. */
export function packageTables(editions: EditionInLanguages): PackageTable[] {
  const [shown] = editions.values();
  if (!shown) return [];
  const { figures } = shown.edition;
  const cells = figures.filter(({ by, cells: own, tied }) => by !== undefined && (own.length > 0 || tied));
  return [totalsTable(figures, editions), ...cells.map((figure) => figureTable(figure, editions))];
}

function totalsTable(figures: readonly PrintedFigure[], editions: EditionInLanguages): PackageTable {
  const fields: Field[] = [
    { name: 'figure', type: 'string', isRequired: true },
    ...labelFields(editions),
    { name: 'counts', type: 'string', isRequired: true },
    { name: 'total', type: 'integer' },
    { name: 'known', type: 'integer' },
    { name: 'suppressed', type: 'boolean', isRequired: true },
  ];
  const rows = figures.map((figure): Values => {
    const { id, counts, known, total, rounded, withheld } = figure;
    const isHidden = withheld === true || (total === null && rounded === undefined);
    return {
      figure: id,
      labels: labelsIn(editions, (shown) => figureHeading(figure, shown)),
      counts,
      total: numberText(total, printedTotal(figure).fewerThan),
      known: known === undefined ? '' : numberText(known, withheld ? undefined : printedTotal(figure, known).fewerThan),
      suppressed: String(isHidden),
    };
  });
  return tableOf({ name: 'totals', figure: null, fields, primaryKey: 'figure' }, rows);
}

function figureTable(figure: PrintedFigure, editions: EditionInLanguages): PackageTable {
  const hasClasses = figure.cells.some((cell) => cell.class);
  const hasShares = figure.cells.some(({ share }) => share !== undefined);
  const fields: Field[] = [
    { name: 'key', type: figure.by === 'month' ? 'yearmonth' : 'string', isRequired: true },
    ...labelFields(editions),
    ...(figure.cells.some(({ from }) => from) ? [{ name: 'from', type: 'date' } as const] : []),
    ...(hasClasses ? CLASS_FIELDS : [{ name: 'count', type: 'integer' } as const]),
    ...(hasShares ? [{ name: 'share', type: 'integer' } as const] : []),
    { name: 'suppressed', type: 'boolean', isRequired: true },
  ];
  const rows = figure.cells.map((cell) => cellRow(figure, cell, editions));
  const all = figure.tied ? [...rows, tiedRow(figure, figure.tied, editions)] : rows;
  return tableOf({ name: figure.id, figure, fields, primaryKey: 'key' }, all);
}

const CLASS_FIELDS: readonly Field[] = [
  { name: 'class_from', type: 'integer' },
  { name: 'class_to', type: 'integer' },
];

function cellRow(figure: PrintedFigure, cell: PrintedCell, editions: EditionInLanguages): Values {
  return {
    key: cell.key,
    labels: labelsIn(editions, ({ words }) => cellLabel(figure, cell, words)),
    from: cell.from ?? '',
    count: numberText(cell.count ?? null, cell.fewerThan),
    share: cellShareDigits(cell, figure.total) ?? '',
    class_from: cell.class ? String(cell.class.from) : SUPPRESSION_MARK,
    class_to: cell.class ? String(cell.class.to ?? '') : SUPPRESSION_MARK,
    suppressed: String(cell.suppressed === true),
  };
}

const tiedRow = (
  { total }: PrintedFigure,
  { cells, count, share }: NonNullable<PrintedFigure['tied']>,
  editions: EditionInLanguages,
): Values => ({
  key: 'tied',
  labels: labelsIn(editions, ({ words }) => formatTied(cells, words.language)),
  count: String(count),
  share: share === undefined ? '' : shareDigits(share, count, total),
  suppressed: 'false',
});

/** Plain digits; the mark, or `<5`, where the page has it. */
const numberText = (value: number | null, fewerThan?: number): string =>
  value === null ? (fewerThan === undefined ? SUPPRESSION_MARK : `<${fewerThan}`) : String(value);

const labelFields = (editions: EditionInLanguages): Field[] =>
  [...editions.keys()].map((language) => ({ name: 'label', type: 'string', language, isRequired: true }));

const labelsIn = (editions: EditionInLanguages, label: (shown: ShownEdition) => string): string[] =>
  [...editions.values()].map(label);

/** The name of a column: labels have one per language. */
export const fieldName = ({ name, language }: Field): string => (language === undefined ? name : `${name}_${language}`);

function tableOf(table: Omit<PackageTable, 'csv' | 'missingValues'>, rows: readonly Values[]): PackageTable {
  const lines = rows.map((row) => table.fields.map((field) => textOf(row, field, table.fields)));
  const numbers = lines.flatMap((line) => line.filter((_, at) => table.fields[at]?.type === 'integer'));
  const texts = new Set(numbers.filter((text) => !/^\d+$/u.test(text)));
  const csv = stringify([table.fields.map(fieldName), ...lines], { record_delimiter: 'windows' });
  return { ...table, csv, missingValues: [...new Set(['', ...texts])] };
}

function textOf(row: Values, field: Field, fields: readonly Field[]): string {
  if (field.name !== 'label') return row[field.name] ?? '';
  return row.labels[fields.filter(({ name }) => name === 'label').indexOf(field)] ?? '';
}
