import type { Language } from '../../../src/domain/languages.ts';
import type { Month } from '../../../src/domain/month.ts';
import { FLAG, languages, month, needed, read, TEXT, text } from './arguments.ts';

export const BUILD_USAGE = `  factsheets build --exports DIR --sheet SHEET --out DIR [--through YYYY-MM] [--lang en,es]
                   [--state DIR] [--key FILE] [--definitions DIR] [--quiet] [--json]
      Reads every export below DIR (<hotline>/<YYYY-MM>/<table>.csv, .csv.gz, .xlsx, .zip), computes the sheet's
      figures and writes PDFs, figures.json, figures.csv and each file's problems to --out.
      --through      the edition's month; by default the last one for which any hotline has an export, and at most one
                     beyond it
      --state        keeps ledger, facts and revisions between runs; by default nothing is kept
      --key          the file with the key that ids are hashed with (64 hex digits)
      --definitions  a folder with hotlines/, codes/, templates/ and boundaries/; by default those that the
                     state was made with, else the program's own`;

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

export function parseBuild(argv: readonly string[]): BuildCommand {
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
