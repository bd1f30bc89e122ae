import { loadDefinitions, loadSheet, listSheets as sheetIds } from '../../../src/definitions/load-definitions.ts';
import { openDefinitions } from '../../pipeline/local-runtime.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { FLAG, read, TEXT, text } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const SHEETS = defineCommand({
  help: `factsheets sheets [--definitions DIR] [--json]

Lists the sheets with their hotlines, languages, threshold (k) and figures, and checks each of them.`,
  parse: parseSheets,
  run: listSheets,
});

export interface SheetsCommand {
  readonly definitions: string | undefined;
  readonly json: boolean;
}

function parseSheets(argv: readonly string[]): SheetsCommand {
  const { values } = read(argv, { definitions: TEXT, json: FLAG });
  return { definitions: text(values.definitions), json: values.json === true };
}

async function listSheets(command: SheetsCommand, terminal: Terminal): Promise<number> {
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
