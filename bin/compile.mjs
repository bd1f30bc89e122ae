// Compiles the program's TypeScript to dist/, from which the command line runs. `npm ci` compiles it (the `prepare`
// script); in a checkout whose sources have changed since, the next command compiles first. The compiled code is inside
// the program's own folder: in a shared folder, another user could insert code that our process then runs.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = `${ROOT}dist/`;
/** Lists every compiled source file with its modification time and size. */
const SOURCES = `${DIST}sources.json`;
/** The help of every command, by name. */
const HELP = `${DIST}help.json`;
/** The licenses of the packages that are compiled in. */
const LICENSES = `${DIST}licenses.txt`;
/** A change of it can change a package that is compiled in. An installed program does not have it. */
const LOCKFILE = 'package-lock.json';
const ENTRIES = {
  'command-line': 'local/cli/main.ts',
  'reader-process': 'local/pipeline/reader-process.ts',
  'page-worker': 'local/pipeline/page-worker.ts',
};

/**
 * The packages that are compiled into dist/: most commands and every reader process load them, and loading their many
 * files takes about half of a start. All others are loaded from node_modules by the few commands that need them.
 */
const COMPILED_IN =
  /^(?:@aws-sdk|@duckdb\/node-api|@hono|@smithy|csv-parse|csv-stringify|hono|saxes|yauzl|yazl|zod)(?:\/|$)/u;
/** Native code cannot be compiled in. It is a dependency of its own, so that it is found from dist/. */
const NATIVE = /^@duckdb\/node-bindings/u;
/** CommonJS packages call `require`, which ES modules lack. */
const REQUIRE = `import { createRequire as requireFor } from 'node:module';\nconst require = requireFor(import.meta.url);`;

/**
 * Loads a compiled module, and compiles first if its sources have changed.
 * @param {'command-line' | 'reader-process' | 'page-worker'} name
 */
export async function load(name) {
  if (isStale()) await compileFirst();
  return import(new URL(`../dist/${name}.js`, import.meta.url).href);
}

/** This user cannot compile; another user must. The message says why. */
export class CannotCompile extends Error {}

async function compileFirst() {
  try {
    await compile();
  } catch (error) {
    if (!error.path?.startsWith(`${ROOT}dist`)) throw error;
    throw new CannotCompile(
      `its sources have changed, and ${error.path} cannot be written to (${error.code}); whoever owns the program's folder runs npm ci in it`,
      { cause: error },
    );
  }
}

/**
 * Compiles everything and removes the output of earlier compilations. Two compilations at the same time do not disturb
 * each other.
 */
export async function compile() {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    entryNames: '[name]',
    chunkNames: 'part-[hash]',
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    plugins: [packages],
    banner: { js: REQUIRE },
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  mkdirSync(DIST, { recursive: true });
  const isPart = ({ path }) => /[\\/]part-[^\\/]+$/u.test(path);
  // Entries are written last: they name parts by a content hash, so a process that loads an entry finds its parts.
  for (const { path, contents } of outputFiles.toSorted((a, b) => isPart(b) - isPart(a))) place(path, contents);
  const { commandHelp } = await import(new URL('../dist/command-line.js', import.meta.url).href);
  place(HELP, JSON.stringify(await commandHelp()));
  const inputs = Object.keys(metafile.inputs);
  place(LICENSES, licenses(inputs));
  place(SOURCES, JSON.stringify([...inputs.filter(isOwn), LOCKFILE].map((path) => [path, ...stamp(path)])));
  removeOld(new Set(outputFiles.map(({ path }) => path)));
}

/** Decides which packages are compiled in, and leaves the others to Node. */
const packages = {
  name: 'packages',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point') return undefined;
      const isCompiledIn = (COMPILED_IN.test(path) || !isOwn(importer)) && !NATIVE.test(path);
      return isCompiledIn ? undefined : { path, external: true };
    });
  },
};

const isOwn = (path) => !/[\\/]?node_modules[\\/]/u.test(path);

/** Returns the licenses of the packages among compiled files, which a copy of their code must contain. */
function licenses(inputs) {
  const folders = new Set(inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path)?.[0] ?? []));
  const texts = [...folders].toSorted().flatMap((folder) => {
    const names = readdirSync(ROOT + folder).filter((name) => /^(?:licen[cs]e|notice)/iu.test(name));
    return names.map(
      (name) => `${folder.replace(/^.*node_modules\//u, '')}\n\n${readFileSync(`${ROOT}${folder}/${name}`, 'utf8')}`,
    );
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** Writes a file atomically, so that no process reads a partial file. */
function place(path, contents) {
  const part = `${path}.${process.pid}`;
  writeFileSync(part, contents);
  renameSync(part, path);
}

/** The minimum age of a part before it is removed: a running process may not have loaded all of its parts yet. */
const KEPT_MS = 24 * 60 * 60 * 1000;

function removeOld(current) {
  for (const name of readdirSync(DIST)) {
    const path = DIST + name;
    if (!name.startsWith('part-') || current.has(path)) continue;
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && Date.now() - found.mtimeMs > KEPT_MS) rmSync(path, { force: true });
  }
}

/** An installed package has no sources, and its compiled code is current. */
function isStale() {
  const [hasSources, isCompiled] = [ROOT + ENTRIES['command-line'], SOURCES].map((path) => existsSync(path));
  if (!hasSources) return !isCompiled;
  const compiled = compiledSources();
  return compiled === null || compiled.some(([path, ...was]) => stamp(path).some((now, at) => now !== was[at]));
}

function compiledSources() {
  try {
    return JSON.parse(readFileSync(SOURCES, 'utf8'));
  } catch (error) {
    if (error.syscall || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Returns the modification time of a source file and its size in bytes; nulls if the file does not exist. */
function stamp(path) {
  const found = statSync(ROOT + path, { throwIfNoEntry: false });
  return found ? [found.mtimeMs, found.size] : [null, null];
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) await compile();
