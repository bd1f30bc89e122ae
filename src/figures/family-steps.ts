import type { ExposedNumber } from './family-exposures.ts';
import type { FamilyNumber, FamilyNumbers } from './family-numbers.ts';
import { groupStaysOpen } from './reader-knowledge.ts';

/** One more number of a family to hide, or a figure of one sheet or the page of a sheet (by its index) to withhold. */
export type FamilyStep =
  | { readonly hide: FamilyNumber }
  | { readonly withhold: FamilyNumber }
  | { readonly page: number };

/**
 * Chooses for each exposed number what to hide next, all from the same state:
 *
 *     a sum over the members that leaves less than k, or one hidden number   -> the smallest printed member
 *     two hidden numbers of its sheet and of its name, but no fourth         -> the fourth, so that they can change together
 *     otherwise the smallest printed number of its name, of another member; then of its own figure; then the main sheet's
 *     nothing left to hide                                                   -> withhold its figure; that of the main sheet, of the
 *                                                                               other members; then its page, the pages of
 *                                                                               the other members, and that of the main sheet
 *     a place of a map                                                       -> withhold the maps of members that have it first
 * Without a step, the sheets print nothing but zeros.
 */
export function protectingSteps(exposed: readonly ExposedNumber[], numbers: FamilyNumbers): FamilyStep[] {
  return exposed.flatMap((one) => toNumbers(one, numbers).flatMap((number) => protectingStep(number, numbers) ?? []));
}

/** Returns an exposed number as one of the new sheets. */
export function toNumbers(
  { sheet, hidden: { figure: id, part, cell } }: ExposedNumber,
  { sheets }: FamilyNumbers,
): FamilyNumber[] {
  const figure = sheets[sheet]?.figures.find((one) => one.id === id);
  if (!figure) return [];
  if (part === 'total') return [{ sheet, figure, name: { total: true } }];
  return [{ sheet, figure, name: part === 'known' ? { known: true } : { cell: cell ?? '' } }];
}

function protectingStep(number: FamilyNumber, numbers: FamilyNumbers): FamilyStep | null {
  const hide = numberToHide(number, numbers);
  return hide ? { hide } : withholdingStep(number, numbers);
}

/** Returns the next number to hide to protect another one. */
export function numberToHide(number: FamilyNumber, numbers: FamilyNumbers): FamilyNumber | undefined {
  if (number.figure.print.as === 'classes' && !('total' in number.name)) return undefined;
  const others = numbers.others(number);
  const ofMembers = printedAmong(
    others.filter(({ sheet }) => numbers.isMember(sheet)),
    numbers,
  );
  const own = printedAmong(numbers.neighbours(number), numbers);
  const choices = [
    isSumOpen(number, numbers) ? fourth(number, numbers) : [],
    ofMembers,
    number.figure.print.as === 'counts' ? own : [],
    printedAmong(
      others.filter(({ sheet }) => !numbers.isMember(sheet)),
      numbers,
    ),
  ];
  return choices.find(({ length }) => length > 0)?.toSorted((a, b) => numbers.compare(a, b))[0];
}

/** Returns the numbers that can be hidden: they are printed and not zero, and no approved page prints them. */
export const printedAmong = (among: readonly FamilyNumber[], numbers: FamilyNumbers): FamilyNumber[] =>
  among.filter((number) => numbers.value(number) > 0 && numbers.isPrinted(number) && !numbers.isPublished(number));

const hiddenAmong = (among: readonly FamilyNumber[], numbers: FamilyNumbers): FamilyNumber[] =>
  among.filter((number) => numbers.value(number) > 0 && !numbers.isPrinted(number));

/** Whether the hidden numbers of a sum over members stay open, as the hidden cells of a figure do. */
function isSumOpen(number: FamilyNumber, numbers: FamilyNumbers): boolean {
  const all = [number, ...numbers.others(number)];
  const main = all.find(({ sheet }) => !numbers.isMember(sheet));
  if (!main || !numbers.isPrinted(main)) return true;
  const members = all.filter(({ sheet }) => numbers.isMember(sheet));
  const rest = printedAmong(members, numbers).reduce((sum, one) => sum - numbers.value(one), numbers.value(main));
  const ones = hiddenAmong(members, numbers).map(() => 1);
  const threshold = numbers.sheets[number.sheet]?.policy.threshold ?? 0;
  return rest >= threshold && groupStaysOpen(ones, rest, threshold);
}

/** Returns the printed numbers that are in the column of a hidden neighbour, on the sheet of a hidden namesake. */
function fourth(number: FamilyNumber, numbers: FamilyNumbers): FamilyNumber[] {
  const sheets = new Set(hiddenAmong(numbers.others(number), numbers).map(({ sheet }) => sheet));
  const columns = hiddenAmong(numbers.neighbours(number), numbers);
  return printedAmong(
    columns.flatMap((neighbour) => numbers.others(neighbour).filter(({ sheet }) => sheets.has(sheet))),
    numbers,
  );
}

/**
 * Returns the member's map that is withheld to protect a place of a map: its own, then that of the member with the fewest
 * records among those with some of this place. Places are not hidden one by one, and without this order the main sheet of
 * few members nearly always loses its map.
 */
function memberMap(number: FamilyNumber, numbers: FamilyNumbers): FamilyNumber | undefined {
  if (number.figure.print.as !== 'classes') return undefined;
  const isChoice = (one: FamilyNumber): boolean =>
    numbers.isMember(one.sheet) && !numbers.isWithheld(one) && numbers.value(one) > 0;
  if (isChoice(number)) return number;
  const others = numbers.others(number).filter(isChoice);
  return others.toSorted((a, b) => a.figure.total - b.figure.total || numbers.compare(a, b))[0];
}

/** Returns what is withheld when no more numbers can be hidden; null if the sheets print nothing but zeros. */
export function withholdingStep(number: FamilyNumber, numbers: FamilyNumbers): FamilyStep | null {
  const map = memberMap(number, numbers);
  if (map) return { withhold: map };
  const others = numbers.others({ ...number, name: { total: true } });
  const members = others.filter(({ sheet }) => numbers.isMember(sheet));
  const all = [number, ...others.filter(({ sheet }) => !numbers.isMember(sheet)), ...members];
  const withhold = all.find((one) => one.figure.cells.length > 0 && !numbers.isWithheld(one));
  if (withhold) return { withhold };
  const sheets = [number.sheet, ...numbers.sheets.keys()];
  const isPrinted = (sheet: number): boolean => !numbers.isPageWithheld(sheet);
  const page = [...sheets.filter((sheet) => numbers.isMember(sheet)), ...sheets].find(isPrinted);
  return page === undefined ? null : { page };
}
