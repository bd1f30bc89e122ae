import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { create } from 'fontkit';
import { describe, expect, it } from 'vitest';
import METRICS from '../../src/document/face-metrics.json' with { type: 'json' };
import { FACES, FONT_FEATURES } from '../../src/document/page/fonts.ts';
import { RunSetter } from '../../src/document/pdf/set-runs.ts';
import { FONTS } from './page-input.ts';

/** Every text of the sheets, the code lists and the golden pages, in pieces as long as a line. */
const ROOT = new URL('../../', import.meta.url);
const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => readFileSync(new URL(`${folder}${path}`, ROOT), 'utf8'));
const TEXTS = [
  ...filesBelow('templates/', '.md'),
  ...filesBelow('codes/', '.json'),
  ...filesBelow('test/golden/', '.txt'),
]
  .flatMap((text) => text.split('\n'))
  .map((line) => line.trim().slice(0, 120))
  .filter((line) => line !== '');

describe.each(FACES)('texts set in %s', (face) => {
  const font = create(FONTS[face]);
  const setter = new RunSetter(face);
  const asFontkit = (text: string) => {
    const { glyphs, positions } = font.layout(text, [...FONT_FEATURES]);
    return glyphs.map(({ id }, at) => `${id} ${positions[at]?.xAdvance} ${positions[at]?.xOffset}`).join('; ');
  };
  const asSet = (text: string) => {
    const run = setter.run(text);
    return run?.glyphs.map(({ id }, at) => `${id} ${run.positions[at]?.xAdvance} 0`).join('; ');
  };

  it('stand as fontkit would set them: every text there is', () => {
    for (const text of new Set(TEXTS)) expect(asSet(text), text).toBe(asFontkit(text));
  });

  it('stand as fontkit would set them: any text', () => {
    const character = fc.constantFrom(...METRICS[face].characters, ...'ffijlgI-17 ');
    const text = fc.array(character, { minLength: 1, maxLength: 30 }).map((all) => all.join('').normalize('NFC'));

    fc.assert(
      fc.property(text, (one) => asSet(one) === asFontkit(one)),
      { seed: 145, numRuns: 400 },
    );
  });

  it('are left to fontkit where the metrics do not speak of a character or of the file', () => {
    expect(setter.run('m\u0302')).toBeNull();
    expect(setter.run('→')).toBeNull();
    expect(setter.knows(FONTS[face])).toBe(true);
    expect(setter.knows(FONTS[face].slice(1))).toBe(false);
  });
});
