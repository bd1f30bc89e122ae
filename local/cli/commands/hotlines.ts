import { type Definitions, loadUsableDefinitions } from '../../../src/definitions/load-definitions.ts';
import { textFor } from '../../../src/domain/languages.ts';
import { findHotline } from '../../../src/steps/check-file/check-file.ts';
import { hotlineColumns } from '../../../src/steps/check-file/hotline-columns.ts';
import { openDefinitions } from '../../pipeline/local-runtime.ts';
import { linesOf, type Terminal } from '../../terminal/terminal.ts';
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
  const definitions = await loadUsableDefinitions(openDefinitions(command.definitions));
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
    return exitOf(definitions, terminal);
  }
  for (const { id, name, files } of rows) {
    terminal.out(`${id}  ${textFor(name, 'en')}`);
    for (const { file, every, feeds } of files)
      terminal.out(
        `  ${id}/<YYYY-MM>/${file}  ${every === 'month' ? '' : `every ${every}, `}counted as ${feeds.join(', ')}`,
      );
  }
  if (command.hotline !== null) for (const line of columnLines(definitions, command.hotline)) terminal.out(line);
  return exitOf(definitions, terminal);
}

/** Prints what is wrong with other hotlines. */
function exitOf({ invalid }: Definitions, terminal: Terminal): number {
  for (const { message } of invalid.values()) for (const line of linesOf(`not valid: ${message}`)) terminal.err(line);
  return invalid.size === 0 ? EXIT.complete : EXIT.failure;
}

const columnLines = (definitions: Definitions, hotline: string): string[] =>
  [...hotlineColumns(definitions, hotline)].flatMap(([file, columns]) => [
    `${file}:`,
    ...columns.map(({ heading, allowed }) => `  ${heading}${allowed === null ? '' : `: ${allowed.join(', ')}`}`),
  ]);
