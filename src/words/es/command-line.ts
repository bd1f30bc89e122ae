import type { CommandLineWords } from '../command-line-words.ts';
import { groupDigits } from '../joined.ts';

const count = (value: number): string => groupDigits(value, '\u00a0');
const es = (number: number, one: string, many = `${one}s`): string => `${count(number)} ${number === 1 ? one : many}`;

/** The words of the commands that analysts use, in Spanish. */
export const SPANISH_COMMAND_LINE: CommandLineWords = {
  check: {
    result: (place, { status, records, rowsInError, tolerance, warnings }) => {
      const admitted = tolerance === 0 ? 'no se admite ninguna' : `se admiten ${count(tolerance)}`;
      const errors = `${es(rowsInError, 'fila')} con errores${rowsInError > 0 ? ` (${admitted})` : ''}`;
      const outcome = status === 'accepted' ? 'se acepta' : 'se rechaza';
      return `${place}: ${outcome}; ${es(records, 'registro')}, ${errors}, ${es(warnings, 'advertencia')}`;
    },
    value: (value, times, nearest) =>
      `    “${value}”, ${es(times, 'vez', 'veces')}${nearest.length > 0 ? `; parecidos: ${nearest.map((one) => `“${one}”`).join(', ')}` : ''}`,
    moreValues: (number) => `    y ${es(number, 'valor más', 'valores más')}`,
    missing: (hotline, month, tables) => `${hotline} ${month}: todavía no hay archivo de ${tables.join(', ')}`,
    noMonth: 'No se sabe de qué mes es, así que las fechas no se compararon con ninguno (--month AAAA-MM).',
  },
  status: {
    states: {
      active: 'se cuenta',
      rejected: 'rechazado',
      replaced: 'reemplazado',
      removed: 'retirado',
      missing: 'falta',
    },
    tables: { signals: 'reportes', cases: 'casos', victims: 'víctimas', traffickers: 'tratantes' },
    record: ['registro', 'registros'],
    error: ['error', 'errores'],
    warning: ['advertencia', 'advertencias'],
    counted: 'se cuentan',
    received: 'recibido',
    problems: 'sus problemas',
    nothing: 'no se ha recibido nada',
    misplaced: 'fuera de las carpetas de las líneas',
  },
};
