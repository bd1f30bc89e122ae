import { canonicalAddress } from '../address.ts';
import { DAY_MS } from '../month.ts';
import { type CronRule, parseCron, parseDayRule } from './cron-rule.ts';
import { type CalendarDay, findZone, type Zone } from './zone-time.ts';

/** When and how a sheet is sent to its stakeholders. Fires at most once a day. */
export interface Schedule {
  readonly sheet: string;
  readonly rule: CronRule;
  /** An IANA name. */
  readonly zone: string;
  /** What happens to an approval after the scheduled time: send at once, or wait for the next time. */
  readonly lateApproval: 'send' | 'wait';
  readonly replyTo: string | null;
  /** The size limit of a message; above it, the message has a link instead of the report. */
  readonly sizeLimitMb: number;
  /** More pages than this are attached as one zip file. */
  readonly zipAbove: number;
  /** For how many days a link works. */
  readonly linkDays: number;
}

/** The settings of the messages of a sheet that says nothing else. */
export const MAIL_DEFAULTS = { replyTo: null, sizeLimitMb: 5, zipAbove: 3, linkDays: 30 } as const;

/** The schedules read, or every error in the configuration. */
export type ReadSchedules =
  | { readonly schedules: readonly Schedule[]; readonly errors: null }
  | { readonly schedules: null; readonly errors: readonly string[] };

const KEYS = ['sheet', 'day', 'at', 'cron', 'zone', 'lateApproval', 'replyTo', 'sizeLimitMb', 'zipAbove', 'linkDays'];

/**
 * Reads the schedules of a configuration: `[{ "sheet": "us-mexico-border", "day": 15, "at": "09:00", "zone":
 * "America/Mexico_City" }]`, or `"cron": "0 9 15 * *"` instead of day and time; `day` may be `"last"`.
 * @param place the beginning of each error message: the file and the key of the value
 */
export function readSchedules(value: unknown, place: string): ReadSchedules {
  if (!Array.isArray(value)) return { schedules: null, errors: [`${place}: must be a list of schedules`] };
  const read = value.map((entry, index) => readSchedule(entry, `${place}[${index}]`));
  const errors = read.flatMap((result) => (Array.isArray(result) ? result : []));
  const schedules = read.flatMap((result) => (Array.isArray(result) ? [] : [result]));
  const duplicate = schedules.find(
    ({ sheet }, index) => schedules.findIndex((other) => other.sheet === sheet) !== index,
  );
  if (duplicate) errors.push(`${place}: two schedules of sheet "${duplicate.sheet}"; keep one`);
  return errors.length > 0 ? { schedules: null, errors } : { schedules, errors: null };
}

function readSchedule(value: unknown, place: string): Schedule | string[] {
  if (typeof value !== 'object' || value === null) return [`${place}: must be an object with sheet, zone, day and at`];
  const entry: Entry = { lateApproval: 'wait', ...MAIL_DEFAULTS, ...value };
  const rule = parseRule(entry);
  const zone = findZone(String(entry.zone));
  const errors = [...entryErrors(entry, zone), ...(typeof rule === 'string' ? [rule] : skippedTimes(rule, zone))];
  if (errors.length > 0 || typeof rule === 'string') return errors.map((error) => `${place}: ${error}`);
  return {
    sheet: String(entry.sheet),
    rule,
    zone: String(entry.zone),
    lateApproval: entry.lateApproval === 'send' ? 'send' : 'wait',
    replyTo: entry.replyTo === null ? null : canonicalAddress(String(entry.replyTo)),
    sizeLimitMb: Number(entry.sizeLimitMb),
    zipAbove: Number(entry.zipAbove),
    linkDays: Number(entry.linkDays),
  };
}

type Entry = Readonly<Record<string, unknown>>;

function entryErrors(entry: Entry, zone: Zone | null): string[] {
  const { sheet, lateApproval, replyTo, sizeLimitMb, zipAbove, linkDays } = entry;
  const unknown = Object.keys(entry).filter((key) => !KEYS.includes(key));
  const rules: [holds: boolean, error: string][] = [
    [unknown.length === 0, `unknown key "${unknown[0]}"; allowed are ${KEYS.join(', ')}`],
    [typeof sheet === 'string' && sheet !== '', 'sheet: must name a sheet'],
    [zone !== null, `zone: "${entry.zone}" is not a time zone; write an IANA name, for example America/Mexico_City`],
    [lateApproval === 'send' || lateApproval === 'wait', 'lateApproval: must be "send" or "wait"'],
    [replyTo === null || isAddress(replyTo), 'replyTo: is not an e-mail address'],
    [isBetween(sizeLimitMb, 0, 25), 'sizeLimitMb: must be 0 to 25'],
    [isBetween(zipAbove, 1, 100) && Number.isInteger(zipAbove), 'zipAbove: must be a whole number from 1 to 100'],
    [isBetween(linkDays, 1, 365), 'linkDays: must be 1 to 365'],
  ];
  return rules.filter(([holds]) => !holds).map(([, error]) => error);
}

function parseRule({ cron, day, at }: Entry): CronRule | string {
  if (cron === undefined) return parseDayRule(day, at);
  return day === undefined && at === undefined ? parseCron(cron) : 'cron replaces day and at; use one or the other';
}

const isAddress = (value: unknown): boolean => typeof value === 'string' && canonicalAddress(value) !== null;
const isBetween = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;

/** The years checked for times that a clock skips; `nextFire` handles those skipped later. */
const YEARS = { from: 2026, to: 2040 };

/**
 * Finds times that do not exist on their day. EventBridge Scheduler skips them, so such a schedule would silently send
 * nothing.
 */
function skippedTimes(rule: CronRule, zone: Zone | null): string[] {
  if (!zone) return [];
  for (let instant = Date.UTC(YEARS.from, 0, 1); instant < Date.UTC(YEARS.to, 0, 1); instant += DAY_MS) {
    const date = new Date(instant);
    const day = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    if (!firesOn(rule, day) || zone.instantsOf(day, rule.hour, rule.minute).length > 0) continue;
    const time = `${twoDigits(rule.hour)}:${twoDigits(rule.minute)}`;
    return [`at ${time} on ${date.toISOString().slice(0, 10)} clocks skip that time there; choose another hour`];
  }
  return [];
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Whether a rule fires on a calendar day. */
export function firesOn(rule: CronRule, { year, month, day }: CalendarDay): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isLast = new Date(Date.UTC(year, month - 1, day + 1)).getUTCDate() === 1;
  return (
    (rule.months === null || rule.months.includes(month)) &&
    (rule.weekdays === null || rule.weekdays.includes(date.getUTCDay())) &&
    (rule.days === null || (rule.days === 'last' ? isLast : rule.days.includes(day)))
  );
}

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Returns the rule as EventBridge Scheduler writes it, `cron(0 9 15 * ? *)`; the zone is a separate property there. */
export function schedulerExpression({ rule }: Pick<Schedule, 'rule'>): string {
  const months = rule.months?.join(',') ?? '*';
  const weekdays = rule.weekdays?.map((day) => WEEKDAYS[day]).join(',') ?? '?';
  const days = rule.days === 'last' ? 'L' : (rule.days?.join(',') ?? (rule.weekdays ? '?' : '*'));
  return `cron(${rule.minute} ${rule.hour} ${days} ${months} ${weekdays} *)`;
}
