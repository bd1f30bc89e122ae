import type { Day } from '../src/domain/month.ts';
import type { FileFormat } from './formats.ts';
import type { Chance } from './random.ts';

/** The code lists that each hotline spells in its own words. */
export const SPELLED = ['type', 'gender', 'age', 'channel', 'venue', 'country', 'state'] as const;

/** Every code's spellings, by list; the first is the common one. */
export type Spellings = Readonly<
  Record<(typeof SPELLED)[number], Readonly<Record<string, readonly [string, ...string[]]>>>
>;

/** The share of codes that do not have the common spelling. */
const UNCOMMON = 0.35;

/** Writes coded values in the spelling of one file of one hotline. */
export interface Speller {
  code(list: (typeof SPELLED)[number], code: string): string;
  codes(list: (typeof SPELLED)[number], codes: readonly string[]): string;
  day(day: Day): string;
  flag(value: boolean): string;
}

/** Returns the speller of a file, with its spellings, its format and its own chance. */
export function spellerOf(spellings: Spellings, format: FileFormat, chance: Chance): Speller {
  const separator = format.listSeparator === ';' && chance.happens(0.5) ? '; ' : format.listSeparator;
  const code = (list: (typeof SPELLED)[number], key: string): string => {
    const known = spellings[list][key];
    if (!known) throw new RangeError(`no spelling for ${list} ${key}`);
    const text = known.length > 1 && chance.happens(UNCOMMON) ? chance.pick(known.slice(1)) : known[0];
    return text.replaceAll(' + ', separator);
  };
  return {
    code,
    codes: (list, keys) => keys.map((key) => code(list, key)).join(separator),
    day: (day) => dayAs(chance.pick(format.dates), day, chance),
    flag: (value) => (value ? format.flags[0] : format.flags[1]),
  };
}

/** The date formats of the samples. */
export type DateStyle = 'iso' | 'iso-time' | 'us' | 'us-time' | 'latin' | 'latin-time';

function dayAs(style: DateStyle, day: Day, chance: Chance): string {
  const [year = '', month = '', number = ''] = day.split('-');
  const hour = 1 + chance.below(11);
  const minute = String(chance.below(60)).padStart(2, '0');
  switch (style) {
    case 'iso':
      return day;
    case 'iso-time':
      return `${day} ${12 + hour}:${minute}`;
    case 'us':
      return `${Number(month)}/${Number(number)}/${year}`;
    case 'us-time':
      return `${Number(month)}/${Number(number)}/${year} ${hour}:${minute} PM`;
    case 'latin':
      return `${number}/${month}/${year}`;
    case 'latin-time':
      return `${number}/${month}/${year} ${12 + hour}:${minute}`;
  }
}
