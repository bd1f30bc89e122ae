import { relative, resolve, sep } from 'node:path';
import { Failure } from '../../src/domain/failure.ts';

/**
 * Refuses folders that are inside the exports folder, with WrongUsage: what the program writes there would be read as uploads.
 *
 * @param folders by the option that names them
 */
export function refuseInsideExports(exports: string, folders: Readonly<Record<string, string | undefined>>): void {
  for (const [option, folder] of Object.entries(folders)) {
    if (folder === undefined) continue;
    const path = relative(resolve(exports), resolve(folder));
    if (path === '..' || path.startsWith(`..${sep}`) || resolve(path) === path) continue;
    throw new Failure('WrongUsage', `${option}: ${folder} is inside the folder of the exports; name one beside it`);
  }
}
