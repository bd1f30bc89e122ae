import { listSheets, loadSheet, type PageDefinitions } from '../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Sheet } from '../../src/domain/sheet.ts';

/**
 * The sheet that a command names.
 * @throws Failure WrongUsage when there is none of that name, DefinitionInvalid when it is wrong
 */
export async function sheetAsked(files: DefinitionFiles, definitions: PageDefinitions, id: string): Promise<Sheet> {
  await refuseUnknownSheet(files, id);
  return loadSheet(files, definitions, id);
}

/** @throws Failure WrongUsage when there is no sheet of that name */
export async function refuseUnknownSheet(files: DefinitionFiles, id: string): Promise<void> {
  const sheets = await listSheets(files);
  if (!sheets.includes(id)) throw new Failure('WrongUsage', `no sheet "${id}"; there are ${sheets.join(', ')}`);
}
