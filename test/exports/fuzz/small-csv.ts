/**
 * Reads the rows of a CSV text by the contract, with a state machine that shares nothing with src/exports: one
 * character at a time, without look-ahead or pieces.
 */

/** A row, and the number of lines it takes in the text. */
export interface SmallRow {
  readonly cells: readonly string[];
  /** Whether something other than blanks follows a closing quote: the line is then one broken row. */
  readonly isBroken: boolean;
  readonly lines: number;
}

export interface SmallRows {
  readonly rows: readonly SmallRow[];
  /** Whether the row after the last one has a quote that never closes. */
  readonly isUnclosed: boolean;
}

type Sign = 'quote' | 'separator' | 'line-end' | 'blank' | 'other';
type State = 'start' | 'plain' | 'quoted' | 'quote' | 'behind';
/** The next state; `+` adds the sign to the cell, `cell` ends the cell, `row` the row. */
type Step = State | `+${State}` | 'cell' | 'row' | 'broken';

const STEPS: Readonly<Record<State, Readonly<Record<Sign, Step>>>> = {
  start: { quote: 'quoted', separator: 'cell', 'line-end': 'row', blank: '+plain', other: '+plain' },
  plain: { quote: '+plain', separator: 'cell', 'line-end': 'row', blank: '+plain', other: '+plain' },
  quoted: { quote: 'quote', separator: '+quoted', 'line-end': '+quoted', blank: '+quoted', other: '+quoted' },
  quote: { quote: '+quoted', separator: 'cell', 'line-end': 'row', blank: 'behind', other: 'broken' },
  behind: { quote: 'broken', separator: 'cell', 'line-end': 'row', blank: 'behind', other: 'broken' },
};

/**
 * Reads the rows of a text.
 * @param text with `\n` line ends
 */
export function smallRows(text: string, separator: string): SmallRows {
  const rows: SmallRow[] = [];
  let from = 0;
  while (from < text.length) {
    const row = rowAt(text, from, separator);
    if (row === 'unclosed') return { rows, isUnclosed: true };
    rows.push(row);
    from = row.next;
  }
  return { rows, isUnclosed: false };
}

function rowAt(text: string, from: number, separator: string): (SmallRow & { next: number }) | 'unclosed' {
  const cells = [''];
  let state: State = 'start';
  for (let at = from; at < text.length; at++) {
    const step: Step = STEPS[state][signAt(text, at, separator)];
    if (step === 'broken') return brokenAt(text, from);
    if (step === 'row') return { cells, isBroken: false, lines: lineCount(text.slice(from, at + 1)), next: at + 1 };
    if (step.startsWith('+')) cells.push(cells.pop() + text.charAt(at));
    if (step === 'cell') cells.push('');
    state = step === 'cell' ? 'start' : (step.replace('+', '') as State);
  }
  if (state === 'quoted') return 'unclosed';
  return { cells, isBroken: false, lines: lineCount(text.slice(from)), next: text.length };
}

function signAt(text: string, at: number, separator: string): Sign {
  const sign = text.charAt(at);
  if (sign === separator) return 'separator';
  if (sign === '"') return 'quote';
  if (sign === '\n') return 'line-end';
  return [' ', '\t', '\u00a0'].includes(sign) ? 'blank' : 'other';
}

function brokenAt(text: string, from: number): SmallRow & { next: number } {
  const end = text.indexOf('\n', from);
  return { cells: [], isBroken: true, lines: 1, next: end < 0 ? text.length : end + 1 };
}

/** Counts the lines of a text; an empty line after the last line end does not count. */
export const lineCount = (text: string): number =>
  text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

/** Whether a row has no content: it has a number but is not a record. */
export const isBlank = ({ cells, isBroken }: SmallRow): boolean => !isBroken && cells.join('').trim() === '';
