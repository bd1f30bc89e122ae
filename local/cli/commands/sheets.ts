import { loadSheet, loadUsableDefinitions, listSheets as sheetIds } from '../../../src/definitions/load-definitions.ts';
import { shortList } from '../../../src/domain/definition-errors.ts';
import { Failure } from '../../../src/domain/failure.ts';
import type { Sheet } from '../../../src/domain/sheet.ts';
import { openDefinitions } from '../../pipeline/local-runtime.ts';
import { linesOf, type Terminal } from '../../terminal/terminal.ts';
import { FLAG, read, TEXT, text } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const SHEETS = defineCommand({
  help: `factsheets sheets [--definitions DIR] [--json]

Lists the sheets with their hotlines, languages, threshold (k) and figures, and the members of
families. factsheets doctor checks all of them.`,
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
  const definitions = await loadUsableDefinitions(files);
  const sheets: Sheet[] = [];
  const failures: Failure[] = [];
  for (const id of await sheetIds(files)) {
    const loaded = await loadSheet(files, definitions, id).catch(failureOrThrow);
    if (loaded instanceof Failure) failures.push(loaded);
    else sheets.push(loaded);
  }
  const rows = sheets.map(({ id, languages, hotlines, period, threshold, figures, family }) => ({
    id,
    languages,
    hotlines,
    from: period.from,
    threshold,
    figures: figures.map((figure) => figure.id),
    ...(family && { family: { by: family.by, members: family.members.map(({ sheet }) => sheet) } }),
  }));
  if (command.json) terminal.out(JSON.stringify(rows, null, 2));
  else
    for (const { id, languages, hotlines, from, threshold, figures, family } of rows) {
      terminal.out(
        `${id}  from ${from}, hotlines ${hotlines.join(', ')}, languages ${languages.join(', ')}, k ${threshold}`,
      );
      terminal.out(`  figures: ${figures.join(', ')}`);
      if (family) terminal.out(`  family by ${family.by}: ${shortList(family.members)}`);
    }
  for (const { message } of failures) for (const line of linesOf(`not valid: ${message}`)) terminal.err(line);
  return failures.length === 0 ? EXIT.complete : EXIT.failure;
}

/** Returns a failure, so that one sheet that is wrong does not stop the others. */
function failureOrThrow(error: unknown): Failure {
  if (error instanceof Failure) return error;
  throw error;
}
