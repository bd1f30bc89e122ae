import type { Language } from '../domain/languages.ts';
import type { Month } from '../domain/month.ts';
import { formatMonth, monthName } from '../words/dates-and-counts.ts';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', es: 'es-MX' };

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `July 2017`, `julio de 2017`. @param atStart whether it begins a sentence, for Spanish writes months small */
export function monthText(month: Month, language: Language, atStart = false): string {
  const text = formatMonth(month, language);
  return atStart ? capitalised(text) : text;
}

/** The month in three letters, for the heads of columns. */
export const shortMonth = (month: Month, language: Language): string =>
  capitalised(monthName(month, language).slice(0, 3));

/** `Tuesday, 8 August 2017`, `martes, 8 de agosto de 2017`, in the server's time zone. */
export const dayText = (at: Date, language: Language, timeZone?: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(timeZone && { timeZone }),
  }).format(at);

/** `8 August 2017`. */
export const dateText = (at: Date, language: Language, timeZone?: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(timeZone && { timeZone }),
  }).format(at);

/** `8 Aug`, for big figures. */
export const shortDay = (at: Date, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(LOCALES[language], { day: 'numeric', month: 'short', timeZone }).format(at).replace('.', '');

/** `09:00`. */
export const timeText = (at: Date, timeZone?: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone && { timeZone }),
  }).format(at);

const TODAY: Readonly<Record<Language, string>> = { en: 'today', es: 'hoy' };

/** `today, 10:42`, else `8 August 2017, 10:42`: a moment in a list. */
export const momentText = (at: Date, now: Date, language: Language): string => {
  const day = dateText(at, language);
  return `${day === dateText(now, language) ? TODAY[language] : day}, ${timeText(at)}`;
};

/** Names of places that a language writes differently from the IANA zone. */
const PLACES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  es: { 'America/Mexico_City': 'Ciudad de México', 'America/New_York': 'Nueva York' },
};

/** `America/Mexico_City` as people say it: `Mexico City`, `Ciudad de México`. */
export const zoneText = (zone: string, language: Language): string =>
  PLACES[language][zone] ?? zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
