import type { Language } from '../../../src/domain/languages.ts';
import type { Month } from '../../../src/domain/month.ts';
import { FLAG, languages, month, read, TEXT, text, wrong } from './arguments.ts';

export const CHECK_USAGE = `  factsheets check FILE|FOLDER [--values] [--lang en|es] [--hotline HOTLINE] [--table TABLE] [--month YYYY-MM]
                   [--definitions DIR] [--json]
      Shows what is wrong with a file, or with every file of a month (exports/<hotline>/<YYYY-MM>). Nothing is stored.
      --values       shows the values that are on no list, with the nearest that are: in this terminal only
      --lang         the language of the problems; by default the hotline's
      --hotline, --month    by default those that the folder is named after; without a month dates are compared with none
      --table        what a CSV file of another name holds`;

export interface CheckCommand {
  readonly command: 'check';
  /** A file or a folder. */
  readonly path: string;
  /** Null takes them from the path and the name. */
  readonly hotline: string | null;
  readonly table: string | null;
  readonly month: Month | null;
  /** Null takes the hotline's. */
  readonly language: Language | null;
  readonly values: boolean;
  readonly definitions: string | undefined;
  readonly json: boolean;
}

export function parseCheck(argv: readonly string[]): CheckCommand {
  const texts = { hotline: TEXT, table: TEXT, month: TEXT, lang: TEXT, definitions: TEXT };
  const { values, positionals } = read(argv, { ...texts, values: FLAG, json: FLAG }, 1);
  const [path] = positionals;
  if (path === undefined) throw wrong('check needs a file or a folder: exports/<hotline>/<YYYY-MM>');
  const chosen = languages(values.lang);
  if (chosen && chosen.length > 1) throw wrong('--lang takes one language here');
  return {
    command: 'check',
    path,
    hotline: text(values.hotline) ?? null,
    table: text(values.table) ?? null,
    month: month(values.month, 'month'),
    language: chosen?.[0] ?? null,
    values: values.values === true,
    definitions: text(values.definitions),
    json: values.json === true,
  };
}
