import type { UserLanguage } from '../domain/languages.ts';
import type { CronRule } from '../domain/schedule/cron-rule.ts';
import type { PortalWords } from './words/portal-words.ts';

/** A Sunday and a January in UTC, from which the names of days and months are counted. */
const [SUNDAY, JANUARY] = [Date.UTC(2023, 0, 1), Date.UTC(2023, 0, 15)];
const DAY_MS = 86_400_000;

/** Returns the days of a rule in words, without its time: `day 15 of each month`. */
export function scheduleText({ days, months, weekdays }: CronRule, words: PortalWords): string {
  const t = words.distribution;
  const { language } = words;
  const parts = [
    ...(days === null ? [] : [t.everyMonth(days === 'last' ? t.lastDay : t.day(days))]),
    ...(weekdays === null ? [] : [t.weekday(weekdays.map((day) => weekdayName(day, language)).join(', '))]),
    ...(days === null && weekdays === null ? [t.everyDay] : []),
    ...(months === null ? [] : [t.inMonths(months.map((month) => monthNameOf(month, language)).join(', '))]),
  ];
  return parts.join(', ');
}

const weekdayName = (day: number, language: UserLanguage): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(SUNDAY + day * DAY_MS));

const monthNameOf = (month: number, language: UserLanguage): string =>
  new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(
    new Date(JANUARY + (month - 1) * 30.4 * DAY_MS),
  );
