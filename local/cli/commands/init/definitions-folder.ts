import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { definitionFiles } from '../../../../src/adapters/local/definition-files.ts';
import { Failure } from '../../../../src/domain/failure.ts';
import { PROGRAM_FOLDER } from '../../../program-folder.ts';
import { statIfExists } from '../../../state/read-stored.ts';

/** What every folder of definitions needs besides hotlines and sheets. */
const isShared = (path: string): boolean => /^codes\/|\.schema\.json$|\.topo\.json$/u.test(path);

/**
 * Makes a folder for definitions of one's own, with the program's code lists, boundaries and schemas. Files that exist
 * are left as they are.
 *
 * @returns whether the folder is new
 */
export async function prepareDefinitions(folder: string): Promise<boolean> {
  const isNew = !(await statIfExists(join(folder, 'codes')));
  const program = definitionFiles(PROGRAM_FOLDER);
  const paths = (await Promise.all(['codes', 'hotlines', 'templates', 'boundaries'].map(program.list))).flat();
  for (const path of paths.filter(isShared)) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    if (!(await statIfExists(target))) await copyFile(join(PROGRAM_FOLDER, path), target);
  }
  return isNew;
}

/** @throws Failure WrongUsage if a file exists: nothing is overwritten */
export async function assertAbsent(path: string, remedy: string): Promise<void> {
  if (await statIfExists(path)) throw new Failure('WrongUsage', `${path} exists and is not overwritten; ${remedy}`);
}
