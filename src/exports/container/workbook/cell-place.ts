/** The place of a cell in a sheet. */
export interface CellPlace {
  /** 1-based, as spreadsheet programs show it. */
  readonly row: number;
  /** 0-based column. */
  readonly at: number;
}

/** A range of cells that are merged into the first. */
export interface MergedRange {
  readonly from: CellPlace;
  readonly to: CellPlace;
}

const REFERENCE = /^([A-Z]{1,3})([1-9]\d{0,6})$/iu;

/** Parses the place in a reference such as `B7`; returns null for any other text. */
export function placeOf(reference: string): CellPlace | null {
  const [, letters, digits] = REFERENCE.exec(reference) ?? [];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return { row: Number(digits), at: column - 1 };
}

/** Parses the range in a reference such as `B7:C9`; returns null for a single cell and for any other text. */
export function rangeOf(reference: string): MergedRange | null {
  const [first = '', last = ''] = reference.split(':');
  const from = placeOf(first);
  const to = placeOf(last);
  return from && to && to.row >= from.row && to.at >= from.at ? { from, to } : null;
}
