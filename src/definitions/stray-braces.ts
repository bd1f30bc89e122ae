import { Failure } from '../domain/failure.ts';
import { allLines, type Line } from '../domain/prose.ts';
import type { Wording } from './wording.ts';

/** The chart words that bounds are filled into, and what the charts stage and the legend fill in. */
const CLASS_WORDS = ['class.fewer', 'class.between', 'class.more'];
const CLASS_BOUNDS = /\{(?:from|to|threshold)\}/gu;

/**
 * Refuses a wording with a brace that opens or closes no placeholder, or with a placeholder in a chart word that nobody
 * fills: both would be printed as they stand.
 * @throws Failure DefinitionInvalid naming file, key and the text from the brace on
 */
export function refuseStrayBraces({ file, words, prose, charts }: Wording): void {
  const lines = [
    ...Object.entries(words),
    ...Object.entries(prose).flatMap(([key, section]) => allLines(section).map((line): [string, Line] => [key, line])),
  ];
  // run by run, as placeholders are filled: bold inside of one would tear it apart
  for (const [key, line] of lines)
    for (const { text } of line) refuseBrace(file, key, text.replace(/\{[^{}]*\}/gu, ''), 'one stands like {victims}');
  for (const [key, text] of Object.entries(charts)) {
    const isClass = CLASS_WORDS.includes(key);
    const remedy = `only ${CLASS_WORDS.join(', ')} have placeholders among chart words: {from}, {to}, {threshold}`;
    refuseBrace(file, key, isClass ? text.replace(CLASS_BOUNDS, '') : text, remedy);
  }
}

function refuseBrace(file: string, key: string, rest: string, remedy: string): void {
  const found = /[{}].{0,20}/su.exec(rest)?.[0];
  if (found === undefined) return;
  throw new Failure('DefinitionInvalid', `${file}, "${key}": "${found}" is no placeholder; ${remedy}.`);
}
