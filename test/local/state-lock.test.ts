import { spawnSync } from 'node:child_process';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockState } from '../../local/state-lock.ts';
import { scratch } from './command-line.ts';

let folder: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => {
  folder = await scratch();
  await mkdir(folder.path('state'));
});
afterEach(() => folder.remove());

it('lets one process at a state at a time, the next when it is done', async () => {
  const order: string[] = [];
  const unlock = await lockState(folder.path('state'));
  const next = lockState(folder.path('state')).then((free) => {
    order.push('second');
    return free();
  });
  await new Promise((resolve) => setTimeout(resolve, 250));
  order.push('first');
  await unlock();
  await next;
  expect(order).toEqual(['first', 'second']);
});

it('says who is at it when patience ends', async () => {
  const unlock = await lockState(folder.path('state'));
  await expect(lockState(folder.path('state'), 100)).rejects.toMatchObject({
    name: 'StoreConflict',
    message: expect.stringContaining(`in use by process ${process.pid}`),
  });
  await unlock();
});

it('takes over from a process that died at it', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await writeFile(folder.path('state', 'lock'), String(pid));
  await lockState(folder.path('state'), 0);
  expect(await readFile(folder.path('state', 'lock'), 'utf8')).toBe(String(process.pid));
});

it('takes over from a process that died before it had written who it is', async () => {
  const lock = folder.path('state', 'lock');
  await writeFile(lock, '');
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(lock, longAgo, longAgo);
  await lockState(folder.path('state'), 0);
  expect(await readFile(lock, 'utf8')).toBe(String(process.pid));
});
