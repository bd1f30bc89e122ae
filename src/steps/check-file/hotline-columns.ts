import { allowedValues } from '../../definitions/allowed-values.ts';
import type { Hotline } from '../../definitions/hotline.ts';
import type { Definitions } from '../../definitions/load-definitions.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../domain/csv-line.ts';
import { headingRows } from '../../exports/layout/heading-line.ts';
import { sourcesOf } from '../../exports/layout/sources.ts';
import { findHotline } from './check-file.ts';

/** A column of a hotline's file. */
export interface DescribedColumn {
  readonly heading: string;
  /** The values that a list allows, as people should write them; null if no list applies. */
  readonly allowed: readonly string[] | null;
}

/**
 * Returns the columns of a hotline's files, by file name without extension.
 * @throws Failure WrongUsage for an unknown hotline, listing the known ones
 */
export function hotlineColumns(definitions: Definitions, id: string): ReadonlyMap<string, readonly DescribedColumn[]> {
  const hotline = findHotline(definitions, id);
  const { codes } = definitions;
  return new Map(
    hotline.files.map((file) => {
      const columns = sourcesOf(file).map(({ heading }) => ({
        heading,
        allowed: allowedValues(hotline, codes, { stem: file.stem, heading }, hotline.language)?.shown ?? null,
      }));
      return [file.stem, columns] as const;
    }),
  );
}

/**
 * Returns an empty CSV file with the headings of one of a hotline's files, for Excel; null if the hotline has no such
 * file.
 * @param stem the file name without extension
 */
export function templateCsv(definitions: Definitions, id: string, stem: string): string | null {
  const columns = hotlineColumns(definitions, id).get(stem);
  if (!columns) return null;
  return `${BYTE_ORDER_MARK}${headingsOfFile(findHotline(definitions, id), stem, columns).map(csvLine).join('')}`;
}

/** Returns the rows of headings of a file, as the hotline writes them. */
export function headingsOfFile(
  { files }: Pick<Hotline, 'files'>,
  stem: string,
  columns: readonly DescribedColumn[],
): string[][] {
  const height = files.find((file) => file.stem === stem)?.headingLines ?? 1;
  return headingRows(
    columns.map(({ heading }) => heading),
    height,
  );
}
