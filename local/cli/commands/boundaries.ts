import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countNoun } from '../../../src/domain/format.ts';
import { farPlaces } from '../../boundaries/far-places.ts';
import { type Place, type Places, parsePlaces } from '../../boundaries/places.ts';
import { type Country, countryNamed, proposePlaces } from '../../boundaries/propose-places.ts';
import { missingCodes, withCodes } from '../../boundaries/state-codes.ts';
import { PROGRAM_FOLDER } from '../../program-folder.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { FLAG, read, TEXT, text, usageError } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';
import { prepareDefinitions } from './init/definitions-folder.ts';

export const BOUNDARIES = defineCommand({
  help: `factsheets boundaries COUNTRY [--definitions DIR] [--codes]

Writes the shapes of a country's states, provinces or departments, for maps: boundaries/<country>.topo.json, and
boundaries/<country>.places.json, which lists the places with their codes. If there is a places file, it is read instead:
change it, then run the command again. Nothing is fetched from the network.

  COUNTRY              an ISO 3166-1 code, for example PER or PE; or the name of a places file, for example us-mx
  --definitions DIR    the folder with hotlines/, codes/, templates/ and boundaries/; by default the program's own
  --codes              adds the places that codes/state.json lacks, so that hotlines and sheets can use them`,
  parse: parseBoundaries,
  run: writeBoundaries,
});

interface BoundariesCommand {
  readonly country: string;
  readonly definitions: string;
  readonly codes: boolean;
}

function parseBoundaries(argv: readonly string[]): BoundariesCommand {
  const { values, positionals } = read(argv, { definitions: TEXT, codes: FLAG }, 1);
  const [country] = positionals;
  if (!country || !/^[A-Za-z][A-Za-z0-9-]*$/u.test(country))
    throw usageError('name a country by its ISO 3166-1 code, for example: factsheets boundaries PER');
  return { country, definitions: text(values.definitions) ?? PROGRAM_FOLDER, codes: values.codes === true };
}

/** Where the command reads and writes. */
interface BoundaryFiles {
  readonly name: string;
  readonly places: string;
  readonly topology: string;
  readonly codes: string;
}

function filesOf(name: string, definitions: string): BoundaryFiles {
  const file = (kind: string): string => join(definitions, 'boundaries', `${name}.${kind}.json`);
  return { name, places: file('places'), topology: file('topo'), codes: join(definitions, 'codes', 'state.json') };
}

async function writeBoundaries(command: BoundariesCommand, terminal: Terminal): Promise<number> {
  const { buildTopology } = await import('../../boundaries/build-topology.ts');
  // codes are added to a list, which a new folder does not have
  if (command.codes && (await prepareDefinitions(command.definitions))) terminal.out(`created ${command.definitions}`);
  const own = filesOf(command.country.toLowerCase(), command.definitions);
  const country = existsSync(own.places) ? null : countryNamed(command.country);
  const files = country ? filesOf(country.code.toLowerCase(), command.definitions) : own;
  const places = placesFor(country, files);
  const shapes = buildTopology(places);
  mkdirSync(join(command.definitions, 'boundaries'), { recursive: true });
  writeFileSync(files.topology, `${JSON.stringify(shapes)}\n`);
  const all = Object.values(places.countries).flat();
  terminal.out(`${files.topology}: ${countNoun(shapes.objects.states?.geometries?.length ?? 0, 'place')}`);
  reportFar(farPlaces(shapes), files, terminal);
  const isCoded = reportPlaces(all, files, terminal);
  writeCodes(all, files, command.codes, terminal);
  return isCoded ? EXIT.complete : EXIT.incomplete;
}

/** Returns the places of a places file, which is written first if there is none. */
function placesFor(country: Country | null, { places: file }: BoundaryFiles): Places {
  if (country === null || existsSync(file)) return parsePlaces(readFileSync(file, 'utf8'), file);
  const places = proposePlaces(country);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, placesText(places));
  return places;
}

/** A places file as people edit it: one place on a line. */
const placesText = (places: Places): string =>
  `${JSON.stringify(places, null, 2).replace(/\{\n\s+("id": [^\n]+)\n\s+("name": [^\n]+)\n\s+("code": [^\n]+)\n\s+\}/gu, '{ $1 $2 $3 }')}\n`;

/** Says which places make a map of the others small, and how to leave them out. */
function reportFar(far: readonly string[], { places }: BoundaryFiles, terminal: Terminal): void {
  const [first] = far;
  if (first === undefined) return;
  terminal.out(`${places}: far from all other places, so that a map shows these small: ${far.join(', ')}`);
  terminal.out(
    `  to leave their shapes out, add each to "leftOut", for example { "id": "${first}", "westOf": 180, "what": "too far for the map" }, and run this again; a page lists them below the map`,
  );
}

/** Reports the places that have no code yet, with the codes that are free; returns whether all have one. */
function reportPlaces(places: readonly Place[], files: BoundaryFiles, terminal: Terminal): boolean {
  const open = places.filter(({ id }) => id === null).map(({ name }) => `"${name}"`);
  if (open.length === 0) return true;
  terminal.out(`${files.places}: ${countNoun(open.length, 'place')} without a code: ${open.join(', ')}`);
  const free = freeCodes(places, files.name);
  if (free.length > 0) terminal.out(`  codes that no place has: ${free.join(', ')}`);
  terminal.out(
    '  write the "id" of each (two places with one id are joined), then run this again; until then no map can use them',
  );
  return false;
}

function freeCodes(places: readonly Place[], name: string): string[] {
  const taken = new Set(places.map(({ id }) => id));
  const named = /^[a-z]{2,3}$/u.test(name) ? Object.entries(countryNamed(name).others) : [];
  return named.flatMap(([code, own]) => (taken.has(code) ? [] : [`${code} ${own}`]));
}

/** Adds the codes that the code list of states lacks, or says which they are. */
function writeCodes(places: readonly Place[], files: BoundaryFiles, isAsked: boolean, terminal: Terminal): void {
  if (!existsSync(files.codes)) return;
  const list = readFileSync(files.codes, 'utf8');
  const missing = missingCodes(list, places, files.codes);
  if (missing.length === 0) return;
  if (isAsked) {
    writeFileSync(files.codes, withCodes(list, missing, files.codes));
    terminal.out(`${files.codes}: ${countNoun(missing.length, 'code')} added; read their labels and spellings`);
    return;
  }
  const codes = missing.map(({ id }) => id).join(', ');
  terminal.out(`${files.codes} lacks ${codes}; add them, or run this again with --codes`);
}
