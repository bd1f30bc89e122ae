import type { UserLanguage } from '../../../../src/domain/languages.ts';
import type { TableStatus } from '../../../../src/steps/upload-status.ts';
import { countIn, WORDS } from '../../../../src/words/words.ts';

/** One table of a month, in one line, and a second one where it has problems. */
export function statusLines(status: TableStatus, language: UserLanguage, state: string): string[] {
  const words = WORDS[language].status;
  const { file, table, receivedAt, records, errors, warnings, reason, counted, problems } = status;
  const facts = counted.map(({ table: canonical, rows }) => `${countIn(rows, language)} ${words.tables[canonical]}`);
  const parts = [
    file === null ? null : words.records(records),
    facts.length > 0 ? `${words.counted} ${facts.join(', ')}` : null,
    errors > 0 ? words.errors(errors) : null,
    warnings > 0 ? words.warnings(warnings) : null,
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
