import type { Language } from '../../../../src/domain/languages.ts';
import type { CheckedTable } from '../../../../src/steps/check-file/check-file.ts';
import { countIn } from '../../../../src/words/dates-and-counts.ts';

/** What a check says besides the problems themselves. */
export interface CheckWords {
  /** How a table came out of it. */
  result(name: string, checked: CheckedTable): string;
  value(value: string, count: number, nearest: readonly string[]): string;
  moreValues(count: number): string;
  missing(hotline: string, month: string, tables: readonly string[]): string;
  readonly noMonth: string;
}

const place = (name: string, { table }: CheckedTable): string => (table === null ? name : `${name} (${table})`);
const en = (count: number, noun: string): string => `${countIn(count, 'en')} ${noun}${count === 1 ? '' : 's'}`;
const es = (count: number, one: string, many = `${one}s`): string =>
  `${countIn(count, 'es')} ${count === 1 ? one : many}`;

export const CHECK_WORDS: Readonly<Record<Language, CheckWords>> = {
  en: {
    result: (name, checked) => {
      const { status, records, rowsInError, tolerance, warnings } = checked;
      const allowed = rowsInError > 0 ? ` (${tolerance === 0 ? 'none' : countIn(tolerance, 'en')} allowed)` : '';
      const errors = `${en(rowsInError, 'row')} with errors${allowed}`;
      return `${place(name, checked)}: ${status}; ${en(records, 'record')}, ${errors}, ${en(warnings, 'warning')}`;
    },
    value: (value, count, nearest) =>
      `    "${value}", ${en(count, 'time')}${nearest.length > 0 ? `; nearest: ${nearest.map((one) => `"${one}"`).join(', ')}` : ''}`,
    moreValues: (count) => `    and ${en(count, 'other value')}`,
    missing: (hotline, month, tables) => `${hotline} ${month}: no file yet for ${tables.join(', ')}`,
    noMonth: 'No month is known, so dates were not compared with one (--month YYYY-MM).',
  },
  es: {
    result: (name, checked) => {
      const { status, records, rowsInError, tolerance, warnings } = checked;
      const admitted = tolerance === 0 ? 'no se admite ninguna' : `se admiten ${countIn(tolerance, 'es')}`;
      const errors = `${es(rowsInError, 'fila')} con errores${rowsInError > 0 ? ` (${admitted})` : ''}`;
      const outcome = status === 'accepted' ? 'se acepta' : 'se rechaza';
      return `${place(name, checked)}: ${outcome}; ${es(records, 'registro')}, ${errors}, ${es(warnings, 'advertencia')}`;
    },
    value: (value, count, nearest) =>
      `    “${value}”, ${es(count, 'vez', 'veces')}${nearest.length > 0 ? `; parecidos: ${nearest.map((one) => `“${one}”`).join(', ')}` : ''}`,
    moreValues: (count) => `    y ${es(count, 'valor más', 'valores más')}`,
    missing: (hotline, month, tables) => `${hotline} ${month}: todavía no hay archivo de ${tables.join(', ')}`,
    noMonth: 'No se sabe de qué mes es, así que las fechas no se compararon con ninguno (--month AAAA-MM).',
  },
};
