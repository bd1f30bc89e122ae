import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';

/** One import of a file of the project, paths relative to the project. */
export interface Import {
  readonly from: string;
  /** The file imported, or the name of a package (`node:fs`, `vega`). */
  readonly to: string;
}

const SPECIFIER =
  /(?:^|[^.\w])(?:import|export)\s+(?:type\s+)?(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gmu;

/** The imports of a source text, type imports included. */
export function importsOf(path: string, source: string): Import[] {
  return [...source.matchAll(SPECIFIER)].map((match) => {
    const specifier = match[1] ?? match[2] ?? '';
    const to = specifier.startsWith('.')
      ? normalize(join(dirname(path), specifier))
          .split(sep)
          .join('/')
      : specifier;
    return { from: path, to };
  });
}

/** Every TypeScript file below the given folders of the project. */
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

/** The room of the house a file lies in. */
export function roomOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  if (top !== 'src') return top;
  return STAGES.includes(second) ? `stage:${second}` : second;
}

/** The rooms a room may import from, besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  domain: ['contract'],
  ...Object.fromEntries(STAGES.map((stage) => [`stage:${stage}`, ['domain', 'contract']])),
  steps: [...STAGES.map((stage) => `stage:${stage}`), 'domain', 'contract'],
  adapters: ['domain', 'contract'],
  lambdas: ['steps', 'adapters', 'domain', 'contract'],
  local: ['steps', 'adapters', 'domain', 'contract'],
  lib: ['contract'],
  bin: ['lib', 'local'],
};

/** Packages of the outside world, which only adapters (and what composes them) may touch. */
const WORLDLY =
  /^(@aws-sdk\/|@duckdb\/|dynalite(\/|$)|nodemailer$|node:(fs|net|http|https|child_process|os|process|worker_threads)(\/|$))/u;
const MAY_TOUCH_THE_WORLD = new Set(['adapters', 'local', 'lambdas', 'lib', 'bin']);

/** Stages read the files they are handed in the engine's folder, and nothing else of the world. */
const FILES_OF_THE_ENGINE = /^node:fs(\/|$)/u;
const READS_FILES = new Set(['stage:exports', 'steps']);

/** What is wrong with an import; null when it keeps to the house. */
export function violation({ from, to }: Import): string | null {
  const room = roomOf(from);
  if (/^[@\w]/u.test(to) && !to.startsWith('src/') && !isOwn(to)) return packageViolation(room, from, to);
  const target = roomOf(to);
  if (target === room || ALLOWED[room]?.includes(target)) return null;
  return `${from} imports ${to}: ${room} may import only ${ALLOWED[room]?.join(', ') || 'nothing'}`;
}

const isOwn = (to: string): boolean => /^(bin|lib|lambdas|local|src)\//u.test(to);

function packageViolation(room: string, from: string, to: string): string | null {
  if (!WORLDLY.test(to) || MAY_TOUCH_THE_WORLD.has(room)) return null;
  if (FILES_OF_THE_ENGINE.test(to) && READS_FILES.has(room)) return null;
  return `${from} imports ${to}: only adapters touch the world`;
}

/** What in a source text of src/ (adapters left out) reads the clock, the environment or the console. */
export function worldlyUses(path: string, source: string): string[] {
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
