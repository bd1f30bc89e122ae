/**
 * Characters with effects beyond being shown: control characters (a terminal executes them, a log begins a line), line
 * separators, direction marks, invisible characters, and halves of characters.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Makes a text safe for a line of a terminal, a log or an event, whoever wrote it (a file name, a reason): unprintable
 * characters are escaped as in JSON, `\u001b`. A line of JSON remains the same JSON.
 */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (character) =>
    Array.from({ length: character.length }, (_, index) => escapeUnit(character.charCodeAt(index))).join(''),
  );

const escapeUnit = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;

/** Makes all texts of a JSON value printable, except keys. */
export function printableIn<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) => (typeof part === 'string' ? printable(part) : part));
}

/** Whether a text given by a person (a name, a reason) has only printable characters. */
export const isPrintable = (text: string): boolean => text.search(UNPRINTABLE) < 0;
