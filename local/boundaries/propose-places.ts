import { Failure } from '../../src/domain/failure.ts';
import { buildTopology, lostPlaces } from './build-topology.ts';
import COUNTRIES from './iso-3166-2.json' with { type: 'json' };
import type { Place, Places } from './places.ts';
import { countriesWithShapes, countryShapes, shapeNames } from './source-shapes.ts';

interface CountryCodes {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
  /** The ISO 3166-2 codes of places by the name of their shape. */
  readonly places: Readonly<Record<string, string | undefined>>;
  /** The names of the country's other codes. */
  readonly others: Readonly<Record<string, string | undefined>>;
}

const CODES: Readonly<Record<string, CountryCodes>> = COUNTRIES;

/** A country that has shapes: its ISO 3166-1 codes, and the codes of places that no shape has. */
export interface Country extends CountryCodes {
  readonly alpha3: string;
}

/**
 * Returns a country by its ISO 3166-1 code of two or three letters, in any case.
 * @throws Failure WrongUsage for a country without shapes
 */
export function countryNamed(code: string): Country {
  const asked = code.toUpperCase();
  const alpha3 = countriesWithShapes().find((name) => name === asked || CODES[name]?.code === asked);
  const codes = alpha3 === undefined ? undefined : CODES[alpha3];
  if (alpha3 !== undefined && codes) return { alpha3, ...codes };
  throw new Failure(
    'WrongUsage',
    `there are no shapes of "${code}"; give a country's ISO 3166-1 code, for example PER, or the name of a places file, for example us-mx`,
  );
}

/** How many vertices a map of one country needs at page size: more cannot be seen. */
const VERTICES = 6000;

/** Returns the places of a country, with the ISO 3166-2 code of each place that has one of the same name. */
export function proposePlaces({ alpha3, places: codes }: Country): Places {
  const places = shapeNames(alpha3).map((name): Place => {
    const id = codes[name] ?? null;
    return { id, name, code: shortCode(id, name) };
  });
  const all: Places = { detail: 1, leftOut: [], countries: { [alpha3]: places } };
  const vertices = JSON.stringify(countryShapes(alpha3)).split('],[').length;
  let detail = Math.min(1, Math.round((100 * VERTICES) / vertices) / 100);
  while (detail < 1 && lostPlaces(buildTopology({ ...all, detail })).length > 0) detail = Math.min(1, detail * 2);
  return { ...all, detail };
}

/** The text on the map: the letters of the id, or the first letters of the name if the id has digits. */
const shortCode = (id: string | null, name: string): string => {
  const [, letters] = /^[A-Z]{2}-([A-Z]+)$/u.exec(id ?? '') ?? [];
  return letters ?? name.slice(0, 3).toUpperCase();
};
