import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';

/** One import in a file of the project; paths are relative to the project. */
export interface Import {
  readonly from: string;
  /** The file imported, or the name of a package (`node:fs`, `vega`). */
  readonly to: string;
  /** Whether only types are imported, so that none of the file's code runs. */
  readonly typeOnly: boolean;
}

const SPECIFIER =
  /(?:^|[^.\w])(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gmu;

/** Returns the imports of a source text, including type imports. */
export function importsOf(path: string, source: string): Import[] {
  return [...source.matchAll(SPECIFIER)].map((match) => {
    const specifier = match[2] ?? match[3] ?? '';
    const to = specifier.startsWith('.')
      ? normalize(join(dirname(path), specifier))
          .split(sep)
          .join('/')
      : specifier;
    return { from: path, to, typeOnly: match[1] !== undefined };
  });
}

/** Lists every TypeScript file below the given folders of the project. */
export function sourceFiles(root: string, folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|mts|mjs)$/u.test(entry.name))
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(root.length)
          .replace(/^[\\/]/u, '')
          .split(sep)
          .join('/'),
      ),
  );
}

const STAGES = ['exports', 'facts', 'figures', 'charts', 'document', 'editions', 'distribution'];

/** Returns the part of the program that a file belongs to: a stage, another folder of src/, or a top-level folder. */
export function partOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (top !== 'src') return top;
  return STAGES.includes(second) ? `stage:${second}` : second;
}

/** The folders that each folder may import from, besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  words: ['domain'],
  definitions: ['domain'],
  ...Object.fromEntries(STAGES.map((stage) => [`stage:${stage}`, ['words', 'domain']])),
  steps: [...STAGES.map((stage) => `stage:${stage}`), 'definitions', 'words', 'domain'],
  public: ['steps', 'definitions', 'words', 'domain'],
  portal: ['public', 'steps', 'definitions', 'words', 'domain'],
  adapters: ['domain'],
  lambdas: ['portal', 'public', 'steps', 'definitions', 'words', 'adapters', 'domain'],
  local: ['portal', 'public', 'steps', 'definitions', 'words', 'adapters', 'domain'],
  lib: ['domain'],
  bin: ['lib', 'local'],
};

/** The folders that each folder may import types from; types do not run. */
const TYPES_ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(STAGES.map((stage) => [`stage:${stage}`, ['definitions']])),
};

/** Packages that reach the outside world; only adapters, and the code that composes them, may use these. */
const OUTSIDE_WORLD =
  /^(@aws-sdk\/|@duckdb\/|dynalite(\/|$)|nodemailer$|oauth4webapi$|node:(fs|net|http|https|child_process|os|process|worker_threads)(\/|$))/u;
/** Modules of Node that only compute and touch nothing outside. */
const PURE_NODE = /^node:(buffer|crypto|path|url|util)$/u;
const MAY_TOUCH_THE_OUTSIDE_WORLD = new Set(['adapters', 'local', 'lambdas', 'lib', 'bin']);

/** Stages read the files that they receive in the engine's folder, and nothing else outside. */
const FILES_OF_THE_ENGINE = /^node:fs(\/|$)/u;
const READS_FILES = new Set(['stage:exports', 'steps']);

/** Explains why an import is not allowed; null if it is allowed. */
export function violation({ from, to, typeOnly }: Import): string | null {
  const part = partOf(from);
  if (/^[@\w]/u.test(to) && !isOwn(to)) return packageViolation(part, from, to);
  const target = partOf(to);
  const allowed = [...(ALLOWED[part] ?? []), ...(typeOnly ? (TYPES_ALLOWED[part] ?? []) : [])];
  if (target === part || allowed.includes(target)) return null;
  return `${from} imports ${to}: ${part} may import only ${allowed.join(', ') || 'nothing'}`;
}

const isOwn = (to: string): boolean => /^(bin|lib|lambdas|local|src)\//u.test(to);

function packageViolation(part: string, from: string, to: string): string | null {
  if (part === 'domain' && !PURE_NODE.test(to)) return `${from} imports ${to}: domain imports no package`;
  if (!OUTSIDE_WORLD.test(to) || MAY_TOUCH_THE_OUTSIDE_WORLD.has(part)) return null;
  if (FILES_OF_THE_ENGINE.test(to) && READS_FILES.has(part)) return null;
  return `${from} imports ${to}: only adapters touch the outside world`;
}

/** Returns the circular imports among files, including types, each as the shortest path back to its start. */
export function importCircles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) if (isOwn(to)) next.set(from, [...(next.get(from) ?? []), to]);
  const circles = [...next.keys()].flatMap((file) => pathBack(file, next) ?? []);
  return [...new Set(circles)];
}

function pathBack(start: string, next: ReadonlyMap<string, readonly string[]>): string | null {
  const seen = new Map<string, string | null>([[start, null]]);
  for (const file of seen.keys()) {
    for (const to of next.get(file) ?? []) {
      if (to === start) return [...traced(file, seen)].sort().join(' <-> ');
      if (!seen.has(to)) seen.set(to, file);
    }
  }
  return null;
}

function* traced(file: string | null, seen: ReadonlyMap<string, string | null>): Generator<string> {
  for (let at = file; at !== null; at = seen.get(at) ?? null) yield at;
}

/** Finds uses of the clock, the environment or the console in a source text of src/, except in adapters. */
export function outsideUses(path: string, source: string): string[] {
  if (!path.startsWith('src/') || path.startsWith('src/adapters/')) return [];
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/gu, '');
  const uses = [
    /\bprocess\.\w+/u,
    /\bconsole\.\w+/u,
    /\bDate\.now\(/u,
    /\bnew Date\(\s*\)/u,
    /\bMath\.random\(/u,
    /\bperformance\.now\(/u,
  ];
  return uses.flatMap((use) => use.exec(code)?.[0] ?? []).map((use) => `${path} uses ${use}`);
}

export const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');
