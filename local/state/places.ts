import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
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
