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
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CANARY } from '../src/domain/canary.ts';
import { partOf } from '../src/domain/function-steps.ts';
import { DAY_MS } from '../src/domain/month.ts';
import { PICTURE_ENGINE } from '../src/domain/public-site.ts';
import { type BundledFile, bundleHandlers } from './bundle-handlers.ts';
import { compiledSheets } from './compiled-sheets.ts';
import { type EnginePackage, enginePackage, putInPlace } from './engine-package.ts';
import { type AssetName, type DeployedStep, FUNCTION_SIZES } from './function-sizes.ts';

/** A folder as it is deployed. The hash changes when any byte of the folder changes. */
export interface DeployedAsset {
  readonly folder: string;
  readonly hash: string;
}

/** Folders with the program's data that are deployed next to a bundle. */
const DEFINITIONS: Readonly<Record<AssetName, readonly string[]>> = {
  facts: ['hotlines', 'codes', 'templates', CANARY],
  pages: ['hotlines', 'codes', 'templates', CANARY, 'fonts'],
};

/**
 * Marks the bundle's files as CommonJS in any folder. Below this project, Node would otherwise load them as ES modules.
 */
const COMMON_JS: BundledFile = { name: 'package.json', bytes: new TextEncoder().encode('{"type":"commonjs"}\n') };

/** The schedules of each stage, as written in its configuration; empty for a stage that sends nothing. */
export type StageSchedules = Readonly<Record<string, unknown>>;

/** Returns the path of a stage's schedules in the asset `pages`. */
export const schedulesFile = (stage: string): string => `schedules/${stage}.json`;

const schedulesOf = (stages: StageSchedules): BundledFile[] =>
  Object.entries(stages).map(([stage, schedules]) => ({
    name: schedulesFile(stage),
    bytes: new TextEncoder().encode(JSON.stringify(schedules)),
  }));

const STEPS = Object.keys(FUNCTION_SIZES) as DeployedStep[];

const stepsIn = (asset: AssetName): DeployedStep[] => STEPS.filter((step) => FUNCTION_SIZES[step].asset === asset);

/** Returns the handlers in an asset, by their files in `lambdas/`: the parts of the portal share one. */
export const handlersOf = (asset: AssetName): string[] => [
  ...new Set(stepsIn(asset).map((step) => (partOf(step) === null ? step : PORTAL_HANDLER))),
];

const PORTAL_HANDLER = 'portal';

/** Gives each part of the portal a file with its own name, as the other functions have. */
const portalHandlers = (asset: AssetName): BundledFile[] =>
  stepsIn(asset)
    .filter((step) => partOf(step) !== null)
    .map((step) => ({
      name: `${step}.js`,
      bytes: new TextEncoder().encode(`module.exports = require('./${PORTAL_HANDLER}.js');\n`),
    }));

/**
 * Builds the assets from which functions are deployed, in `<root>/.cache`. Equal contents are built only once.
 *
 *   lambdas/<step>.ts ─► esbuild ─► <step>.js, <step>.js.map ┐
 *   hotlines/ codes/ templates/ canary/ fonts/ ──────────────┼─► .cache/<asset>-<hash>/
 *   every sheet compiled (asset `pages`) ────────────────────┤
 *   schedules of the stages (asset `pages`) ─────────────────┤
 *   files of the portal's pages (asset `pages`) ─────────────┤
 *   resvg, WebAssembly that draws pictures (asset `pages`) ──┤
 *   HiGHS, a package with WebAssembly ───────────────────────┤
 *   DuckDB for Linux on arm64 (asset `facts`) ───────────────┘
 */
export async function deployedAssets(
  root: string,
  stages: StageSchedules = {},
  portal: readonly BundledFile[] = [],
): Promise<Record<AssetName, DeployedAsset>> {
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const [facts, pages, sheets] = await Promise.all([
    bundleHandlers(root, handlersOf('facts')),
    bundleHandlers(root, handlersOf('pages')),
    compiledSheets(root),
  ]);
  return {
    facts: writeAsset({ root, cache }, 'facts', [...facts, ...solverPackage(root)], enginePackage(root, cache)),
    pages: writeAsset(
      { root, cache },
      'pages',
      [...pages, ...sheets, ...schedulesOf(stages), ...portal, pictureEngine(root), ...solverPackage(root)],
      null,
    ),
  };
}

/** The same file for every platform. */
const pictureEngine = (root: string): BundledFile => ({
  name: PICTURE_ENGINE,
  bytes: readFileSync(createRequire(join(root, 'package.json')).resolve('@resvg/resvg-wasm/index_bg.wasm')),
});

/** What is needed of the solver's package, which finds its WebAssembly beside its code. */
function solverPackage(root: string): BundledFile[] {
  const { resolve } = createRequire(join(root, 'package.json'));
  const folder = join(dirname(resolve('highs')), '..');
  const names = ['package.json', 'LICENSE', 'build/highs.mjs', 'build/highs.wasm'];
  return names.map((name) => ({ name: `node_modules/highs/${name}`, bytes: readFileSync(join(folder, name)) }));
}

function writeAsset(
  { root, cache }: { readonly root: string; readonly cache: string },
  name: AssetName,
  bundle: readonly BundledFile[],
  engine: EnginePackage | null,
): DeployedAsset {
  const files = [
    COMMON_JS,
    ...portalHandlers(name),
    ...bundle,
    ...DEFINITIONS[name].flatMap((folder) => definitionsIn(root, folder)),
  ];
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

/** Removes assets that are more than a week old. Each is tens of megabytes, and every change creates another. */
function dropOld(cache: string, name: AssetName): void {
  const old = Date.now() - 7 * DAY_MS;
  for (const entry of readdirSync(cache).filter((one) => one.startsWith(`${name}-`)))
    if (statSync(join(cache, entry)).mtimeMs < old) rmSync(join(cache, entry), { recursive: true });
}

/** In Lambda, the user of the process does not own the files, and modes are uploaded unchanged. */
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;

/** Sets the deployed modes on a folder and everything below it, regardless of this machine's umask. */
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
