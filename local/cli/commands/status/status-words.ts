import type { Language } from '../../../../src/domain/languages.ts';
import type { Table } from '../../../../src/domain/tables.ts';
import type { TableStatus } from '../../../../src/steps/upload-status.ts';
import { countIn } from '../../../../src/words/dates-and-counts.ts';

interface StatusWords {
  readonly states: Readonly<Record<TableStatus['state'], string>>;
  readonly tables: Readonly<Record<Table, string>>;
  /** One or several of what has a problem or is a record. */
  readonly record: readonly [string, string];
  readonly error: readonly [string, string];
  readonly warning: readonly [string, string];
  readonly counted: string;
  readonly received: string;
  readonly problems: string;
  readonly nothing: string;
  readonly misplaced: string;
}

export const STATUS_WORDS: Readonly<Record<Language, StatusWords>> = {
  en: {
    states: { active: 'counted', rejected: 'rejected', replaced: 'replaced', removed: 'removed', missing: 'missing' },
    tables: { signals: 'signals', cases: 'cases', victims: 'victims', traffickers: 'traffickers' },
    record: ['record', 'records'],
    error: ['error', 'errors'],
    warning: ['warning', 'warnings'],
    counted: 'counted as',
    received: 'received',
    problems: 'its problems',
    nothing: 'nothing was received',
    misplaced: "in no hotline's folder",
  },
  es: {
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

/** One table of a month, in one line, and a second one where it has problems. */
export function statusLines(status: TableStatus, language: Language, state: string): string[] {
  const words = STATUS_WORDS[language];
  const many = (count: number, [one, several]: readonly [string, string]): string =>
    `${countIn(count, language)} ${count === 1 ? one : several}`;
  const { file, table, receivedAt, records, errors, warnings, reason, counted, problems } = status;
  const facts = counted.map(({ table: canonical, rows }) => `${countIn(rows, language)} ${words.tables[canonical]}`);
  const parts = [
    file === null ? null : many(records, words.record),
    facts.length > 0 ? `${words.counted} ${facts.join(', ')}` : null,
    errors > 0 ? many(errors, words.error) : null,
    warnings > 0 ? many(warnings, words.warning) : null,
    receivedAt === null ? null : `${words.received} ${minuteOf(receivedAt)} (${file})`,
  ].filter((part) => part !== null);
  const name = `${(table ?? file ?? '').padEnd(12)} ${words.states[status.state].padEnd(11)}`;
  return [
    `  ${name} ${parts.join(', ')}`.trimEnd(),
    ...(reason === null ? [] : [`      ${reason}`]),
    ...(problems === null ? [] : [`      ${words.problems}: ${state}/${problems}`]),
  ];
}

/** A moment on this machine's clock, to the minute. */
function minuteOf(iso: string): string {
  const at = new Date(iso);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
