import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Failure, ifNotFound } from '../../src/domain/failure.ts';
import type { IndexPart } from '../../src/domain/running-count.ts';
import { type IndexContext, IndexUnusable } from '../../src/steps/compute-figures/index-files.ts';
import {
  extendIndex,
  filesWithTokens,
  joinParts,
  keptParts,
  storeIndex,
} from '../../src/steps/compute-figures/record-index.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'factsheets-index-'));
});
afterEach(() => rm(root, { recursive: true }));

/** What a run has: its own folder, and files that were stored by runs before. */
async function runOf(number: number): Promise<IndexContext> {
  const folder = join(root, `run-${number}`);
  const stored = join(root, 'stored');
  await mkdir(folder, { recursive: true });
  await mkdir(stored, { recursive: true });
  const pathOf = (key: string) => join(stored, key.replaceAll('/', ' '));
  return {
    countIndex: {
      async fetch(key, toPath) {
        const copied = await copyFile(pathOf(key), toPath).catch(ifNotFound(null));
        if (copied === null) throw new Failure('StoreConflict', `${key} is missing`);
      },
      putFile: (key, path) => copyFile(path, pathOf(key)),
    },
    engine: { folder },
    sheet: 'border',
    secret: new Uint8Array(32),
    tokensOfPiece: 50,
  };
}

const UPPER = [0, 1, 0x7fff, 0xffff].map((upper) => upper * 2 ** 32);
const token = fc.tuple(fc.constantFrom(...UPPER), fc.nat(200)).map(([upper, lower]) => upper + lower);
/** The tokens of each file, month by month, and whether all parts become one then. */
const files = fc.array(fc.array(token, { maxLength: 12 }), { minLength: 1, maxLength: 3 });
const months = fc.array(fc.tuple(files, fc.boolean()), { maxLength: 20 });

it('finds the files of every token that was added, through all pieces and merged parts', async () => {
  let number = 0;
  await fc.assert(
    fc.asyncProperty(months, fc.array(token), async (history, wanted) => {
      const filesOf = new Map<number, Set<string>>();
      let index: readonly IndexPart[] = [];
      for (const [month, [files, isJoined]] of history.entries()) {
        const ids = files.map((_, file) => `${month} ${file}`);
        const pairs = files.flatMap((tokens, file) => tokens.map((one): [number, number] => [one, file]));
        pairs.sort(([a, one], [b, other]) => a - b || one - other);
        for (const [one, file] of pairs) filesOf.set(one, (filesOf.get(one) ?? new Set()).add(ids[file] ?? ''));
        const list = {
          tokens: Float64Array.from(pairs, ([one]) => one),
          files: Float64Array.from(pairs, ([, at]) => at),
        };
        const run = await runOf(number++);
        const extended = await extendIndex(run, index, list, ids);
        const joined = isJoined ? await joinParts(run, extended) : extended;
        await storeIndex(run, joined, index);
        index = joined;
      }
      for (const tokens of [wanted, ...wanted.map((one) => [one])]) {
        const sorted = Float64Array.from(tokens).sort();
        const expected = new Set(tokens.flatMap((one) => [...(filesOf.get(one) ?? [])]));
        expect(await filesWithTokens(await runOf(number++), index, sorted)).toEqual(expected);
      }
    }),
    { numRuns: 12 },
  );
});

const changes: readonly ((bytes: Buffer) => Buffer)[] = [
  (bytes) => bytes.fill(bytes.readUInt8(0) ^ 1, 0, 1), // where the first group begins
  (bytes) => bytes.fill(0xff, Math.min(2 ** 17, bytes.length - 4)), // groups that begin after the file's end
  (bytes) => bytes.fill(bytes.readUInt8(bytes.length - 1) ^ 128, bytes.length - 1),
  (bytes) => bytes.subarray(0, bytes.length - 4),
  (bytes) => Buffer.concat([bytes, Buffer.alloc(4)]),
  (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]),
  () => Buffer.alloc(0),
];

it('does not use a file of the index that was changed in any way', async () => {
  const first = await runOf(0);
  const tokens = Float64Array.from({ length: 1000 }, (_, at) => at * 2 ** 36);
  const index = await extendIndex(first, [], { tokens, files: new Float64Array(1000) }, ['a file']);
  await storeIndex(first, index, []);
  const stored = join(root, 'stored');
  const written = new Map<string, Buffer>();
  for (const name of await readdir(stored)) written.set(join(stored, name), await readFile(join(stored, name)));
  expect(written.size).toBe(2);
  expect(await filesWithTokens(await runOf(1), index, tokens)).toEqual(new Set(['a file']));
  let number = 2;
  for (const [path, bytes] of written) {
    for (const change of changes) {
      await writeFile(path, change(Buffer.from(bytes)));
      await expect(filesWithTokens(await runOf(number++), index, tokens)).rejects.toThrow(IndexUnusable);
    }
    await rm(path);
    await expect(filesWithTokens(await runOf(number++), index, tokens)).rejects.toThrow(IndexUnusable);
    await writeFile(path, bytes);
  }
});

/** Adds parts one by one; returns the sizes of the parts, and how many tokens were written altogether. */
function addAll(added: readonly number[]): { readonly sizes: number[]; readonly written: number } {
  let sizes: number[] = [];
  let written = 0;
  for (const size of added) {
    const kept = keptParts(sizes, size);
    const merged = sizes.slice(kept).reduce((sum, one) => sum + one, size);
    sizes = [...sizes.slice(0, kept), merged];
    written += merged;
  }
  return { sizes, written };
}

it('has few parts after many months of about the same size, each token written a few times', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 900, max: 1100 }), { minLength: 1, maxLength: 250 }), (months) => {
      const { sizes, written } = addAll(months);
      const total = months.reduce((sum, one) => sum + one, 0);
      const levels = Math.ceil(Math.log(months.length) / Math.log(4)) + 1;
      expect(sizes.length).toBeLessThanOrEqual(3 * levels);
      expect(written).toBeLessThanOrEqual(total * levels);
      expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(total);
    }),
  );
});

it('does not write a large part again for small ones', () => {
  const { sizes } = addAll([1_000_000, ...Array.from({ length: 30 }, () => 100)]);
  expect(sizes[0]).toBe(1_000_000);
});
