import { type Definitions, loadDefinitions } from '../../../src/definitions/load-definitions.ts';
import { findHotline } from '../../../src/steps/check-file/check-file.ts';
import { hotlineColumns } from '../../../src/steps/check-file/hotline-columns.ts';
import { openDefinitions } from '../../pipeline/local-runtime.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { FLAG, read, TEXT, text } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const HOTLINES = defineCommand({
  help: `factsheets hotlines [HOTLINE] [--definitions DIR] [--json]

Lists the hotlines and the files they send; for one HOTLINE also the columns of its files and their allowed values.`,
  parse: parseHotlines,
  run: listHotlines,
});

export interface HotlinesCommand {
  /** Null lists all. */
  readonly hotline: string | null;
  readonly definitions: string | undefined;
  readonly json: boolean;
}

function parseHotlines(argv: readonly string[]): HotlinesCommand {
  const { values, positionals } = read(argv, { definitions: TEXT, json: FLAG }, 1);
  return { hotline: positionals[0] ?? null, definitions: text(values.definitions), json: values.json === true };
}

async function listHotlines(command: HotlinesCommand, terminal: Terminal): Promise<number> {
  const definitions = await loadDefinitions(openDefinitions(command.definitions));
  const { hotlines } = definitions;
  const asked = command.hotline === null ? [...hotlines.values()] : [findHotline(definitions, command.hotline)];
  const rows = asked.map(({ id, name, files, encodings, separators, errorTolerance }) => ({
    id,
    name,
    files: files.map(({ stem, every, tables }) => ({
      file: `${stem}.csv`,
      every,
      feeds: [...new Set(tables.map(({ table }) => table))],
    })),
    encodings,
    separators,
    errorTolerance,
  }));
  if (command.json) {
    terminal.out(JSON.stringify(rows, null, 2));
    return EXIT.complete;
  }
  for (const { id, name, files } of rows) {
    terminal.out(`${id}  ${name.en}`);
    for (const { file, every, feeds } of files)
      terminal.out(
        `  ${id}/<YYYY-MM>/${file}  ${every === 'month' ? '' : `every ${every}, `}counted as ${feeds.join(', ')}`,
      );
  }
  if (command.hotline !== null) for (const line of columnLines(definitions, command.hotline)) terminal.out(line);
  return EXIT.complete;
}

const columnLines = (definitions: Definitions, hotline: string): string[] =>
  [...hotlineColumns(definitions, hotline)].flatMap(([file, columns]) => [
    `${file}:`,
    ...columns.map(({ heading, allowed }) => `  ${heading}${allowed === null ? '' : `: ${allowed.join(', ')}`}`),
  ]);
