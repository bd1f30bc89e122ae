import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CANARY } from '../src/domain/canary.ts';
import { type BundledFile, bundleHandlers } from './bundle-handlers.ts';
import { compiledSheets } from './compiled-sheets.ts';
import { type EnginePackage, enginePackage, putInPlace } from './engine-package.ts';
import { type AssetName, FUNCTION_SIZES } from './function-sizes.ts';

/** A folder as it is deployed, under a name that changes when any byte of it does. */
export interface DeployedAsset {
  readonly folder: string;
  readonly hash: string;
}

/** The program's data that lie beside a bundle. */
const DEFINITIONS: Readonly<Record<AssetName, readonly string[]>> = {
  facts: ['hotlines', 'codes', 'templates', CANARY],
  pages: ['hotlines', 'codes', 'templates', CANARY, 'fonts'],
};

/** What a bundle's files are, wherever they lie: below this project, Node would take them for ES modules. */
const COMMON_JS: BundledFile = { name: 'package.json', bytes: new TextEncoder().encode('{"type":"commonjs"}\n') };

/** The schedules of each stage, as its configuration has them; empty for one that sends nothing. */
export type StageSchedules = Readonly<Record<string, unknown>>;

/** Where the asset `pages` has the schedules of a stage. */
export const schedulesFile = (stage: string): string => `schedules/${stage}.json`;

const schedulesOf = (stages: StageSchedules): BundledFile[] =>
  Object.entries(stages).map(([stage, schedules]) => ({
    name: schedulesFile(stage),
    bytes: new TextEncoder().encode(JSON.stringify(schedules)),
  }));

/** The handlers of an asset, by step. */
export const handlersOf = (asset: AssetName): string[] =>
  Object.entries(FUNCTION_SIZES).flatMap(([step, size]) => (size.asset === asset ? [step] : []));

/**
 * Makes what functions are deployed from, in `<root>/.cache`, where equal contents are made once.
 *
 *     lambdas/<step>.ts ─► esbuild ─► <step>.js, <step>.js.map ┐
 *     hotlines/ codes/ templates/ canary/ fonts/ ──────────────┼─► .cache/<asset>-<hash>/
 *     every sheet compiled (asset `pages`) ────────────────────┤
 *     schedules of the stages (asset `pages`) ─────────────────┤
 *     DuckDB for Linux on arm64 (asset `facts`) ───────────────┘
 */
export async function deployedAssets(
  root: string,
  stages: StageSchedules = {},
): Promise<Record<AssetName, DeployedAsset>> {
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const [facts, pages, sheets] = await Promise.all([
    bundleHandlers(root, handlersOf('facts')),
    bundleHandlers(root, handlersOf('pages')),
    compiledSheets(root),
  ]);
  return {
    facts: placed(root, cache, 'facts', facts, enginePackage(root, cache)),
    pages: placed(root, cache, 'pages', [...pages, ...sheets, ...schedulesOf(stages)], null),
  };
}

function placed(
  root: string,
  cache: string,
  name: AssetName,
  bundle: readonly BundledFile[],
  engine: EnginePackage | null,
): DeployedAsset {
  const files = [COMMON_JS, ...bundle, ...DEFINITIONS[name].flatMap((folder) => definitionsIn(root, folder))];
  const hash = hashOf(files, engine);
  const folder = join(cache, `${name}-${hash.slice(0, 16)}`);
  if (!existsSync(folder)) {
    const making = mkdtempSync(join(cache, 'making-'));
    for (const one of files) writeAt(making, one);
    if (engine) cpSync(join(engine.folder, 'node_modules'), join(making, 'node_modules'), { recursive: true });
    makeReadable(making);
    putInPlace(making, folder);
    dropOld(cache, name);
  }
  return { folder, hash };
}

/** Assets made more than a week ago: each is tens of megabytes, and every change makes another. */
function dropOld(cache: string, name: AssetName): void {
  const old = Date.now() - 7 * 86_400_000;
  for (const entry of readdirSync(cache).filter((one) => one.startsWith(`${name}-`)))
    if (statSync(join(cache, entry)).mtimeMs < old) rmSync(join(cache, entry), { recursive: true });
}

/** Lambda runs as another user than the owner of the files, and the modes are uploaded as they are. */
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;

/** Gives everything below a folder the modes it is deployed with, whatever the umask of this machine. */
export function makeReadable(folder: string): void {
  chmodSync(folder, FOLDER_MODE);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (!entry.isSymbolicLink())
      chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? FOLDER_MODE : FILE_MODE);
}

function hashOf(files: readonly BundledFile[], engine: EnginePackage | null): string {
  const hash = createHash('sha256').update(`${FILE_MODE} ${FOLDER_MODE} ${engine?.hash ?? ''}`);
  for (const { name, bytes } of files) hash.update(`\n${name} ${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}

const definitionsIn = (root: string, folder: string): BundledFile[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ name: path.slice(root.length).replace(/^[\\/]/u, ''), bytes: readFileSync(path) }));

function writeAt(folder: string, { name, bytes }: BundledFile): void {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bytes);
}
