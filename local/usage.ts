import { parseArgs } from 'node:util';
import { LANGUAGES, type Language } from '../src/contract/languages.ts';
import { Failure } from '../src/domain/failure.ts';
import { type Month, parseMonth } from '../src/domain/month.ts';
import type { PreviewCommand } from './preview.ts';

export const USAGE = `factsheets: hotlines' monthly exports to reviewed fact sheets

  factsheets build --exports DIR --sheet SHEET --out DIR [--through YYYY-MM] [--lang en,es]
                   [--state DIR] [--key FILE] [--definitions DIR] [--quiet] [--json]
      Reads every export below DIR (<hotline>/<YYYY-MM>/<table>.csv, .csv.gz, .xlsx, .zip), computes the sheet's
      figures and writes PDFs, figures.json, figures.csv and each file's problems to --out.
      --through      the edition's month; by default the last one for which any hotline has an export
      --state        keeps ledger, facts and revisions between runs; by default nothing is kept
      --key          the file with the key that ids are hashed with (64 hex digits)
      --definitions  a folder with hotlines/, codes/, templates/ and boundaries/; by default the program's own

  factsheets check FILE --hotline HOTLINE --table TABLE [--month YYYY-MM] [--definitions DIR] [--json]
      Lists the problems of one file. Nothing is stored.

  factsheets preview SHEET [--exports DIR | --figures FILE] [--lang en,es] [--port N] [--definitions DIR]
      Shows the sheet's pages in the browser, drawn anew whenever its folder, codes/, hotlines/ or boundaries/ change.
      --exports      the exports whose figures are shown, read once at the start; by default the sample exports
      --figures      a figures.json whose figures are shown instead
      --port         the port on 127.0.0.1; 0, the default, takes a free one

  factsheets sheets [--json]      the sheets installed
  factsheets hotlines [--json]    the hotlines installed, their files and headings

Exit code: 0 complete and nothing rejected; 2 an export was rejected or the edition is incomplete; 1 wrong usage or a failure.`;

export interface BuildCommand {
  readonly command: 'build';
  readonly exports: string;
  readonly sheet: string;
  readonly out: string;
  readonly through: Month | null;
  readonly languages: readonly Language[] | null;
  readonly state: string | undefined;
  readonly key: string | undefined;
  readonly definitions: string | undefined;
  readonly quiet: boolean;
  readonly json: boolean;
}

export interface CheckCommand {
  readonly command: 'check';
  readonly file: string;
  readonly hotline: string;
  readonly table: string;
  readonly month: Month | null;
  readonly definitions: string | undefined;
  readonly json: boolean;
}

export interface ListCommand {
  readonly command: 'sheets' | 'hotlines';
  readonly definitions: string | undefined;
  readonly json: boolean;
}

export type Command = BuildCommand | CheckCommand | PreviewCommand | ListCommand | { readonly command: 'help' };

const wrong = (message: string): Failure => new Failure('WrongUsage', `${message} (factsheets --help)`);

/**
 * What a command line asks for.
 * @throws Failure WrongUsage saying what is wrong and what is allowed
 */
export function parseCommand(argv: readonly string[]): Command {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || argv.includes('--help') || argv.includes('-h'))
    return { command: 'help' };
  if (name === 'build') return parseBuild(rest);
  if (name === 'check') return parseCheck(rest);
  if (name === 'preview') return parsePreview(rest);
  if (name === 'sheets' || name === 'hotlines') {
    const { values } = read(rest, { definitions: TEXT, json: FLAG });
    return { command: name, definitions: text(values.definitions), json: values.json === true };
  }
  throw wrong(`there is no command "${name}"; there are build, check, preview, sheets, hotlines`);
}

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
type Options = Record<string, typeof TEXT | typeof FLAG>;

function read(argv: readonly string[], options: Options, positionals = 0) {
  try {
    const parsed = parseArgs({ args: [...argv], options, allowPositionals: positionals > 0, strict: true });
    if (parsed.positionals.length > positionals)
      throw wrong(`one thing too many: "${parsed.positionals[positionals]}"`);
    return { values: parsed.values as Record<string, string | boolean | undefined>, positionals: parsed.positionals };
  } catch (error) {
    if (error instanceof TypeError) throw wrong(error.message.split('. ')[0] ?? error.message);
    throw error;
  }
}

function parseBuild(argv: readonly string[]): BuildCommand {
  const texts = {
    exports: TEXT,
    sheet: TEXT,
    out: TEXT,
    through: TEXT,
    lang: TEXT,
    state: TEXT,
    key: TEXT,
    definitions: TEXT,
  };
  const { values } = read(argv, { ...texts, quiet: FLAG, json: FLAG });
  return {
    command: 'build',
    exports: needed(values, 'exports', 'the folder of the exports'),
    sheet: needed(values, 'sheet', 'the sheet to build'),
    out: needed(values, 'out', 'the folder to write to'),
    through: month(values.through, 'through'),
    languages: languages(values.lang),
    state: text(values.state),
    key: text(values.key),
    definitions: text(values.definitions),
    quiet: values.quiet === true,
    json: values.json === true,
  };
}

function parseCheck(argv: readonly string[]): CheckCommand {
  const texts = { hotline: TEXT, table: TEXT, month: TEXT, definitions: TEXT };
  const { values, positionals } = read(argv, { ...texts, json: FLAG }, 1);
  const [file] = positionals;
  if (file === undefined) throw wrong('check needs a file');
  return {
    command: 'check',
    file,
    hotline: needed(values, 'hotline', 'the hotline the file comes from'),
    table: needed(values, 'table', 'the table the file holds'),
    month: month(values.month, 'month'),
    definitions: text(values.definitions),
    json: values.json === true,
  };
}

function parsePreview(argv: readonly string[]): PreviewCommand {
  const texts = { exports: TEXT, figures: TEXT, lang: TEXT, port: TEXT, definitions: TEXT };
  const { values, positionals } = read(argv, texts, 1);
  const [sheet] = positionals;
  if (sheet === undefined) throw wrong('preview needs a sheet');
  if (values.exports !== undefined && values.figures !== undefined)
    throw wrong('--exports and --figures both name figures; keep one');
  return {
    command: 'preview',
    sheet,
    exports: text(values.exports),
    figures: text(values.figures),
    definitions: text(values.definitions),
    languages: languages(values.lang),
    port: port(values.port),
  };
}

const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

function needed(values: Record<string, string | boolean | undefined>, name: string, what: string): string {
  const value = text(values[name]);
  if (!value) throw wrong(`--${name} is missing: ${what}`);
  return value;
}

function month(value: string | boolean | undefined, name: string): Month | null {
  if (value === undefined) return null;
  const parsed = typeof value === 'string' ? parseMonth(value) : null;
  if (!parsed) throw wrong(`--${name} "${value}" is no month; write YYYY-MM, as in 2017-07`);
  return parsed;
}

function languages(value: string | boolean | undefined): Language[] | null {
  if (typeof value !== 'string') return null;
  const names = value.split(',').map((name) => name.trim());
  return [...new Set(names)].map((name) => {
    const language = LANGUAGES.find((known) => known === name);
    if (!language) throw wrong(`--lang "${name}" is no language; there are ${LANGUAGES.join(', ')}`);
    return language;
  });
}

function port(value: string | boolean | undefined): number {
  if (value === undefined) return 0;
  const number = typeof value === 'string' && /^\d{1,5}$/u.test(value) ? Number(value) : Number.NaN;
  if (!(number <= 65_535)) throw wrong(`--port "${value}" is no port; write 0 to 65535`);
  return number;
}
