import type { DefinitionFiles } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { folderOfSheet } from '../domain/family.ts';
import { listSheets, loadFamily, type PageDefinitions } from './load-definitions.ts';

/**
 * Lists the ids of all sheets: those of the folders, each followed by those of its family's members. A folder whose
 * sheet is wrong has no members here; loading it says what is wrong.
 */
export async function listAllSheets(files: DefinitionFiles, definitions: PageDefinitions): Promise<string[]> {
  const ids: string[] = [];
  for (const folder of await listSheets(files)) ids.push(...(await idsOfFolder(files, definitions, folder)));
  return ids;
}

/** Whether a sheet of this id is installed: a folder, or a member of a folder's family. */
export async function isSheet(files: DefinitionFiles, definitions: PageDefinitions, id: string): Promise<boolean> {
  const folder = folderOfSheet(id);
  if (!(await listSheets(files)).includes(folder)) return false;
  return folder === id || (await idsOfFolder(files, definitions, folder)).includes(id);
}

async function idsOfFolder(files: DefinitionFiles, definitions: PageDefinitions, folder: string): Promise<string[]> {
  try {
    return (await loadFamily(files, definitions, folder)).map(({ id }) => id);
  } catch (error) {
    if (error instanceof Failure && error.name === 'DefinitionInvalid') return [folder];
    throw error;
  }
}
