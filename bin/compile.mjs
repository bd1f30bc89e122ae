// Compiles the program's TypeScript to dist/, where the command line runs it. `npm ci` does it (the `prepare` script); in a
// checkout whose sources have changed since, the next command does it first. The compiled code is inside the program's own folder:
// in a shared one, another user could put code that ours then runs.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = `${ROOT}dist/`;
/** What was compiled: every source file, when it was changed last and its size. */
const SOURCES = `${DIST}sources.json`;
const ENTRIES = { 'command-line': 'local/cli/main.ts', 'reader-process': 'local/pipeline/reader-process.ts' };

/**
 * Loads a compiled module, compiled before where its sources have changed.
 * @param {'command-line' | 'reader-process'} name
 */
export async function load(name) {
  if (isStale()) await compileFirst();
  return import(new URL(`../dist/${name}.js`, import.meta.url).href);
}

/** Somebody else must compile. The message says why. */
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

/** Compiles all, and removes what earlier compilations left. Two at once do not disturb each other. */
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
    packages: 'external',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  mkdirSync(DIST, { recursive: true });
  const isPart = ({ path }) => /[\\/]part-[^\\/]+$/u.test(path);
  // the entries last: they name parts by their contents, so that whoever loads an entry finds its parts
  for (const { path, contents } of outputFiles.toSorted((a, b) => isPart(b) - isPart(a))) place(path, contents);
  place(SOURCES, JSON.stringify(Object.keys(metafile.inputs).map((path) => [path, ...stamp(path)])));
  removeOld(new Set(outputFiles.map(({ path }) => path)));
}

/** Writes a file so that nobody ever reads half of it. */
function place(path, contents) {
  const part = `${path}.${process.pid}`;
  writeFileSync(part, contents);
  renameSync(part, path);
}

/** How old a part must be before it is removed: a process that runs may not have loaded all of its own yet. */
const KEPT_MS = 24 * 60 * 60 * 1000;

function removeOld(current) {
  for (const name of readdirSync(DIST)) {
    const path = DIST + name;
    if (!name.startsWith('part-') || current.has(path)) continue;
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && Date.now() - found.mtimeMs > KEPT_MS) rmSync(path, { force: true });
  }
}

/** A package that was installed has no sources, and its compiled code is the right one. */
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

/** When a source file was changed last, and its size in bytes; none when it is gone. */
function stamp(path) {
  const found = statSync(ROOT + path, { throwIfNoEntry: false });
  return found ? [found.mtimeMs, found.size] : [null, null];
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) await compile();
