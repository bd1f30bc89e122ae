import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../local/cli/main.ts';
import type { ShownCommand, ShownFile, Step } from './document-blocks.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The output of one command, both streams in order, and its exit code. */
export interface Ran {
  readonly command: string;
  readonly shown: readonly string[];
  readonly printed: readonly string[];
  readonly code: number;
}

/** A reader who follows documents to the letter, in a folder with copies of the program's definitions. */
export interface Reader {
  readonly folder: string;
  follow(steps: readonly Step[]): Promise<Ran[]>;
  leave(): Promise<void>;
}

/** Changes to a new folder; the caller must call `leave`. */
export async function newReader(): Promise<Reader> {
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-reader-'));
  for (const part of ['hotlines', 'codes', 'templates', 'boundaries', 'samples/bad'])
    await cp(join(ROOT, part), join(folder, part), { recursive: true });
  const before = process.cwd();
  return {
    folder,
    async follow(steps) {
      process.chdir(folder);
      const ran: Ran[] = [];
      for (const step of steps) {
        if ('file' in step) await write(folder, step.file);
        else ran.push(await run(folder, step.command, ran.at(-1)?.code ?? 0));
      }
      return ran;
    },
    async leave() {
      process.chdir(before);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function write(folder: string, { path, isAddition, text }: ShownFile): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  if (!isAddition) return writeFile(file, text);
  const list = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...list, codes: [...list.codes, ...JSON.parse(text)] }));
}

async function run(folder: string, { command, output }: ShownCommand, last: number): Promise<Ran> {
  const printed: string[] = [];
  const code = await execute(folder, command, printed, last);
  return { command, shown: output, printed, code };
}

async function execute(folder: string, command: string, printed: string[], last: number): Promise<number> {
  const say = (line: string): number => printed.push(...line.split('\n'));
  if (command === 'echo $?') return say(String(last)) && last;
  if (command.startsWith('npx --no factsheets ')) {
    const argv = command.split(/ +/u).slice(3);
    return main(argv, { out: say, err: say, watched: false }, { XDG_CONFIG_HOME: join(folder, '.config') });
  }
  if (!/^(?:cp|mkdir) /u.test(command))
    throw new Error(`a document may show cp, mkdir and factsheets, not: ${command}`);
  execFileSync('bash', ['-c', command], { cwd: folder });
  return 0;
}

/**
 * Returns the shown lines that were not printed, in order; a shown line that ends in "..." matches any continuation.
 */
export function notPrinted({ shown, printed }: Ran): string[] {
  let at = 0;
  return shown.filter((line) => {
    const begin = line.endsWith('...') ? line.slice(0, -3) : null;
    const found = printed.findIndex(
      (one, place) => place >= at && (begin === null ? one === line : one.startsWith(begin)),
    );
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}
