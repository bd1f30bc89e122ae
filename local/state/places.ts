import { tmpdir } from 'node:os';
import { dirname, relative, resolve, sep } from 'node:path';
import { Failure } from '../../src/domain/failure.ts';
import { defaultKeyFile } from './hash-key.ts';
import { asPlaceFailure, type Place } from './place-failure.ts';
import { statIfExists } from './read-stored.ts';

/** Options that name a file or folder, as in commands. */
const OPTIONS = ['exports', 'state', 'out', 'key', 'definitions', 'mail', 'config', 'figures'] as const;

/** A command's options about places: its own, and those of its state. */
type Named = Readonly<Partial<Record<(typeof OPTIONS)[number] | 'folder' | 'place' | 'command', unknown>>>;

/**
 * Converts an error about a place of the command into the failure that names the option; returns any other error
 * unchanged.
 */
export function placeFailures(command: Named, environment: NodeJS.ProcessEnv): (error: unknown) => unknown {
  const named = namedPlaces(command);
  const temporary = { option: 'TMPDIR', path: tmpdir() };
  // copies are processed inside the state, or without one in the system's temporary folder
  const scratch = named.find(({ option }) => option === '--state') ?? temporary;
  const places = [...named, ...keyPlaces(environment), temporary];
  return (error) => asPlaceFailure(error, places, scratch);
}

function namedPlaces(command: Named): Place[] {
  const place = command.place;
  const fields: Named = { ...(typeof place === 'object' && place), ...command };
  const ofOptions = OPTIONS.map((name): [string, unknown] => [`--${name}`, fields[name]]);
  // the folder that a command writes is an argument, DIR
  return [...ofOptions, ['DIR', fields.folder] as const].flatMap(([option, path]) =>
    typeof path === 'string' ? [{ option, path }] : [],
  );
}

/** The key's places if no option names one. */
function keyPlaces(environment: NodeJS.ProcessEnv): Place[] {
  const file = environment.FACTSHEETS_KEY_FILE;
  if (file !== undefined) return [{ option: 'FACTSHEETS_KEY_FILE', path: file }];
  try {
    return [{ option: '--key', path: dirname(defaultKeyFile(environment)) }];
  } catch {
    return []; // no home folder: reported where the key is needed
  }
}

/**
 * Asserts that folders are outside the exports folder (else WrongUsage): files that the program writes there would be
 * read as uploads.
 *
 * @param folders by the option that names them
 */
export function assertOutsideExports(exports: string, folders: Readonly<Record<string, string | undefined>>): void {
  for (const [option, folder] of Object.entries(folders)) {
    if (folder === undefined) continue;
    const path = relative(resolve(exports), resolve(folder));
    if (path === '..' || path.startsWith(`..${sep}`) || resolve(path) === path) continue;
    throw new Failure('WrongUsage', `${option}: ${folder} is inside the folder of the exports; name one beside it`);
  }
}

/** Asserts that `--exports` is a folder (else WrongUsage). */
export async function assertFolderExists(folder: string): Promise<void> {
  const match = await statIfExists(folder);
  if (!match?.isDirectory()) throw new Failure('WrongUsage', `--exports: there is no folder ${folder}`);
}
