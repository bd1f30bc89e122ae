import { readdirSync, readFileSync } from 'node:fs';
import { create, type OpenedFont } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { FACE_FILES, FACES, type Face, FONT_FEATURES } from '../../src/document/page/fonts.ts';

const ROOT = new URL('../../', import.meta.url);

const textOf = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const filesBelow = (folder: string, ending: string): string[] =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => `${folder}${path}`);

const open = (face: Face): OpenedFont => create(readFileSync(new URL(`fonts/${FACE_FILES[face]}`, ROOT)));
const width = (font: OpenedFont, text: string): number => font.layout(text, [...FONT_FEATURES]).advanceWidth;

/** Returns the texts in two languages of a definition, at any depth (`{ "en": ..., "es": ... }`). */
function wordsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const here = 'en' in value && 'es' in value ? [String(value.en), String(value.es)] : [];
  return [...here, ...Object.values(value).flatMap(wordsIn)];
}

const definitions = [...filesBelow('codes/', '.json'), ...filesBelow('hotlines/', '.json')].filter(
  (path) => !path.endsWith('.schema.json'),
);

describe.each(FACES)('the face %s', (face) => {
  const font = open(face);
  const lacked = (text: string): string[] =>
    [...new Set(text)].filter((one) => one >= ' ' && !font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0));

  it.each(filesBelow('templates/', '.md'))('has every character of %s', (path) => {
    expect(lacked(textOf(path))).toEqual([]);
  });

  it.each(definitions)('has every character that %s can print', (path) => {
    expect(lacked(wordsIn(JSON.parse(textOf(path))).join(''))).toEqual([]);
  });

  it('has the letters of English and Spanish and the marks a page sets', () => {
    expect(lacked('áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”‘’—–-…•·‡†§%‰°ºª€$£≤≥≠−×’\u00a0')).toEqual([]);
  });

  it('kept kerning and tabular figures', () => {
    expect(width(font, 'AV')).toBeLessThan(width(font, 'A') + width(font, 'V'));
    expect(new Set([...'0123456789'].map((digit) => width(font, digit))).size).toBe(1);
  });
});

it('the licence is next to the faces, and no reserved name forbids changing them', () => {
  const licence = textOf('fonts/OFL.txt');

  expect(licence).toContain('Copyright 2017 The Barlow Project Authors');
  expect(licence.split('PREAMBLE')[0]).not.toContain('Reserved Font Name');
});
