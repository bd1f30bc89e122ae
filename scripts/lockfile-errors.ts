import * as z from 'zod';

const entry = z.looseObject({
  version: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  resolved: z.string().optional(),
  link: z.boolean().optional(),
  inBundle: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
  dev: z.boolean().optional(),
});
const lockfile = z.looseObject({ packages: z.record(z.string(), entry) });

type Entry = z.infer<typeof entry>;

/** Licences allowed for the program and its tools; each permits use, modification and redistribution. */
const LICENCES: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Packages whose licence is wrong in the lockfile, and where it is stated. */
const STATED_ELSEWHERE: Readonly<Record<string, string>> = {
  'png-js': 'MIT, in its file LICENSE',
};

/**
 * Packages of the program whose licence applies file by file: their files are used and passed on unchanged, with the
 * licence.
 */
const USED_UNCHANGED: Readonly<Record<string, string>> = {
  '@resvg/resvg-wasm': 'MPL-2.0',
};

/** Licences also allowed for tools that are never redistributed; they apply file by file. */
const OF_TOOLS: ReadonlySet<string> = new Set(['MPL-2.0']);

/**
 * Returns the entries of a lockfile (format 3) that break the project's rules: a package without a SHA-512, a package
 * that names its source address, a licence that is not allowed, an install script that `allowScripts` does not name.
 * One line each, with the package and the remedy.
 * @param allowed the packages whose install scripts may run
 * @throws ZodError if it is not a lockfile
 */
export function lockfileErrors(json: unknown, allowed: readonly string[]): string[] {
  const { packages } = lockfile.parse(json);
  return Object.entries(packages)
    .filter(([place, { link }]) => place.includes('node_modules/') && link !== true)
    .flatMap(([place, one]) => errorsOf(place, one, allowed));
}

function errorsOf(place: string, one: Entry, allowed: readonly string[]): string[] {
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const errors: string[] = [];
  // A package bundled inside another is covered by that package's hash.
  if (one.inBundle !== true && !/^sha512-[\w+/]{86}==$/u.test(one.integrity ?? ''))
    errors.push(`${place}: no SHA-512 of its bytes; run \`npm install\` with the registry's own metadata`);
  if (one.resolved !== undefined)
    errors.push(`${place}: names where it was fetched; \`omit-lockfile-registry-resolved\` in .npmrc leaves that out`);
  if (one.hasInstallScript === true && !allowed.includes(name))
    errors.push(`${place}: runs a script when it is installed; read it, then name it in allowScripts`);
  if (!(name in STATED_ELSEWHERE) && !isAllowed(name, one))
    errors.push(`${place}: licence "${one.license ?? 'none'}"; allow it in scripts/lockfile-errors.ts or do without`);
  return errors;
}

/** `A OR B` needs one of them to be allowed, `A AND B` all of them. */
function isAllowed(name: string, { license = '', dev }: Entry): boolean {
  const known = (one: string): boolean =>
    LICENCES.has(one) || USED_UNCHANGED[name] === one || (dev === true && OF_TOOLS.has(one));
  const words = license.replaceAll(/[()+]/gu, '').split(' OR ');
  return words.some((choice) => choice.split(' AND ').every((one) => known(one.trim())));
}
