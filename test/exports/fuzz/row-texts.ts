import type { Chance } from './chance.ts';

/**
 * Texts that are hard for CSV readers: any bytes, pieces of the grammar in any order, and well-formed tables with some
 * bytes changed.
 */

const PIECES = [
  ...['a', 'b', 'é', 'ñ', '😀', '0', ' ', '\t', '\u00a0', '\u2003', '\ufeff', "'", '=', '\\', '#', '-'],
  ...['"', '""', '"""', '" ', ' "', '"\t', '"\u00a0', '"x', 'x"', '"\n', '\n"', '",', ',"', '";', ';"'],
  ...[
    ',',
    ';',
    '|',
    ',,',
    ',,,',
    '\n',
    '\n\n',
    '\n\n\n',
    ',\n',
    '\n,',
    ' \n',
    '\t\n',
    '"q,r"',
    '"q\nr"',
    '"q""r"',
    '"",""',
  ],
];

const CELLS = [
  '',
  '',
  'a',
  'V-1',
  ' x ',
  'é',
  'She said "no"',
  'a,b',
  'line\nbreak',
  '"',
  '""',
  ' ',
  '\u00a0',
  "'1",
  '=1',
  '😀😀',
];

export const SEPARATORS = [',', ';', '\t', '|'] as const;

/** Draws the bytes of a CSV file: any bytes, or a table that usually has `width` columns. */
export function rowBytes(chance: Chance, separator: string, width: number): Buffer {
  const kind = chance.below(10);
  if (kind === 0) return Buffer.from(chance.times(chance.below(400), () => chance.below(256)));
  if (kind < 4) return Buffer.from(rowText(chance, separator));
  const bytes = Buffer.from(tableText(chance, separator, width));
  return kind < 6 ? bytes : mutated(chance, bytes, separator);
}

/** Draws pieces of the grammar in any order; `,` stands for the separator. */
export function rowText(chance: Chance, separator: string): string {
  const pieces = chance.times(chance.below(40), () => chance.pick(PIECES));
  return pieces.join('').replaceAll(',', separator);
}

/**
 * Draws a table as programs write it: each cell is quoted if necessary, or more often; sometimes a row has a cell too
 * many or too few.
 */
export function tableText(chance: Chance, separator: string, width: number): string {
  const pad = chance.oneIn(4) ? chance.pick([' ', '\t ', '\u00a0']).replaceAll(separator, '') : '';
  const hasBlanks = chance.oneIn(3);
  const rows = chance.times(chance.below(8), () => {
    if (hasBlanks && chance.oneIn(5)) return '';
    return chance.times(width, () => written(chance, separator, pad)).join(separator);
  });
  const odd = chance.oneIn(3) ? chance.below(rows.length + 1) : -1;
  const lines = rows.map((row, at) => (at === odd ? `${row}${separator}${written(chance, separator, pad)}` : row));
  return lines.join('\n') + (chance.oneIn(4) ? '' : '\n');
}

function written(chance: Chance, separator: string, pad: string): string {
  const cell = chance.pick(CELLS);
  const needs = cell.includes(separator) || cell.includes('"') || cell.includes('\n');
  return needs || chance.oneIn(3) ? `"${cell.replaceAll('"', '""')}"${pad}` : cell;
}

/** Makes up to four small changes to bytes, as a faulty program or an interrupted transfer does. */
export function mutated(chance: Chance, bytes: Buffer, separator: string): Buffer {
  let changed = bytes;
  for (let left = 1 + chance.below(4); left > 0; left--) changed = once(chance, changed, separator);
  return changed;
}

function once(chance: Chance, bytes: Buffer, separator: string): Buffer {
  const at = chance.below(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + chance.below(12));
  const [head, part, tail] = [bytes.subarray(0, at), bytes.subarray(at, to), bytes.subarray(to)];
  switch (chance.below(6)) {
    case 0:
      return Buffer.concat([head, tail]); // dropped
    case 1:
      return Buffer.concat([head, part, part, tail]); // doubled
    case 2:
      return Buffer.concat([tail, head, part]); // moved
    case 3:
      return head; // cut off
    case 4:
      return Buffer.concat([head, Buffer.from([chance.below(256)]), part, tail]);
    default:
      return Buffer.concat([head, Buffer.from(chance.pick(['"', '\n', separator, '\r', '\r\n', ' '])), part, tail]);
  }
}
