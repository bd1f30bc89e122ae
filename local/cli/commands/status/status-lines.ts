import type { UserLanguage } from '../../../../src/domain/languages.ts';
import type { TableStatus } from '../../../../src/steps/upload-status.ts';
import { countIn } from '../../../../src/words/dates-and-counts.ts';
import { WORDS } from '../../../../src/words/words.ts';

/** One table of a month, in one line, and a second one where it has problems. */
export function statusLines(status: TableStatus, language: UserLanguage, state: string): string[] {
  const words = WORDS[language].commandLine.status;
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
