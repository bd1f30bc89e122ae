/** Joins names as a sentence does: `a`, `a and b`, `a, b and c`. */
export function joinNames(names: readonly string[], and: string): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${and} ${last}`;
}

/** An integer with a separator between thousands. */
export const groupDigits = (count: number, separator: string): string =>
  String(count).replace(/\B(?=(?:\d{3})+$)/gu, separator);

/** How many names an example has. */
const SHOWN = 12;

/** Names some of many: `a, b and so on` is written as `a, b, …`. */
export const someOf = (names: readonly string[]): string =>
  names.length <= SHOWN ? names.join(', ') : `${names.slice(0, SHOWN).join(', ')}, …`;

/** A text with a capital at its start. */
export const capitalize = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
