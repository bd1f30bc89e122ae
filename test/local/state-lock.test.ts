import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDefinitions, openLocalRuntime } from '../../local/pipeline/local-runtime.ts';
import { startTable } from '../../local/state/dynalite-table.ts';
import { ownIdentity } from '../../local/state/process-identity.ts';
import { readNote } from '../../local/state/state-lock.ts';
import { loadDefinitions } from '../../src/definitions/load-definitions.ts';
import { spread } from '../at-length.ts';
import { keyOf } from '../steps/state-fixture.ts';
import { buildCases, KEY_FILE, ROOT, scratch } from './command-line.ts';

const shell = promisify(execFile);

let folder: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => {
  folder = await scratch();
  await mkdir(folder.path('state', 'table'), { recursive: true });
});
afterEach(() => folder.remove());

const table = () => folder.path('state', 'table');

async function open() {
  const { codes } = await loadDefinitions(openDefinitions());
  const definitions = openDefinitions();
  return openLocalRuntime({
    exports: folder.path(),
    state: folder.path('state'),
    hashKey: keyOf('ab'),
    codes,
    definitions,
  });
}

it('lets one process at a state at a time, the next when it is done', async () => {
  const order: string[] = [];
  const first = await startTable(table());
  const next = startTable(table()).then((second) => {
    order.push('second');
    return second.stop();
  });
  await new Promise((resolve) => setTimeout(resolve, 250));
  order.push('first');
  await first.stop();
  await next;
  expect(order).toEqual(['first', 'second']);
});

it('says who is at it when patience ends', async () => {
  const runtime = await open();
  await expect(startTable(table(), 100)).rejects.toMatchObject({
    name: 'StoreConflict',
    message: expect.stringContaining(`in use by process ${process.pid};`),
  });
  await runtime.close();
  expect(await readNote(folder.path('state'))).toBeNull();
});

it.each([
  ['the pid 1 of a container', '1'],
  ['a live process of somebody else', String(process.ppid)],
  ['nobody, being empty', ''],
  ['a process of another start', `${process.pid}-1-${ownIdentity().split('-')[2]}`],
])('opens a state at once whose note names %s', async (_, note) => {
  await writeFile(folder.path('state', 'lock'), note);
  const begun = Date.now();
  const runtime = await open();
  expect(Date.now() - begun).toBeLessThan(10_000);
  expect(await readFile(folder.path('state', 'lock'), 'utf8')).toBe(ownIdentity());
  await runtime.close();
});

const HOLD = `
  import '${ROOT}scripts/typescript.mjs';
  const { startTable } = await import('${ROOT}local/state/dynalite-table.ts');
  await startTable(process.argv[1]);
  console.log('open');
  setInterval(() => undefined, 1000);
`;

/** Starts a process that has the table open until it is killed. */
async function holder(prefix: readonly string[]): Promise<ChildProcess> {
  const [program = process.execPath, ...before] = [...prefix, process.execPath];
  const child = spawn(program, [...before, '--input-type=module', '-e', HOLD, table()], { cwd: ROOT });
  await once(child.stdout, 'data');
  return child;
}

/**
 * Returns the command that gives a process its own pid namespace, as in a container, for root and for others; empty if
 * that is forbidden.
 */
async function namespaces(): Promise<string[]> {
  for (const options of ['-pf', '-Upfr']) {
    const command = ['unshare', options, '--mount-proc', '--kill-child'];
    if (await shell('unshare', [...command.slice(1), 'true']).catch(() => null)) return command;
  }
  return [];
}

it('waits for a process of another container, and takes over when it is killed', async () => {
  const child = await holder(await namespaces());
  await expect(startTable(table(), 200)).rejects.toMatchObject({ name: 'StoreConflict' });
  child.kill('SIGKILL');
  const opened = await startTable(table(), 20_000);
  await opened.stop();
});

it('lets several processes at a stale note in one after the other, and none dies', async () => {
  // `npm run conformance -- reliability` lets six in at a time
  await buildCases(folder.path, 30);
  for (const note of spread(['1', '999999999-5-7', ownIdentity()], 1)) {
    await writeFile(folder.path('state', 'lock'), note);
    const command = ['bin/factsheets.mjs', 'editions', '--state', folder.path('state'), '--key', KEY_FILE];
    const ended = await Promise.allSettled(
      Array.from({ length: 3 }, () => shell(process.execPath, command, { cwd: ROOT })),
    );
    for (const one of ended)
      expect(one).toMatchObject({
        status: 'fulfilled',
        value: { stderr: '', stdout: expect.stringMatching(/revision 1/u) },
      });
  }
});
