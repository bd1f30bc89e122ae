import type { ExposedNumber } from './family-exposures.ts';
import type { FamilyNumber, FamilyNumbers } from './family-numbers.ts';
import { type FamilyStep, numberToHide, printedAmong, toNumbers, withholdingStep } from './family-steps.ts';

/**
 * Chooses what a new edition hides or withholds next, because readers of approved pages learn a number of the new pages
 * or of the approved ones. Approved pages stay as they are, so a number that one of them prints is not hidden: that
 * protects nothing. The gentlest of these steps come first, because they may protect other numbers too:
 *
 *     a figure that prints marks only: they say that there are new records  -> withhold it
 *     the number itself, as the new page prints it                          -> hide it
 *     the total on the page of a member: the earlier total is known         -> hide it
 *     a map that shows the number or the total as a class                   -> withhold it
 *     otherwise                                                             -> as in a first edition (family-steps.ts)
 */
export function protectingStepsBack(exposed: readonly ExposedNumber[], numbers: FamilyNumbers): FamilyStep[] {
  const all = exposed.flatMap((one) => toNumbers(one, numbers));
  const marks = all.flatMap((number) => withholdMarks(number, numbers));
  if (marks.length > 0) return marks;
  const steps = all.flatMap((number) => stepOnSheet(number, numbers) ?? []);
  const kinds = ['hide', 'withhold', 'page'].map((kind) => steps.filter((step) => kind in step));
  return kinds.find(({ length }) => length > 0) ?? [];
}

/** Withholds the figures of the same records that print marks only, on every sheet that has the number. */
const withholdMarks = (number: FamilyNumber, numbers: FamilyNumbers): FamilyStep[] =>
  [number, ...numbers.equals(number)].flatMap(({ sheet, figure }) =>
    numbers
      .figuresOf(sheet)
      .filter((own) => own.counts === figure.counts && numbers.hasOnlyMarks(sheet, own))
      .map((own) => ({ withhold: { sheet, figure: own, name: { total: true } } })),
  );

function stepOnSheet(number: FamilyNumber, numbers: FamilyNumbers): FamilyStep | null {
  const total: FamilyNumber = { ...number, name: { total: true } };
  const own = numbers.isMember(number.sheet) ? [number, total] : [number];
  const [printed] = printedAmong(own, numbers);
  if (printed) return { hide: printed };
  const places = [number, total].flatMap((one) => [one, ...numbers.equals(one)]);
  const map = [...places, ...numbers.mapsOfMembers(number)].find((place) => numbers.isShownAsClass(place));
  if (map) return { withhold: map };
  const hide = numberToHide(number, numbers) ?? numberToHide(total, numbers);
  return hide ? { hide } : withholdingStep(number, numbers);
}
