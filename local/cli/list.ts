import {
  type Definitions,
  loadDefinitions,
  loadSheet,
  listSheets as sheetIds,
} from '../../src/definitions/load-definitions.ts';
import { findHotline } from '../../src/steps/check-file/check-file.ts';
import { hotlineColumns } from '../../src/steps/check-file/hotline-columns.ts';
import { openDefinitions } from '../pipeline/workplace.ts';
import type { ListCommand } from './commands/list.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/** Prints the sheets installed, each checked. */
export async function listSheets(command: ListCommand, terminal: Terminal): Promise<number> {
  const files = openDefinitions(command.definitions);
  const definitions = await loadDefinitions(files);
  const sheets = await Promise.all((await sheetIds(files)).map((id) => loadSheet(files, definitions, id)));
  const rows = sheets.map(({ id, languages, hotlines, period, threshold, figures }) => ({
    id,
    languages,
    hotlines,
    from: period.from,
    threshold,
    figures: figures.map((figure) => figure.id),
  }));
  if (command.json) terminal.out(JSON.stringify(rows, null, 2));
  else
    for (const { id, languages, hotlines, from, threshold, figures } of rows) {
      terminal.out(
        `${id}  from ${from}, hotlines ${hotlines.join(', ')}, languages ${languages.join(', ')}, k ${threshold}`,
      );
      terminal.out(`  figures: ${figures.join(', ')}`);
    }
  return EXIT.complete;
}

/** Prints the hotlines installed with the files of a month; of one hotline also its columns and what they may hold. */
export async function listHotlines(command: ListCommand, terminal: Terminal): Promise<number> {
  const definitions = await loadDefinitions(openDefinitions(command.definitions));
  const { hotlines } = definitions;
  const asked = command.hotline === null ? [...hotlines.values()] : [findHotline(definitions, command.hotline)];
  const rows = asked.map(({ id, name, files, encodings, separators, errorTolerance }) => ({
    id,
    name,
    files: files.map(({ stem, tables }) => ({ file: `${stem}.csv`, feeds: tables.map(({ table }) => table) })),
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
    for (const { file, feeds } of files) terminal.out(`  ${id}/<YYYY-MM>/${file}  counted as ${feeds.join(', ')}`);
  }
  if (command.hotline !== null) for (const line of columnLines(definitions, command.hotline)) terminal.out(line);
  return EXIT.complete;
}

const columnLines = (definitions: Definitions, hotline: string): string[] =>
  [...hotlineColumns(definitions, hotline)].flatMap(([file, columns]) => [
    `${file}:`,
    ...columns.map(({ heading, allowed }) => `  ${heading}${allowed === null ? '' : `: ${allowed.join(', ')}`}`),
  ]);
