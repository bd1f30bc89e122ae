import { FLAG, read, TEXT, text } from './arguments.ts';

export const LIST_USAGE = `  factsheets sheets [--json]      the sheets installed
  factsheets hotlines [--json]    the hotlines installed, their files and headings`;

export interface ListCommand {
  readonly command: 'sheets' | 'hotlines';
  readonly definitions: string | undefined;
  readonly json: boolean;
}

export function parseList(command: ListCommand['command'], argv: readonly string[]): ListCommand {
  const { values } = read(argv, { definitions: TEXT, json: FLAG });
  return { command, definitions: text(values.definitions), json: values.json === true };
}
