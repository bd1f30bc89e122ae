/**
 * Characters that do more than show themselves: control characters (a terminal obeys them, a log begins a line), line separators,
 * marks that turn the direction of a text, characters that show nothing, and halves of characters.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A text as it may stand in a line of a terminal, a log or an event, whoever wrote it (a name of a file, a reason): each character
 * that does more than show itself is written as JSON writes it, `\u001b`. A line of JSON stays the same JSON.
 */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (character) =>
    Array.from({ length: character.length }, (_, at) => escaped(character.charCodeAt(at))).join(''),
  );

const escaped = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;

/** A value of JSON whose texts, keys aside, are printable. */
export function printableIn<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) => (typeof part === 'string' ? printable(part) : part));
}

/** Whether a text a person gives (a name, a reason) is one that shows as it is: no character in it does more than show itself. */
export const isPrintable = (text: string): boolean => text.search(UNPRINTABLE) < 0;
