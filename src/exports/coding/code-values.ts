import type { FlagWords } from '../../definitions/hotline.ts';
import { fold, type UnknownCode } from '../../domain/codes.ts';
import { escapeRegExp } from '../../domain/text/escape.ts';
import { type Combination, codesOf, isSign, NOT_KNOWN, prefixCodes, type Vocabulary } from '../../domain/vocabulary.ts';
import type { FixedDetail } from '../problems/detail-texts.ts';
import { type CellProblem, error, warning } from './cell-coding.ts';

/** The values of one cell: for each known value the codes that its spelling may mean, and the unknown texts. */
export interface CellValues {
  readonly known: readonly (readonly string[])[];
  /** The folded spelling of each known value. */
  readonly labels: readonly string[];
  /** Texts that are in no list, and signs for "not known". */
  readonly unknown: readonly string[];
}

interface Part {
  readonly start: number;
  readonly end: number;
}

function parts(cell: string, separators: readonly string[]): Part[] {
  const separator = new RegExp(separators.map(escapeRegExp).join('|'), 'gu');
  const found: Part[] = [];
  let start = 0;
  for (const match of cell.matchAll(separator)) {
    found.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  found.push({ start, end: cell.length });
  return found.filter((part) => cell.slice(part.start, part.end).trim() !== '');
}

/**
 * Splits a cell into its values. The longest known label that starts at a part wins, so labels may contain the
 * separator. If some labels do, the unmatched text between two known labels is a single unknown value, because its
 * commas may be its own.
 */
export function cellValues(cell: string, vocabulary: Vocabulary): CellValues {
  const whole = codesOf(vocabulary, fold(cell));
  if (whole) return { known: [whole], labels: [fold(cell)], unknown: [] };
  const known: Label[] = [];
  const rests: Part[] = [];
  const all = parts(cell, vocabulary.separators);
  let restIsOpen = false;
  for (let at = 0; at < all.length; ) {
    const match = longestLabel(cell, all, at, vocabulary);
    if (match?.codes.length === 0) rests.push(match);
    else if (match) known.push(match);
    else addRest(rests, all[at], restIsOpen && vocabulary.joinsParts);
    restIsOpen = !match;
    at = match ? match.next : at + 1;
  }
  return {
    known: known.map(({ codes }) => codes),
    labels: known.map(({ label }) => label),
    unknown: rests.map(({ start, end }) => cell.slice(start, end).trim()),
  };
}

/** A known label in a cell: its codes (none for a "not known" sign), and the index of the part after it. */
interface Label extends Part {
  readonly label: string;
  readonly codes: readonly string[];
  readonly next: number;
}

function addRest(rests: Part[], part: Part | undefined, joins: boolean): void {
  if (!part) return;
  const open = joins ? rests.pop() : undefined;
  rests.push(open ? { start: open.start, end: part.end } : part);
}

function longestLabel(cell: string, all: readonly Part[], at: number, vocabulary: Vocabulary): Label | null {
  const start = all[at]?.start ?? 0;
  const most = Math.min(all.length, at + vocabulary.mostParts);
  let best: Label | null = null;
  for (let next = at + 1; next <= most; next++) {
    const end = all[next - 1]?.end ?? start;
    const label = fold(cell.slice(start, end));
    const spelled = codesOf(vocabulary, label) ?? (isSign(vocabulary, label) ? [] : null);
    const codes = spelled ?? (next === at + 1 ? prefixCodes(vocabulary, label) : null);
    if (codes) best = { label, codes, start, end, next };
  }
  return best;
}

/**
 * Applies every combination to the codes of one cell. A combined code absorbs its parts wherever they are in the cell.
 */
export function combineCodes(codes: Iterable<string>, combinations: readonly Combination[]): Set<string> {
  const set = new Set(codes);
  for (const { of, is } of combinations) {
    if (!set.has(is) && !of.every((code) => set.has(code))) continue;
    for (const code of of) set.delete(code);
    set.add(is);
  }
  return set;
}

/** The single code of one cell, with its problems and its equality key. */
export interface CodedCell {
  readonly code: string;
  readonly form: string;
  readonly problems: readonly CellProblem[];
}

/**
 * Returns the single code of a cell. Several values combine if the hotline defines a combination, and any other code
 * takes precedence over `unknown`. If there is still more than one code, or none, the result is `unknown`. An empty
 * cell is `unknown` without a problem.
 */
export function codeCell(cell: string, vocabulary: Vocabulary, unknown: UnknownCode, column: string): CodedCell {
  if (fold(cell) === '') return { code: unknown, form: unknown, problems: [] };
  const values = cellValues(cell, vocabulary);
  const codes = combineCodes(
    values.known.flatMap((candidates) => candidates.slice(0, 1)),
    vocabulary.combinations,
  );
  if (codes.size > 1) codes.delete(unknown);
  const [only] = codes;
  const texts = codes.size > 1 ? [cell] : values.unknown;
  const code = only !== undefined && codes.size === 1 ? only : unknown;
  const problems = texts.map((text) =>
    warning('value-unknown', column, unknownDetail(code === unknown, unknown), text),
  );
  return { code, form: [code, ...texts.map(fold).sort()].join('\n'), problems };
}

const unknownDetail = (isUnknown: boolean, unknown: UnknownCode): FixedDetail =>
  isUnknown ? `counted as ${unknown}` : 'left out beside a known value';

/** The codes of a multi-valued cell, with its problems and its equality key. */
export interface CodedList {
  readonly codes: readonly string[];
  readonly form: string;
  readonly problems: readonly CellProblem[];
}

/**
 * Returns the codes of a multi-valued cell, sorted. Unmatched values become `unknown`, or are omitted if that is null.
 * A spelling that itself means unknown has no effect, like an empty cell.
 */
export function codeList(cell: string, vocabulary: Vocabulary, unknown: UnknownCode | null, column: string): CodedList {
  const values = cellValues(cell, vocabulary);
  const first = values.known.flatMap((candidates) => candidates.slice(0, 1));
  const codes = combineCodes(first, vocabulary.combinations);
  codes.delete(NOT_KNOWN);
  if (unknown !== null && values.unknown.length > 0) codes.add(unknown);
  const detail: FixedDetail = unknown === null ? 'left out' : `counted as ${unknown}`;
  const sorted = [...codes].sort();
  return {
    codes: sorted,
    form: [...sorted, ...values.unknown.map((text) => `?${fold(text)}`).sort()].join('\n'),
    problems: values.unknown.map((text) => warning('value-unknown', column, detail, text)),
  };
}

/** Reads yes or no in the hotline's spelling or a usual one. Any other text, including an empty cell, is an error. */
export function codeFlag(cell: string, words: FlagWords, column: string): CodedFlag {
  const word = fold(cell);
  if (words.yes.has(word)) return { value: true, problems: [] };
  if (words.no.has(word)) return { value: false, problems: [] };
  const detail = word === '' ? 'empty' : 'neither yes nor no';
  return { value: null, problems: [error('flag-unreadable', column, detail, cell)] };
}

export interface CodedFlag {
  readonly value: boolean | null;
  readonly problems: readonly CellProblem[];
}
