import { expect, it } from 'vitest';
import { assertOutsideExports } from '../../local/state/places.ts';

it.each(['exports/out', 'exports', './exports/../exports/a/b'])('refuses to write to %s, which is read', (out) => {
  expect(() => assertOutsideExports('exports', { '--out': out })).toThrow(
    `--out: ${out} is inside the folder of the exports; name one beside it`,
  );
});

it.each(['out', 'exports-out', '../exports', 'a/exports', undefined])('takes %s, which is beside it', (out) => {
  expect(() => assertOutsideExports('exports', { '--out': out })).not.toThrow();
});
