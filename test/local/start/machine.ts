import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { start } from '../../../local/cli/commands/start.ts';
import type { DomainEvent } from '../../../src/domain/event.ts';
import { KEY_FILE, scratch } from '../command-line.ts';
import { copyPlain } from '../plain-sheet.ts';

/** A line of `factsheets start --json`. */
export type Line =
  | DomainEvent
  | { readonly pages: { sheet: string; month: string; revision: number; files: string[] } }
  | { readonly problems: { key: string; files: string[] } }
  | { readonly failure: { about: string; name: string; message: string; runbook: string } }
  | { readonly status: string };

/** One machine's pipeline in this process, with its own folders and definitions. */
export interface RunningMachine {
  readonly path: (...parts: string[]) => string;
  readonly lines: Line[];
  put(key: string, content: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** Returns the events of a name emitted so far. */
  emitted(name: string): DomainEvent[];
  /** Makes a change and waits until the machine is up to date with it. */
  after(change: () => Promise<unknown>): Promise<Line[]>;
  /** Stops the machine if it runs, and returns its exit code. */
  stop(): Promise<number>;
  begin(): Promise<void>;
  leave(): Promise<void>;
}

/**
 * Prepares a machine; `begin` starts it.
 * @param languages of the border sheet, which has a plain page; each renders its own, so one is enough for most tests
 */
export async function newMachine(languages: readonly string[] = ['en']): Promise<RunningMachine> {
  const folder = await scratch();
  const { path } = folder;
  copyPlain(path('definitions'));
  const sheet = path('definitions', 'templates', 'us-mexico-border', 'sheet.json');
  await writeFile(sheet, JSON.stringify({ ...JSON.parse(await readFile(sheet, 'utf8')), languages }));
  await mkdir(path('exports'));
  const lines: Line[] = [];
  let [controller, running] = [new AbortController(), Promise.resolve(0)];
  const until = async (from: number, holds: (line: Line) => boolean): Promise<Line[]> => {
    while (!lines.slice(from).some(holds)) await setTimeout(20);
    return lines.slice(from);
  };
  const isUpToDate = (line: Line): boolean =>
    'status' in line && (line.status === 'up-to-date' || line.status === 'behind');
  return {
    path,
    lines,
    put: async (key, content) => {
      await mkdir(dirname(path('exports', key)), { recursive: true });
      await writeFile(path('exports', key), content);
    },
    remove: (key) => rm(path('exports', key), { recursive: true }),
    emitted: (name) => lines.flatMap((line) => ('name' in line && line.name === name ? [line] : [])),
    after: async (change) => {
      const from = lines.length;
      await change();
      return until(from, isUpToDate);
    },
    begin: async () => {
      controller = new AbortController();
      const terminal = {
        out: (line: string) => void lines.push(JSON.parse(line)),
        err: () => undefined,
        watched: false,
      };
      running = start(
        {
          exports: path('exports'),
          state: path('state'),
          out: path('out'),
          definitions: path('definitions'),
          config: undefined,
          key: KEY_FILE,
          settleMs: 200,
          json: true,
        },
        terminal,
        {},
        controller.signal,
      );
    },
    stop: () => {
      controller.abort();
      return running;
    },
    leave: async () => {
      controller.abort();
      await running.catch(() => undefined);
      await folder.remove();
    },
  };
}
