import { canonicalAddress } from '../address.ts';
import { type CronRule, readCron, readDay } from './cron-rule.ts';
import { type CalendarDay, type Zone, zoneNamed } from './zone-time.ts';

/** When a sheet is sent to its stakeholders, and how. Fires at most once a day. */
export interface Schedule {
  readonly sheet: string;
  readonly rule: CronRule;
  /** An IANA name. */
  readonly zone: string;
  /** What an approval after the scheduled moment does: send at once, or wait for the next moment. */
  readonly lateApproval: 'send' | 'wait';
  readonly replyTo: string | null;
  /** A message larger than this carries a link in place of the report. */
  readonly sizeLimitMb: number;
  /** For how many days a link works. */
  readonly linkDays: number;
}

/** What was read, or everything that is wrong with it. */
export type ReadSchedules =
  | { readonly schedules: readonly Schedule[]; readonly complaints: null }
  | { readonly schedules: null; readonly complaints: readonly string[] };

const KEYS = ['sheet', 'day', 'at', 'cron', 'zone', 'lateApproval', 'replyTo', 'sizeLimitMb', 'linkDays'];

/**
 * Reads the schedules of a configuration: `[{ "sheet": "us-mexico-border", "day": 15, "at": "09:00", "zone":
 * "America/Mexico_City" }]`, or `"cron": "0 9 15 * *"` in place of day and time; `day` may be `"last"`.
 * @param place what complaints begin with: the file and the key the value stands at
 */
export function readSchedules(value: unknown, place: string): ReadSchedules {
  if (!Array.isArray(value)) return { schedules: null, complaints: [`${place}: must be a list of schedules`] };
  const read = value.map((entry, at) => readSchedule(entry, `${place}[${at}]`));
  const complaints = read.flatMap((one) => (Array.isArray(one) ? one : []));
  const schedules = read.flatMap((one) => (Array.isArray(one) ? [] : [one]));
  const twice = schedules.find(({ sheet }, at) => schedules.findIndex((other) => other.sheet === sheet) !== at);
  if (twice) complaints.push(`${place}: two schedules of sheet "${twice.sheet}"; keep one`);
  return complaints.length > 0 ? { schedules: null, complaints } : { schedules, complaints: null };
}

function readSchedule(value: unknown, place: string): Schedule | string[] {
  if (typeof value !== 'object' || value === null) return [`${place}: must be an object with sheet, zone, day and at`];
  const entry: Entry = { lateApproval: 'wait', replyTo: null, sizeLimitMb: 5, linkDays: 30, ...value };
  const rule = ruleOf(entry);
  const zone = zoneNamed(String(entry.zone));
  const complaints = [...complaintsOf(entry, zone), ...(typeof rule === 'string' ? [rule] : skippedTimes(rule, zone))];
  if (complaints.length > 0 || typeof rule === 'string') return complaints.map((complaint) => `${place}: ${complaint}`);
  return {
    sheet: String(entry.sheet),
    rule,
    zone: String(entry.zone),
    lateApproval: entry.lateApproval === 'send' ? 'send' : 'wait',
    replyTo: entry.replyTo === null ? null : canonicalAddress(String(entry.replyTo)),
    sizeLimitMb: Number(entry.sizeLimitMb),
    linkDays: Number(entry.linkDays),
  };
}

type Entry = Readonly<Record<string, unknown>>;

function complaintsOf(entry: Entry, zone: Zone | null): string[] {
  const { sheet, lateApproval, replyTo, sizeLimitMb, linkDays } = entry;
  const unknown = Object.keys(entry).filter((key) => !KEYS.includes(key));
  const rules: [holds: boolean, complaint: string][] = [
    [unknown.length === 0, `unknown key "${unknown[0]}"; allowed are ${KEYS.join(', ')}`],
    [typeof sheet === 'string' && sheet !== '', 'sheet: must name a sheet'],
    [zone !== null, `zone: "${entry.zone}" is no time zone; write an IANA name, as America/Mexico_City`],
    [lateApproval === 'send' || lateApproval === 'wait', 'lateApproval: must be "send" or "wait"'],
    [replyTo === null || isAddress(replyTo), 'replyTo: is no e-mail address'],
    [isBetween(sizeLimitMb, 0, 25), 'sizeLimitMb: must be 0 to 25'],
    [isBetween(linkDays, 1, 365), 'linkDays: must be 1 to 365'],
  ];
  return rules.filter(([holds]) => !holds).map(([, complaint]) => complaint);
}

function ruleOf({ cron, day, at }: Entry): CronRule | string {
  if (cron === undefined) return readDay(day, at);
  return day === undefined && at === undefined
    ? readCron(cron)
    : 'cron stands in place of day and at; keep one of them';
}

const isAddress = (value: unknown): boolean => typeof value === 'string' && canonicalAddress(value) !== null;
const isBetween = (value: unknown, least: number, most: number): boolean =>
  typeof value === 'number' && value >= least && value <= most;

/** Years whose days are looked through for times that a clock skips; one that is skipped later is met by `nextFire`. */
const YEARS = { from: 2026, to: 2040 };

/** EventBridge Scheduler leaves a time out that does not exist on its day: such a schedule would send nothing, silently. */
function skippedTimes(rule: CronRule, zone: Zone | null): string[] {
  if (!zone) return [];
  for (let at = Date.UTC(YEARS.from, 0, 1); at < Date.UTC(YEARS.to, 0, 1); at += 86_400_000) {
    const date = new Date(at);
    const day = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    if (!firesOn(rule, day) || zone.instantsOf(day, rule.hour, rule.minute).length > 0) continue;
    const time = `${two(rule.hour)}:${two(rule.minute)}`;
    return [`at ${time} on ${date.toISOString().slice(0, 10)} clocks skip that time there; choose another hour`];
  }
  return [];
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Whether a rule fires on a day of the calendar. */
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

/** The rule as EventBridge Scheduler writes it, `cron(0 9 15 * ? *)`; the zone is a property of its own there. */
export function schedulerExpression({ rule }: Pick<Schedule, 'rule'>): string {
  const months = rule.months?.join(',') ?? '*';
  const weekdays = rule.weekdays?.map((day) => WEEKDAYS[day]).join(',') ?? '?';
  const days = rule.days === 'last' ? 'L' : (rule.days?.join(',') ?? (rule.weekdays ? '?' : '*'));
  return `cron(${rule.minute} ${rule.hour} ${days} ${months} ${weekdays} *)`;
}
