import { escapeRegExp, literal } from '../../domain/text/escape.ts';
import type { FixedDetail } from '../problems/detail-texts.ts';

/**
 * The shapes of ids, as regular expressions of the engine (RE2). Ids are compared as text, so a program that rewrites
 * the ids of some records separates these records from their people or their copies, without an error anywhere.
 */

/** A way in which a program may have altered an id, and the detail that is reported. */
interface Alteration {
  readonly pattern: string;
  readonly detail: FixedDetail;
}

const MONTHS = 'jan|ene|feb|fev|mar|apr|abr|may|mai|jun|jul|aug|ago|sep|set|oct|out|nov|dec|dic|dez';
const YEAR = '(?:19|20)[0-9]{2}';
const MONTH = '(?:0?[1-9]|1[0-2])';
const DAY = '(?:0?[1-9]|[12][0-9]|3[01])';

/** An integer that a statistics program wrote with decimals; it is read as the integer. */
export const WITH_DECIMALS = '^([0-9]+)[.,]0$';

/** The apostrophe with which a spreadsheet program marks a cell as text; it is not part of the id. */
export const WITH_APOSTROPHE = "^'(.+)$";

const ALTERATIONS: readonly Alteration[] = [
  { pattern: WITH_DECIMALS, detail: 'a whole number with decimals; read without them' },
  { pattern: WITH_APOSTROPHE, detail: 'begins with an apostrophe; read without it' },
  {
    pattern: '(?i)^(?:[0-9]+(?:[.,][0-9]+)?e[+][0-9]+|[0-9][.,][0-9]+e[0-9]+)$',
    detail: 'a rounded number with an exponent',
  },
  { pattern: '^[0-9]+[.,]0+$', detail: 'a number with decimals' },
  { pattern: '^#+$', detail: 'the signs of a column that is too narrow' },
  { pattern: '(?i)^#(?:n/?[ad]|[¡¿]?[a-zñ/0]+[!?])$', detail: 'an error of a spreadsheet' },
  {
    pattern: `^(?:${YEAR}[-/.]${MONTH}[-/.]${DAY}|${DAY}[-/.]${DAY}[-/.]${YEAR}|${DAY}/${DAY}/[0-9]{2})(?:[ T].*)?$`,
    detail: 'a date',
  },
  {
    pattern: `(?i)^(?:${DAY}[- ](?:${MONTHS})[a-z]*[.]?(?:[- ](?:${YEAR}|[0-9]{2}))?|(?:${MONTHS})[a-z]*[.]?[- ](?:${YEAR}|[0-9]{2}))$`,
    detail: 'a date',
  },
  { pattern: '(?i)^(?:true|false|verdadero|falso|verdadeiro)$', detail: 'true or false' },
  { pattern: '[\\x{2010}-\\x{2015}\\x{2212}]', detail: 'a dash in place of a hyphen' },
  { pattern: '\\x{FFFD}', detail: 'a character is lost' },
];

/** An expression that matches an id that was altered in any of these ways. */
export const ALTERED = ALTERATIONS.map(({ pattern }) => `(?:${pattern})`).join('|');

/** Returns the SQL expression of the detail that describes an altered id. */
export const alterationDetail = (id: string): string =>
  `CASE ${ALTERATIONS.map(({ pattern, detail }) => `WHEN regexp_matches(${id}, ${literal(pattern)}) THEN ${literal(detail)}`).join(' ')} END`;

/**
 * Returns the expression for a form from a hotline's file. `0` matches a digit, `A` matches a letter, and any other
 * character matches itself (`00000000`, `A-0000`).
 */
export function formPattern(form: string): string {
  const parts = Array.from(form, (character) => {
    if (character === '0') return '[0-9]';
    return character === 'A' ? '[A-Za-z]' : escapeRegExp(character);
  });
  return `^${parts.join('')}$`;
}
