import type { Language, PortalLanguage } from '../domain/languages.ts';
import type { Month } from '../domain/month.ts';
import { formatMonth, monthName } from '../words/dates-and-counts.ts';

const LOCALES: Readonly<Record<PortalLanguage, string>> = { en: 'en-GB', es: 'es-MX' };

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/**
 * Formats a month: `July 2017`, `julio de 2017`.
 * @param atStart whether it begins a sentence, because Spanish months are lower-case
 */
export function monthText(month: Month, language: Language, atStart = false): string {
  const text = formatMonth(month, language);
  return atStart ? capitalised(text) : text;
}

/** Formats a month in three letters, for column headings. */
export const shortMonth = (month: Month, language: PortalLanguage): string =>
  capitalised(monthName(month, language).slice(0, 3));

/** Formats a day in the server's time zone: `Tuesday, 8 August 2017`, `martes, 8 de agosto de 2017`. */
export const dayText = (at: Date, language: PortalLanguage, timeZone?: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(timeZone && { timeZone }),
  }).format(at);

/** Formats a day: `8 August 2017`. */
export const dateText = (at: Date, language: PortalLanguage, timeZone?: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(timeZone && { timeZone }),
  }).format(at);

/** Formats a day for large figures: `8 Aug`. */
export const shortDay = (at: Date, language: PortalLanguage, timeZone: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], { day: 'numeric', month: 'short', timeZone }).format(at).replace('.', '');

/** Formats a time: `09:00`. */
export const timeText = (at: Date, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone && { timeZone }),
  }).format(at);

const TODAY: Readonly<Record<PortalLanguage, string>> = { en: 'today', es: 'hoy' };

/** Formats a moment in a list: `today, 10:42`, or `8 August 2017, 10:42` on any other day. */
export const momentText = (at: Date, now: Date, language: PortalLanguage): string => {
  const day = dateText(at, language);
  return `${day === dateText(now, language) ? TODAY[language] : day}, ${timeText(at)}`;
};

/** Place names that a language spells differently from the IANA zone. */
const PLACES: Readonly<Record<PortalLanguage, Readonly<Record<string, string>>>> = {
  en: {},
  es: { 'America/Mexico_City': 'Ciudad de México', 'America/New_York': 'Nueva York' },
};

/** Returns the everyday name of a time zone: `Mexico City`, `Ciudad de México` for `America/Mexico_City`. */
export const zoneText = (zone: string, language: PortalLanguage): string =>
  PLACES[language][zone] ?? zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
