import type { PrintedFigure } from '../../src/domain/figure.ts';
import type { Knowledge } from '../../src/figures/reader-model.ts';
import type { PublicFigure } from '../../src/figures/reader-variables.ts';
import type { Interval, Sheet } from './attacker.ts';
import { halfUp } from './attacker-naive.ts';

/** One set of numbers that a figure may have. */
interface World {
  readonly total: number;
  readonly known: number;
  readonly cells: readonly number[];
}

const upTo = (cap: number): number[] => Array.from({ length: cap + 1 }, (_, value) => value);
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);
const small = (count: number, k: number): boolean => count >= 1 && count < k;

/** Returns the values that one number may have on its own: the printed value, or values from 0 to the cap. */
function candidates(figure: PublicFigure, printed: PrintedFigure, key: string, cap: number): number[] {
  const cell = printed.cells.find((one) => one.key === key);
  if (cell && typeof cell.count === 'number') return [cell.count];
  if (cell?.class) {
    const { from, to } = cell.class;
    return upTo(cap).filter((count) => count >= from && (to === null || count <= to));
  }
  if (cell) return upTo(cap).slice(1);
  if (figure.print.as !== 'top' || printed.cells.length < figure.print.limit) return upTo(cap);
  return upTo(cap).filter((count) => printed.cells.every((one) => (one.count ?? cap) >= count));
}

function knownCandidates(figure: PublicFigure, printed: PrintedFigure, cap: number): number[] {
  if (!figure.hasKnown) return [0];
  if (typeof printed.known === 'number') return [printed.known];
  return printed.total === null || printed.withheld ? upTo(cap) : upTo(cap).slice(1);
}

const product = (lists: readonly (readonly number[])[]): number[][] =>
  lists.reduce<number[][]>((all, list) => all.flatMap((head) => list.map((value) => [...head, value])), [[]]);

function obeysArithmetic(figure: PublicFigure, printed: PrintedFigure, { total, known, cells }: World): boolean {
  if (figure.hasKnown && known > total) return false;
  for (const { key, share } of printed.cells) {
    if (typeof share === 'number' && halfUp(cells[figure.keys.indexOf(key)]!, total) !== share) return false;
  }
  if (!figure.multi) {
    if (cells.length === 0) return true;
    return figure.print.as === 'top' ? sum(cells) <= total : sum(cells) === total;
  }
  return cells.every((count) => count <= (figure.hasKnown ? known : total));
}

const knownIsSmall = (figure: PublicFigure, { total, known }: World, k: number): boolean =>
  figure.hasKnown && (small(known, k) || small(total - known, k));

/** Whether a figure satisfies what only a thorough reader knows. */
function obeysTheMap(figure: PublicFigure, printed: PrintedFigure, fixture: World, k: number): boolean {
  if (!figure.hasKnown) return true;
  if (figure.print.as === 'classes' && sum(fixture.cells) < fixture.known) return false;
  const marked = typeof printed.known !== 'number' && printed.total !== null && !printed.withheld;
  return !marked || knownIsSmall(figure, fixture, k);
}

function obeysTheRule(
  figure: PublicFigure,
  printed: PrintedFigure,
  fixture: World,
  k: number,
  knows: Knowledge,
): boolean {
  if (knows === 'thorough' && !obeysTheMap(figure, printed, fixture, k)) return false;
  const hidden = figure.keys.flatMap((key, at) => {
    const cell = printed.cells.find((one) => one.key === key);
    return !cell || cell.suppressed ? [fixture.cells[at]!] : [];
  });
  if (printed.total === null || figure.print.as === 'top' || hidden.length === 0) return true;
  const otherwise = figure.multi && (knows === 'stated' || knownIsSmall(figure, fixture, k));
  return otherwise || hidden.some((count) => small(count, k));
}

function worldsOf(figure: PublicFigure, printed: PrintedFigure, { threshold }: Sheet, knows: Knowledge, cap: number) {
  const totals = printed.total === null ? upTo(cap).slice(1) : [printed.total];
  const rest = [
    knownCandidates(figure, printed, cap),
    ...figure.keys.map((key) => candidates(figure, printed, key, cap)),
  ];
  return totals
    .flatMap((total) => product([[total], ...rest.map((list) => list.filter((count) => count <= total))]))
    .map(([total, known, ...cells]): World => ({ total: total!, known: known!, cells }))
    .filter(
      (fixture) =>
        obeysArithmetic(figure, printed, fixture) && obeysTheRule(figure, printed, fixture, threshold, knows),
    );
}

/** Whether the last candidate agrees with those before it. Parents come before the figures that are part of them. */
function agrees(structure: readonly PublicFigure[], worlds: readonly World[]): boolean {
  const { total } = worlds.at(-1)!;
  const { universe, partOf } = structure[worlds.length - 1]!;
  return worlds.every((fixture, at) => {
    const other = structure[at]!;
    if (universe === other.universe && total !== fixture.total) return false;
    return partOf?.figure !== other.id || fixture.cells[other.keys.indexOf(partOf.cell)] === total;
  });
}

function unexplained(sheet: Sheet, worlds: readonly World[]): boolean {
  return sheet.structure.some(({ universe, id }, at) => {
    const isHidden = sheet.printed.find((one) => one.id === id)?.total === null;
    const linked = sheet.structure.some((other) => other.universe === universe && other.partOf);
    return isHidden && !linked && !small(worlds[at]!.total, sheet.threshold);
  });
}

/** Generates every choice of one candidate per figure in which the figures agree. */
function* joined(sheet: Sheet, each: readonly (readonly World[])[], chosen: readonly World[] = []): Generator<World[]> {
  if (chosen.length > 0 && !agrees(sheet.structure, chosen)) return;
  const next = each[chosen.length];
  if (!next) yield [...chosen];
  for (const fixture of next ?? []) yield* joined(sheet, each, [...chosen, fixture]);
}

/**
 * Returns the same answers as `attack` by trying every set of numbers from 0 to `cap`. It is slow and short, and
 * independent of the solver and its constraints, so that each can check the other. Returns null if nothing fits.
 */
export function attackByTrying(
  sheet: Sheet,
  knows: Knowledge,
  cap: number,
): Map<string, Pick<Interval, 'min' | 'max'>> | null {
  const each = sheet.structure.map((figure) => {
    const printed = sheet.printed.find(({ id }) => id === figure.id)!;
    return worldsOf(figure, printed, sheet, knows, cap);
  });
  const seen = new Map<string, { min: number; max: number }>();
  const note = (name: string, value: number): void => {
    const { min, max } = seen.get(name) ?? { min: value, max: value };
    seen.set(name, { min: Math.min(min, value), max: Math.max(max, value) });
  };
  for (const chosen of joined(sheet, each)) {
    if (knows === 'thorough' && unexplained(sheet, chosen)) continue;
    for (const [at, { total, known, cells }] of chosen.entries()) {
      const { id, keys } = sheet.structure[at]!;
      note(`${id} total`, total);
      note(`${id} known`, known);
      for (const [place, key] of keys.entries()) note(`${id} cell ${key}`, cells[place]!);
    }
  }
  return seen.size === 0 ? null : seen;
}
