import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { KEY_FILE, ROOT } from '../command-line.ts';
import type { Line } from './machine.ts';

/** `factsheets start` in its own process, so that it can be killed. */
export interface Child {
  readonly lines: Line[];
  readonly errors: () => string;
  /** Waits until a condition is true or the process has ended. */
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Returns the exit code; null if a signal ended the process. */
  ended(): Promise<number | null>;
}

const PLACES = ['exports', 'state', 'out', 'definitions'];

export function startChild(folder: string): Child {
  const at = (name: string): string[] => [`--${name}`, join(folder, name)];
  const argv = ['start', '--json', '--settle', '0.2', '--key', KEY_FILE, ...PLACES.flatMap(at)];
  const child: ChildProcess = spawn(process.execPath, [`${ROOT}bin/factsheets.mjs`, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Line[] = [];
  let [rest, errors] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = `${rest}${chunk}`.split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) lines.push(JSON.parse(part));
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  const end = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    lines,
    errors: () => errors,
    until: async (holds) => {
      while (child.exitCode === null && child.signalCode === null && !(await holds())) await setTimeout(2);
    },
    signal: (name) => void child.kill(name),
    ended: () => end,
  };
}

/** Returns every file below a folder with a hash of its bytes. */
export async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashed = files.map(
    async (file) =>
      [
        relative(folder, file),
        createHash('sha256')
          .update(await readFile(file))
          .digest('hex'),
      ] as const,
  );
  return Object.fromEntries((await Promise.all(hashed)).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
