/** A recurring time: at most once a day, on days that every month has. Null means any. */
export interface CronRule {
  readonly minute: number;
  readonly hour: number;
  /** Days of the month, 1 to 28, or its last one. */
  readonly days: readonly number[] | 'last' | null;
  /** 1 to 12. */
  readonly months: readonly number[] | null;
  /** 0 is Sunday. */
  readonly weekdays: readonly number[] | null;
}

/** Parses `"day": 15, "at": "09:00"`; returns an error message if it is invalid. */
export function parseDayRule(day: unknown, at: unknown): CronRule | string {
  const time = /^([01]\d|2[0-3]):([0-5]\d)$/u.exec(typeof at === 'string' ? at : '');
  if (!time) return `at: ${quote(at)} is not a time; write HH:MM, for example 09:00`;
  const rule = { minute: Number(time[2]), hour: Number(time[1]), months: null, weekdays: null };
  if (day === 'last') return { ...rule, days: 'last' };
  if (typeof day !== 'number' || !Number.isInteger(day) || day < 1)
    return `day: ${quote(day)} must be 1 to 28 or "last"`;
  return day > 28 ? tooLate(day) : { ...rule, days: [day] };
}

const quote = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const tooLate = (day: number): string =>
  day > 31
    ? `day: no month has a day ${day}; write 1 to 28 or "last"`
    : `day: not every month has a day ${day}, and EventBridge Scheduler would leave out those; write 1 to 28 or "last"`;

/**
 * Parses a cron expression of five fields (minute, hour, day of the month, month, weekday); returns an error message if
 * it is invalid.
 */
export function parseCron(cron: unknown): CronRule | string {
  const fields = typeof cron === 'string' ? cron.trim().split(/\s+/u) : [];
  if (fields.length !== 5) return `cron: ${quote(cron)} must have five fields: minute, hour, day, month, weekday`;
  const [minute = '', hour = '', days = '', months = '', weekdays = ''] = fields;
  const time = [parseSingle(minute, 'minute', 59), parseSingle(hour, 'hour', 23)];
  const sets = [
    days.toUpperCase() === 'L' ? ('last' as const) : parseSet(days, 'day', 1, 31),
    parseSet(months, 'month', 1, 12),
    parseSet(withNumbers(weekdays), 'weekday', 0, 7),
  ];
  const wrong = [...time, ...sets].find((part) => typeof part === 'string' && part !== 'last');
  if (typeof wrong === 'string') return `cron: ${wrong}`;
  const rule = buildRule(time, sets);
  const late = Array.isArray(rule.days) ? rule.days.find((day) => day > 28) : undefined;
  if (late !== undefined) return tooLate(late);
  if (rule.days !== null && rule.weekdays !== null)
    return 'cron: names days of the month and weekdays; leave one of them at *';
  return rule;
}

type Field = number | string | readonly number[] | null;

function buildRule([minute, hour]: Field[], [days, months, weekdays]: Field[]): CronRule {
  const numbers = (field: Field | undefined): readonly number[] | null => (Array.isArray(field) ? field : null);
  const sevenIsSunday = numbers(weekdays)?.map((day) => day % 7);
  return {
    minute: Number(minute),
    hour: Number(hour),
    days: days === 'last' ? 'last' : numbers(days),
    months: numbers(months),
    weekdays: sevenIsSunday ? [...new Set(sevenIsSunday)].sort() : null,
  };
}

function parseSingle(field: string, name: string, most: number): number | string {
  const value = /^\d{1,2}$/u.test(field) ? Number(field) : Number.NaN;
  return value <= most
    ? value
    : `${name} "${field}" must be one number, 0 to ${most}: a sheet is sent at most once a day`;
}

/**
 * Parses `*`, `1,15`, `1-5` or either with a step; returns null for `*` and an error message if the field is invalid.
 */
function parseSet(field: string, name: string, least: number, most: number): readonly number[] | null | string {
  if (field === '*') return null;
  const numbers = new Set<number>();
  for (const part of field.split(',')) {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/u.exec(part);
    const from = Number(match?.[1] ?? least);
    const to = Number(match?.[2] ?? (match?.[1] && !match[3] ? from : most));
    const step = Number(match?.[3] ?? 1);
    if (!match || from < least || to > most || from > to || step < 1)
      return `${name} "${field}" is not between ${least} and ${most}; write *, 1,15, 1-5 or */2`;
    for (let number = from; number <= to; number += step) numbers.add(number);
  }
  return [...numbers].sort((a, b) => a - b);
}

const NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const withNumbers = (field: string): string =>
  field.toUpperCase().replace(/[A-Z]{3}/gu, (name) => (NAMES.includes(name) ? String(NAMES.indexOf(name)) : name));
