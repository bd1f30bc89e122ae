import { FLAG, read, TEXT, text } from './arguments.ts';

export const LIST_USAGE = `  factsheets sheets [--json]      the sheets installed
  factsheets hotlines [HOTLINE] [--json]    the hotlines installed and their files; of one, its columns and their values`;

export interface ListCommand {
  readonly command: 'sheets' | 'hotlines';
  /** Null lists all. */
  readonly hotline: string | null;
  readonly definitions: string | undefined;
  readonly json: boolean;
}

export function parseList(command: ListCommand['command'], argv: readonly string[]): ListCommand {
  const { values, positionals } = read(argv, { definitions: TEXT, json: FLAG }, command === 'hotlines' ? 1 : 0);
  return {
    command,
    hotline: positionals[0] ?? null,
    definitions: text(values.definitions),
    json: values.json === true,
  };
}
