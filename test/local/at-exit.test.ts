import { readdir } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeScratch } from '../../local/state/scratch.ts';
import { scratch } from './command-line.ts';

let folder: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => {
  folder = await scratch();
});
afterEach(() => folder.remove());

it('many scratch folders have one listener for the end of the process, and all go at it', async () => {
  const before = process.listenerCount('exit');
  const all = await Promise.all(Array.from({ length: 20 }, () => makeScratch(folder.path())));
  expect(process.listenerCount('exit')).toBeLessThanOrEqual(before + 1);
  await all[0]?.remove();
  expect(await readdir(folder.path())).toHaveLength(19);
  const ours = process.listeners('exit').find(({ name }) => name === 'runAll');
  ours?.call(process, 0);
  expect(await readdir(folder.path())).toEqual([]);
  for (const one of all) await one.remove();
  expect(process.listenerCount('exit')).toBe(before);
});
