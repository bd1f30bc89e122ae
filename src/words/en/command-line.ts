import type { CommandLineWords } from '../command-line-words.ts';
import { groupDigits } from '../joined.ts';

const count = (value: number): string => groupDigits(value, ',');
const en = (number: number, noun: string): string => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;

/** The words of the commands that analysts use, in English. */
export const ENGLISH_COMMAND_LINE: CommandLineWords = {
  check: {
    result: (place, { status, records, rowsInError, tolerance, warnings }) => {
      const allowed = rowsInError > 0 ? ` (${tolerance === 0 ? 'none' : count(tolerance)} allowed)` : '';
      const errors = `${en(rowsInError, 'row')} with errors${allowed}`;
      return `${place}: ${status}; ${en(records, 'record')}, ${errors}, ${en(warnings, 'warning')}`;
    },
    value: (value, times, nearest) =>
      `    "${value}", ${en(times, 'time')}${nearest.length > 0 ? `; nearest: ${nearest.map((one) => `"${one}"`).join(', ')}` : ''}`,
    moreValues: (number) => `    and ${en(number, 'other value')}`,
    missing: (hotline, month, tables) => `${hotline} ${month}: no file yet for ${tables.join(', ')}`,
    noMonth: 'No month is known, so dates were not compared with one (--month YYYY-MM).',
  },
  status: {
    states: { active: 'counted', rejected: 'rejected', replaced: 'replaced', removed: 'removed', missing: 'missing' },
    tables: { signals: 'signals', cases: 'cases', victims: 'victims', traffickers: 'traffickers' },
    record: ['record', 'records'],
    error: ['error', 'errors'],
    warning: ['warning', 'warnings'],
    counted: 'counted as',
    received: 'received',
    problems: 'its problems',
    nothing: 'nothing was received',
    misplaced: "not in a hotline's folder",
  },
};
