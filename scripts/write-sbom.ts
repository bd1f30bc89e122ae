// npm run sbom [FILE]: writes the components of the program as a CycloneDX bill of materials, by default to
// out/sbom.cdx.json. npm creates it from the lockfile. This script removes packages that are used only for development,
// because npm's own `--omit dev` also removes packages that both need (esbuild, and many more). It also removes the
// author and the time, so that equal lockfiles give equal bytes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const component = z.looseObject({ purl: z.string(), name: z.string(), version: z.string(), 'bom-ref': z.string() });
const billSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component }),
  components: z.array(component),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});
const lockSchema = z.looseObject({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional(), dev: z.boolean().optional() })),
});

const command = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
const printed = execFileSync('npm', command, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 });
const { serialNumber, ...bill } = billSchema.parse(JSON.parse(printed));
const { timestamp, ...metadata } = bill.metadata;
const kept = named(bill.components).filter(isOfProgram(readFileSync(`${ROOT}package-lock.json`, 'utf8')));
const refs = new Set([...kept, metadata.component].map((one) => one['bom-ref']));
const made = {
  ...bill,
  metadata: { ...metadata, component: named([metadata.component])[0] },
  components: kept,
  dependencies: bill.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => refs.has(ref)) })),
};

const file = resolve(process.argv[2] ?? `${ROOT}out/sbom.cdx.json`);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`);
console.log(`${kept.length} packages in ${file}`);

/** For a package without a registry, npm uses the name of its folder. */
function named<C extends z.infer<typeof component>>(components: readonly C[]): C[] {
  const nameIn = ({ purl, name }: C): string => decodeURIComponent(/^pkg:npm\/(.+)@[^@]+$/u.exec(purl)?.[1] ?? name);
  return components.map((one) => ({ ...one, name: nameIn(one) }));
}

/** Returns a test for whether the lockfile contains a package that is not only for development. */
function isOfProgram(lock: string): (one: z.infer<typeof component>) => boolean {
  const { packages } = lockSchema.parse(JSON.parse(lock));
  const program = new Set(
    Object.entries(packages)
      .filter(([place, { dev }]) => place.includes('node_modules/') && dev !== true)
      .map(([place, { version }]) => `${place.slice(place.lastIndexOf('node_modules/') + 13)}@${version}`),
  );
  return ({ name, version }) => program.has(`${name}@${version}`) || name === 'factsheets';
}
