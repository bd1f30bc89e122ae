import { fold } from '../codes.ts';

/** The number of characters that are compared. No label is longer, and the time grows with the square of the length. */
const LONGEST = 80;

/**
 * Returns the labels that an unknown text most likely means, the nearest first: those that differ from it only by a few
 * typing errors (case, accents and spaces are ignored), or that begin with it. Returns none for texts of one or two
 * letters, which are near everything.
 *
 * The result contains only strings from `labels`. It still hints at the text, so print it only where the text itself
 * may be shown: to the uploader on the terminal, in problems.csv, and to whoever edits a list of stakeholders, of the sheets
 * that they name. It must not be in a detail or a log.
 *
 * @param labels the allowed spellings, in the form that people read
 * @param most the maximum number of labels to return
 */
export function nearestLabels(text: string, labels: readonly string[], most = 3): string[] {
  const wanted = fold(text.slice(0, 2 * LONGEST)).slice(0, LONGEST);
  if (wanted.length < 3) return [];
  const near = [...new Set(labels)].flatMap((label, index) => {
    const folded = fold(label).slice(0, LONGEST);
    const distance = distanceTo(wanted, folded);
    return distance === null ? [] : [{ label, index, distance }];
  });
  return near
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .slice(0, most)
    .map(({ label }) => label);
}

/** Returns the distance of a label from the text; null if it is too far to be the intended label. */
function distanceTo(wanted: string, label: string): number | null {
  const allowed = Math.max(1, Math.floor(Math.min(wanted.length, label.length) / 3));
  if (Math.abs(wanted.length - label.length) <= allowed) {
    const slips = editDistance(wanted, label);
    if (slips <= allowed) return slips;
  }
  return wanted.length >= 4 && label.startsWith(wanted) ? allowed + 1 : null;
}

/** Counts letters inserted, omitted, replaced, or swapped with their neighbour (optimal string alignment). */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_unused, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1];
      const isExchanged = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const steps = [(last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1)];
      if (isExchanged) steps.push((before[j - 2] ?? 0) + 1);
      row.push(Math.min(...steps));
    }
    before = last;
    last = row;
  }
  return last[to.length] ?? 0;
}
