import { parseArgs } from 'node:util';
import { Failure } from '../../src/domain/failure.ts';
import type { UserLanguage } from '../../src/domain/languages.ts';
import { LANGUAGES, type Language, USER_LANGUAGES } from '../../src/domain/languages.ts';
import { type Month, parseMonth } from '../../src/domain/month.ts';
import type { PipelinePlace } from '../pipeline/open-pipeline.ts';
import type { ListPlace } from '../state/open-list.ts';
import type { StatePlace } from '../state/open-state.ts';

/** The failure of a command line that is wrong. main.ts adds the command whose help says what is right. */
export const usageError = (message: string): Failure => new Failure('WrongUsage', message);

/** The values of options by name; undefined where an option is not given. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** The values of options that may be given several times. */
export type Lists = Readonly<Record<string, readonly string[] | undefined>>;

export const TEXT = { type: 'string' } as const;
/** An option that may be given several times. */
export const TEXTS = { type: 'string', multiple: true } as const;
export const FLAG = { type: 'boolean' } as const;
type Options = Record<string, typeof TEXT | typeof TEXTS | typeof FLAG>;

/** Parses the options and up to `positionals` words without an option. @throws Failure WrongUsage for anything else */
export function read(argv: readonly string[], options: Options, positionals = 0) {
  try {
    const parsed = parseArgs({ args: [...argv], options, allowPositionals: positionals > 0, strict: true });
    if (parsed.positionals.length > positionals)
      throw usageError(`unexpected argument "${parsed.positionals[positionals]}"`);
    const { values, positionals: words } = parsed;
    const lists = Object.entries(values).flatMap(([name, value]) =>
      Array.isArray(value) ? [[name, value.map(String)]] : [],
    );
    return { values: values as Values, lists: Object.fromEntries(lists) as Lists, positionals: words };
  } catch (error) {
    if (error instanceof TypeError) throw usageError(error.message.split('. ')[0] ?? error.message);
    throw error;
  }
}

export const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

export function requiredOption(values: Values, name: string, what: string): string {
  const value = text(values[name])?.trim();
  if (!value) throw usageError(`--${name} is missing: ${what}`);
  return value;
}

export function month(value: string | boolean | undefined, name: string): Month | null {
  if (value === undefined) return null;
  const parsed = typeof value === 'string' ? parseMonth(value) : null;
  if (!parsed) throw usageError(`--${name}: "${value}" is not a month; write YYYY-MM, for example 2017-07`);
  return parsed;
}

export function languages(value: string | boolean | undefined, option = 'lang'): Language[] | null {
  if (typeof value !== 'string') return null;
  const names = value.split(',').map((name) => name.trim());
  return [...new Set(names)].map((name) => {
    const language = LANGUAGES.find((known) => known === name);
    if (!language) throw usageError(`--${option}: unsupported language "${name}"; use ${LANGUAGES.join(', ')}`);
    return language;
  });
}

/** Reads the language of a command's messages. */
export function userLanguage(value: string | boolean | undefined): UserLanguage | null {
  if (typeof value !== 'string') return null;
  const language = USER_LANGUAGES.find((known) => known === value.trim());
  if (!language) throw usageError(`--lang: there are no messages in "${value}"; use ${USER_LANGUAGES.join(', ')}`);
  return language;
}

export function port(value: string | boolean | undefined): number {
  if (value === undefined) return 0;
  const number = typeof value === 'string' && /^\d{1,5}$/u.test(value) ? Number(value) : Number.NaN;
  if (!(number <= 65_535)) throw usageError(`--port: "${value}" is not a port; write a number from 0 to 65535`);
  return number;
}

/** The options of a state's place, for `read`. */
export const STATE_OPTIONS = { state: TEXT, key: TEXT, definitions: TEXT };

/** The state's place among the options read; by default that of `start`. */
export const statePlace = (values: Values): StatePlace => ({
  state: text(values.state) ?? 'state',
  key: text(values.key),
  definitions: text(values.definitions),
});

/** A state on this machine, or the function that stores decisions in AWS. */
export type ReviewPlace = StatePlace | { readonly url: string };

export const REVIEW_OPTIONS = { ...STATE_OPTIONS, url: TEXT };

export function reviewPlace(values: Values): ReviewPlace {
  const url = text(values.url);
  if (url === undefined) return statePlace(values);
  if (values.state !== undefined) throw usageError('use --state or --url, not both');
  return { url };
}

export const LIST_OPTIONS = { ...STATE_OPTIONS, table: TEXT, secret: TEXT };

export function listPlace(values: Values): ListPlace {
  if (values.table === undefined && values.secret === undefined) return statePlace(values);
  if (values.state !== undefined || values.key !== undefined)
    throw usageError('use --state and --key for this machine, or --table and --secret for AWS, not both');
  return {
    table: requiredOption(values, 'table', 'the table of the stage'),
    secret: requiredOption(values, 'secret', 'the secret with the key that ids are hashed with'),
    definitions: text(values.definitions),
  };
}

/** The sheet and the month that a command begins with. */
export function sheetAndMonth([sheet, month]: readonly string[]): { readonly sheet: string; readonly month: Month } {
  const parsed = month === undefined ? null : parseMonth(month);
  if (sheet === undefined || !parsed)
    throw usageError('name a sheet and a month, for example: us-mexico-border 2017-07');
  return { sheet, month: parsed };
}

/** @throws Failure WrongUsage unless the value is a whole number from 1 */
export function count(value: string | boolean | undefined, name: string): number {
  const number = typeof value === 'string' && /^[1-9]\d{0,8}$/u.test(value) ? Number(value) : null;
  if (number === null) throw usageError(`--${name} must be a whole number, 1 or more`);
  return number;
}

/** The help of these options. */
export const PIPELINE_PLACES = `  --exports DIR        the folder of exports; by default exports
  --state DIR          the state; by default state
  --out DIR            the folder of pages; by default out
  --key FILE           the file with the key that ids are hashed with (64 hex digits); by default the key of the state
  --definitions DIR    a folder with hotlines/, codes/, templates/ and boundaries/; by default those that the state was made with
  --json               prints each event as one JSON object on a line`;

export const PIPELINE_OPTIONS = { exports: TEXT, state: TEXT, out: TEXT, key: TEXT, definitions: TEXT, json: FLAG };

/** The place that options name; folders are `exports`, `state` and `out` here by default. */
export const pipelinePlace = (values: Record<string, string | boolean | undefined>): PipelinePlace => ({
  exports: text(values.exports) ?? 'exports',
  state: text(values.state) ?? 'state',
  out: text(values.out) ?? 'out',
  key: text(values.key),
  definitions: text(values.definitions),
  json: values.json === true,
});
