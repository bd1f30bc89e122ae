/**
 * The kinds of details that hold names, with the values that each needs. `{formats}`, `{separators}` and `{encodings}`
 * are lists joined by "or"; `{record}` is a record number and is printed as a row: "row 12".
 */
export const PHRASE_VALUES = {
  'date-formats': ['formats'],
  'no-such-day': ['formats'],
  exchanged: ['formats'],
  'short-year': ['formats'],
  serial: ['formats'],
  'no-time-zone': ['formats'],
  'dates-exchanged': ['swapped', 'dates', 'formats'],
  'all-in-other-format': ['formats'],
  'id-forms': ['forms'],
  'after-month': ['day'],
  'covers-quarter': ['month'],
  'covers-half-year': ['month'],
  'covers-year': ['month'],
  tables: ['hotline', 'tables'],
  'part-ignored': ['name', 'hotline', 'tables'],
  'packed-workbook': ['name'],
  'packed-other-workbook': ['name'],
  'packed-gzip': ['name'],
  'packed-archive': ['name'],
  'packed-other-archive': ['name'],
  'packed-text': ['name'],
  'hidden-rows': ['rows', 'name'],
  'known-hotlines': ['hotlines'],
  'known-hotlines-and-place': ['hotlines'],
  named: ['name'],
  'holds-the-same': ['first', 'others'],
  'holds-the-same-hidden': ['first', 'others', 'hidden'],
  'holds-the-same-unnamed': [],
  'missing-sheet': ['name'],
  'packing-method': ['method'],
  'provided-by': ['key'],
  'separated-by': ['separator', 'separators'],
  'column-expected': ['heading', 'separators'],
  'column-or-alias-expected': ['heading', 'others', 'separators'],
  'cells-unknown': ['count', 'filled'],
  'in-columns': ['letters'],
  'same-id': ['record'],
  'equal-row': ['record'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The kind of a detail with names in it. */
export type PhraseKind = keyof typeof PHRASE_VALUES;
