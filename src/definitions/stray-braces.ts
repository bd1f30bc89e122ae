import { Failure } from '../domain/failure.ts';
import { allLines, type Line } from '../domain/prose.ts';
import type { Wording } from './wording.ts';

/** The chart words with bounds as placeholders, and the placeholders that the charts stage and the legend fill. */
const CLASS_WORDS = ['class.fewer', 'class.between', 'class.more'];
const CLASS_BOUNDS = /\{(?:from|to|threshold)\}/gu;

/**
 * Asserts that every brace in a wording belongs to a placeholder, and that every placeholder in a chart word is filled:
 * otherwise they would be printed literally.
 * @throws Failure DefinitionInvalid with file, key and the text from the brace on
 */
export function assertNoStrayBraces({ file, words, prose, charts }: Wording): void {
  const lines = [
    ...Object.entries(words),
    ...Object.entries(prose).flatMap(([key, section]) => allLines(section).map((line): [string, Line] => [key, line])),
  ];
  // run by run, as placeholders are filled: bold text inside one would split it
  for (const [key, line] of lines)
    for (const { text } of line)
      assertPlaceholder(file, key, text.replace(/\{[^{}]*\}/gu, ''), 'write it like {victims}');
  for (const [key, text] of Object.entries(charts)) {
    const isClass = CLASS_WORDS.includes(key);
    const remedy = `only ${CLASS_WORDS.join(', ')} have placeholders among chart words: {from}, {to}, {threshold}`;
    assertPlaceholder(file, key, isClass ? text.replace(CLASS_BOUNDS, '') : text, remedy);
  }
}

function assertPlaceholder(file: string, key: string, rest: string, remedy: string): void {
  const match = /[{}].{0,20}/su.exec(rest)?.[0];
  if (match === undefined) return;
  throw new Failure('DefinitionInvalid', `${file}, "${key}": "${match}" is not a placeholder; ${remedy}.`);
}
