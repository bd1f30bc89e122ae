import { tmpdir } from 'node:os';
import { dirname, relative, resolve, sep } from 'node:path';
import { Failure } from '../../src/domain/failure.ts';
import { foundPath } from './found-path.ts';
import { defaultKeyFile } from './hash-key.ts';
import { asPlaceFailure, type Place } from './place-failure.ts';

/** Options that name a file or folder, as commands hold them. */
const OPTIONS = ['exports', 'state', 'out', 'key', 'definitions', 'mail', 'config', 'figures'] as const;

/** What a command says about places: its own fields, and those of the place it works on. */
type Named = Readonly<Partial<Record<(typeof OPTIONS)[number] | 'place' | 'command', unknown>>>;

/** Turns an error about a place of the command into the failure that names the option; leaves any other as it is. */
export function placeFailures(command: Named, environment: NodeJS.ProcessEnv): (error: unknown) => unknown {
  const named = namedPlaces(command);
  const temporary = { option: 'TMPDIR', path: tmpdir() };
  // copies are worked on inside a kept state, and where there is none in the system's temporary folder
  const scratch = named.find(({ option }) => option === '--state') ?? temporary;
  const places = [...named, ...keyPlaces(environment), temporary];
  return (error) => asPlaceFailure(error, places, scratch);
}

function namedPlaces(command: Named): Place[] {
  const place = command.place;
  const fields: Named = { ...(typeof place === 'object' && place), ...command };
  return OPTIONS.flatMap((name) => {
    const path = fields[name];
    return typeof path === 'string' ? [{ option: `--${name}`, path }] : [];
  });
}

/** The key's places where no option names one. */
function keyPlaces(environment: NodeJS.ProcessEnv): Place[] {
  const file = environment.FACTSHEETS_KEY_FILE;
  if (file !== undefined) return [{ option: 'FACTSHEETS_KEY_FILE', path: file }];
  try {
    return [{ option: '--key', path: dirname(defaultKeyFile(environment)) }];
  } catch {
    return []; // no home folder: told where the key is needed
  }
}

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

/** Refuses an `--exports` that is no folder, with WrongUsage. */
export async function refuseMissingFolder(folder: string): Promise<void> {
  const found = await foundPath(folder);
  if (!found?.isDirectory()) throw new Failure('WrongUsage', `--exports: there is no folder ${folder}`);
}
