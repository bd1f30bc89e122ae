import { fold } from '../domain/codes.ts';

/** Labels less alike than this are no help: two of them share hardly a syllable. */
const LEAST_ALIKE = 0.3;

/**
 * The labels that a text is most like, the nearest first: those that share the most groups of three letters with it, without
 * case and accents (Dice's coefficient). None where no label is like it.
 *
 * @param most how many at most
 */
export function nearestLabels(text: string, labels: readonly string[], most = 3): string[] {
  const own = trigrams(text);
  return labels
    .map((label) => ({ label, alike: likeness(own, trigrams(label)) }))
    .filter(({ alike }) => alike >= LEAST_ALIKE)
    .sort((a, b) => b.alike - a.alike || (a.label < b.label ? -1 : 1))
    .slice(0, most)
    .map(({ label }) => label);
}

function trigrams(text: string): ReadonlySet<string> {
  const padded = `  ${fold(text)} `;
  return new Set(Array.from({ length: padded.length - 2 }, (_unused, at) => padded.slice(at, at + 3)));
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((part) => b.has(part)).length;
  return (2 * shared) / (a.size + b.size);
}
