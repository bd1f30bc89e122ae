import { readFile } from 'node:fs/promises';
import { NoSuchKey } from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { Failure, ifNotFound, isNotFound } from '../../src/domain/failure.ts';

it('knows what is not found in a file system and in S3 from other errors', async () => {
  const missing = readFile(new URL('./no-such-file', import.meta.url));
  expect(await missing.catch(isNotFound)).toBe(true);
  expect(isNotFound(new NoSuchKey({ message: '', $metadata: {} }))).toBe(true);
  const others = [
    Object.assign(new Error('full'), { code: 'ENOSPC' }),
    new Failure('StoreConflict', ''),
    null,
    'ENOENT',
  ];
  expect(others.map(isNotFound)).toEqual([false, false, false, false]);
});

it('replaces what is not found by a value, and throws other errors', async () => {
  expect(await readFile(new URL('./no-such-file', import.meta.url)).catch(ifNotFound('none'))).toBe('none');
  await expect(Promise.reject(new Error('full')).catch(ifNotFound('none'))).rejects.toThrow('full');
});
