import type { UserLanguage } from '../domain/languages.ts';
import type { CronRule } from '../domain/schedule/cron-rule.ts';
import type { PortalWords } from './words/portal-words.ts';

/** A year that begins with a Sunday: the names of days and months are those of its days. */
const YEAR = 2023;

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
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(YEAR, 0, 1 + day)));

const monthNameOf = (month: number, language: UserLanguage): string =>
  new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(YEAR, month - 1)));
