import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const ENGINE = '@duckdb/node-api';

const entry = z.looseObject({
  version: z.string(),
  integrity: z.string(),
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lockfile = z.looseObject({ packages: z.record(z.string(), z.unknown()) });

type LockEntry = z.infer<typeof entry>;

/** DuckDB for the functions' platform: a folder with `node_modules`, and a hash of its contents. */
export interface EnginePackage {
  readonly folder: string;
  readonly hash: string;
}

/**
 * Returns DuckDB's packages for Linux on arm64, on any platform. npm installs only the library of its own platform, so
 * this function fetches them separately into `<cache>/engine-<hash>` and checks them against the integrities of
 * package-lock.json. After that, no network is needed.
 */
export function enginePackage(root: string, cache: string): EnginePackage {
  const packages = engineEntries(join(root, 'package-lock.json'));
  const hash = createHash('sha256').update(JSON.stringify(packages)).digest('hex').slice(0, 16);
  const folder = join(cache, `engine-${hash}`);
  if (!existsSync(folder)) fetchTo(folder, cache, packages);
  return { folder, hash };
}

/**
 * Returns the lockfile's entries of the engine and all its dependencies, including the libraries of other platforms.
 */
function engineEntries(path: string): Record<string, LockEntry> {
  const { packages } = lockfile.parse(JSON.parse(readFileSync(path, 'utf8')));
  const found: Record<string, LockEntry> = {};
  const visit = (name: string): void => {
    const place = `node_modules/${name}`;
    if (found[place]) return;
    const one = entry.parse(packages[place]);
    found[place] = one;
    for (const needed of Object.keys({ ...one.dependencies, ...one.optionalDependencies })) visit(needed);
  };
  visit(ENGINE);
  return found;
}

function fetchTo(folder: string, cache: string, packages: Readonly<Record<string, LockEntry>>): void {
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, 'making-'));
  const root = {
    name: 'engine',
    version: '0.0.0',
    dependencies: { [ENGINE]: packages[`node_modules/${ENGINE}`]?.version },
  };
  writeFileSync(join(making, 'package.json'), JSON.stringify(root));
  const lock = { ...root, lockfileVersion: 3, requires: true, packages: { '': root, ...packages } };
  writeFileSync(join(making, 'package-lock.json'), JSON.stringify(lock));
  const machine = ['--os=linux', '--cpu=arm64', '--libc=glibc'];
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['ci', ...machine, ...quiet], { cwd: making, stdio: ['ignore', 'ignore', 'inherit'] });
  putInPlace(making, folder);
}

/**
 * Renames a finished folder to its final path. If another process was first, its folder has the same contents, and this
 * one is deleted.
 */
export function putInPlace(made: string, folder: string): void {
  try {
    renameSync(made, folder);
  } catch (cause) {
    if (!existsSync(folder)) throw cause;
    rmSync(made, { recursive: true });
  }
}
