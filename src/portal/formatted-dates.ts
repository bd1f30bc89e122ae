import type { Language, UserLanguage } from '../domain/languages.ts';
import { type Month, parseMonth } from '../domain/month.ts';
import { formatMonth, monthName } from '../words/dates-and-counts.ts';
import { capitalize } from '../words/joined.ts';
import { PORTAL_TEXTS } from './words/portal-texts.ts';

/**
 * Formats a month: `July 2017`, `julio de 2017`.
 * @param atStart whether it begins a sentence, because Spanish months are lower-case
 */
export function monthText(month: Month, language: Language, atStart = false): string {
  const text = formatMonth(month, language);
  return atStart ? capitalize(text) : text;
}

/** Formats a month in three letters, for column headings; in more where another month begins with them: `Juin`, `Juil`. */
export function shortMonth(month: Month, language: UserLanguage): string {
  const name = monthName(month, language);
  const others = MONTHS.map((other) => monthName(other, language)).filter((other) => other !== name);
  let length = 3;
  while (others.some((other) => other.startsWith(name.slice(0, length)))) length++;
  return capitalize(name.slice(0, length));
}

/** A day in each month. */
const MONTHS: readonly Month[] = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0')).flatMap(
  (number) => parseMonth(`2017-${number}`) ?? [],
);

/** Formats a day in the server's time zone: `Tuesday, August 8, 2017`, `martes, 8 de agosto de 2017`. */
export const dayText = (at: Date, language: UserLanguage, timeZone?: string): string =>
  new Intl.DateTimeFormat(PORTAL_TEXTS[language].locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(timeZone && { timeZone }),
  }).format(at);

/** Formats a day: `August 8, 2017`, as the fact sheets do. */
export const dateText = (at: Date, language: UserLanguage, timeZone?: string): string =>
  new Intl.DateTimeFormat(PORTAL_TEXTS[language].locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(timeZone && { timeZone }),
  }).format(at);

/** Formats a day for large figures: `Aug 8`. */
export const shortDay = (at: Date, language: UserLanguage, timeZone: string): string =>
  new Intl.DateTimeFormat(PORTAL_TEXTS[language].locale, { day: 'numeric', month: 'short', timeZone })
    .format(at)
    .replace('.', '');

/** Formats a time: `09:00`. */
export const timeText = (at: Date, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone && { timeZone }),
  }).format(at);

/** Formats a moment in a list: `today, 10:42`, or `August 8, 2017, 10:42` on any other day. */
export const momentText = (at: Date, now: Date, language: UserLanguage): string => {
  const day = dateText(at, language);
  return `${day === dateText(now, language) ? PORTAL_TEXTS[language].today : day}, ${timeText(at)}`;
};

/** Returns the everyday name of a time zone: `Mexico City`, `Ciudad de México` for `America/Mexico_City`. */
export function zoneText(zone: string, language: UserLanguage): string {
  const named: Readonly<Record<string, string>> = PORTAL_TEXTS[language].zones;
  return named[zone] ?? zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
