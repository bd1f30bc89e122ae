import type { Month } from '../../src/domain/month.ts';
import { FLAG, month, needed, read, TEXT, text, wrong } from './arguments.ts';

export const CHECK_USAGE = `  factsheets check FILE --hotline HOTLINE --table TABLE [--month YYYY-MM] [--definitions DIR] [--json]
      Lists the problems of one file. Nothing is stored.`;

export interface CheckCommand {
  readonly command: 'check';
  readonly file: string;
  readonly hotline: string;
  readonly table: string;
  readonly month: Month | null;
  readonly definitions: string | undefined;
  readonly json: boolean;
}

export function parseCheck(argv: readonly string[]): CheckCommand {
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
