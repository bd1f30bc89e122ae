import { createHmac } from 'node:crypto';
import type { SmallColumn, SmallHotline } from './small-definitions.ts';
import { shown, smallFold } from './small-text.ts';

/**
 * The result for a cell, coded by the contract as far as that is certain: a value, an error of the row, or `undecided`
 * if only the program knows.
 */
export type SmallValue =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'error' }
  | { readonly is: 'undecided' };

const value = (given: unknown): SmallValue => ({ is: 'value', value: given });
const ERROR: SmallValue = { is: 'error' };
const UNDECIDED: SmallValue = { is: 'undecided' };

/** Texts that are in no list. */
export const NONSENSE = ['Zzyx Q', 'qwertz 77', '¿¿¿', '#N/A', '=1+1'];
/**
 * The text for a workbook's cell without a value (an error, a formula that was never computed, part of a merged cell).
 */
export const VALUELESS = '#N/A (no value)';
const NONSENSES = new Set([...NONSENSE, VALUELESS].map(smallFold));

export interface CellRules {
  readonly hotline: SmallHotline;
  readonly isWorkbook: boolean;
  /** The last day of the export's month. */
  readonly lastDay: string;
}

export function smallCell(column: SmallColumn, cell: string, rules: CellRules): SmallValue {
  if (cell === VALUELESS && ['own-id', 'link', 'reference'].includes(column.holds)) return ERROR;
  switch (column.holds) {
    case 'own-id':
    case 'link':
      return smallId(cell) === '' ? ERROR : value(hashed(smallId(cell)));
    case 'reference':
      return value(smallId(cell) === '' ? null : hashed(smallId(cell)));
    case 'date':
      return dateValue(cell, rules);
    case 'flag':
      return flagValue(cell, rules);
    case 'nexus': {
      if (/^(?:S\/D|\p{P}+)$/u.test(cell)) return value([]);
      const flag = flagValue(cell, rules);
      return flag.is === 'value' ? value(flag.value === true ? ['MX'] : []) : flag;
    }
    case 'age':
      return ageValue(column, cell);
    case 'code':
      return codeValue(column, cell);
    case 'countries':
      return countriesValue(column, cell, rules);
    case 'alien':
      return UNDECIDED;
  }
}

/** The secret of the tests' key. */
const SECRET = 'a secret of the tests';
const hashed = (id: string): string => createHmac('sha256', SECRET).update(id).digest('hex');

/** Returns an id without marks that only show how it was written. */
export function smallId(cell: string): string {
  let id = shown(cell.normalize('NFC')).trim();
  if (id.startsWith('="') && id.endsWith('"') && id.length > 2) id = id.slice(2, -1).trim();
  if (/^[0-9]+[.,]0$/u.test(id)) return id.slice(0, -2);
  return id.startsWith("'") && id.length > 1 ? id.slice(1) : id;
}

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

const ORDERS: Readonly<Record<string, readonly [RegExp, year: number, month: number, day: number]>> = {
  'YYYY-MM-DD': [/^(\d{4})-(\d\d?)-(\d\d?)$/u, 1, 2, 3],
  'M/D/YYYY': [/^(\d\d?)\/(\d\d?)\/(\d{4})$/u, 3, 1, 2],
  'DD/MM/YYYY': [/^(\d\d?)\/(\d\d?)\/(\d{4})$/u, 3, 2, 1],
};

function dateValue(cell: string, { hotline, isWorkbook, lastDay }: CellRules): SmallValue {
  const text = shown(cell)
    .trim()
    .replace(/[ T](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/u, '');
  for (const format of isWorkbook ? [...hotline.dateFormats, 'YYYY-MM-DD'] : hotline.dateFormats) {
    const [expression, ...order] = ORDERS[format]!;
    const match = expression.exec(text);
    if (!match) continue;
    const [year = 0, month = 0, day = 0] = order.map((at) => Number(match[at]));
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) continue;
    const read = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(
      '-',
    );
    return read > lastDay ? ERROR : value(read);
  }
  if (isNotKnown(text) && cell !== VALUELESS) return isWorkbook ? UNDECIDED : value(null);
  return noDate(text);
}

const noDate = (text: string): SmallValue =>
  /^[\d/.-]*$/u.test(text) || NONSENSES.has(smallFold(text)) ? ERROR : UNDECIDED;

/** Signs for a date that is not known among the texts by chance: punctuation alone, zeros. */
const isNotKnown = (text: string): boolean => /^(?:\p{P}+|[0/.-]*0[0/.-]*)$/u.test(text);

function flagValue(cell: string, { hotline }: CellRules): SmallValue {
  if (hotline.yes.has(smallFold(cell))) return value(true);
  return hotline.no.has(smallFold(cell)) ? value(false) : ERROR;
}

function ageValue(column: SmallColumn, cell: string): SmallValue {
  const text = smallFold(cell);
  if (!/^\d{1,6}$/u.test(text)) return codeValue(column, cell);
  if (Number(text) > 122 || text.length > 3) return value('unknown');
  return value(Number(text) < 18 ? 'minor' : 'adult');
}

const empty = ({ name }: SmallColumn): string =>
  name === 'trafficking_type' || name === 'channel' ? 'other' : 'unknown';

function codeValue(column: SmallColumn, cell: string): SmallValue {
  const text = smallFold(cell);
  if (text === '' || NONSENSES.has(text)) return value(empty(column));
  const code = column.codes.get(text);
  return code === undefined ? UNDECIDED : value(code);
}

function countriesValue(column: SmallColumn, cell: string, { hotline }: CellRules): SmallValue {
  const parts = hotline.valueSeparators.reduce(
    (texts, separator) => texts.flatMap((text) => text.split(separator)),
    [cell],
  );
  const found = new Set<string>();
  for (const text of parts.map(smallFold).filter((part) => part !== '')) {
    const code = NONSENSES.has(text) ? 'unknown' : column.codes.get(text);
    if (code === undefined) return UNDECIDED;
    if (code !== 'unknown' || NONSENSES.has(text)) found.add(code); // "unknown" adds nothing, like an empty cell
  }
  return value(found.size === 0 ? ['unknown'] : [...found].sort());
}
