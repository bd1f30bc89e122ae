/** Joins names as a sentence does: `a`, `a and b`, `a, b and c`. */
export function joined(names: readonly string[], and: string): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${and} ${last}`;
}

/** An integer with a separator between thousands. */
export const grouped = (count: number, separator: string): string =>
  String(count).replace(/\B(?=(?:\d{3})+$)/gu, separator);
