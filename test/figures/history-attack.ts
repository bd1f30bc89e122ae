import fc from 'fast-check';
import { jointAttack } from '../../src/figures/joint-attack.ts';
import { type Page, pagesModel } from '../../src/figures/pages-model.ts';
import { satisfiesAll } from '../../src/figures/reader-solver.ts';
import { twoValued } from './attacker-ranges.ts';
import { type History, histories, pagesOf } from './histories.ts';

/**
 * Returns the small numbers that have only one value, found by an attack on all these pages at once, independently of
 * the program's method.
 */
export function determined(pages: readonly Page[]): string[] {
  const { constraints, hidden, truth } = pagesModel(pages);
  if (!satisfiesAll(constraints, truth)) return ['the attacker believes what is not true'];
  const small = hidden.filter(({ value, limit }) => value > 0 && value < limit);
  const open = twoValued(
    constraints,
    small.map(({ variable }) => variable),
  );
  return small
    .filter(({ variable }) => open?.get(variable) === false)
    .map(({ page, figure, cell }) => `${page.month} r${page.revision} ${figure} ${cell}`);
}

/**
 * Returns what plain subtraction reveals about the months of some pages, independently of the program. A month that one
 * page prints is known on every page with the same count; a page's total minus the known months is the one unknown
 * month.
 */
export function subtracted(pages: readonly Page[]): string[] {
  const series = pages.map(({ figures }) => figures.find(({ counted }) => counted.id === 'by-month')!);
  const nameOf = (key: string, count: number): string => `${key} ${count}`;
  const known = new Set(
    series.flatMap(({ printed }) =>
      printed.cells.flatMap(({ key, count }) => (count === null ? [] : nameOf(key, count!))),
    ),
  );
  const small: string[] = [];
  const groups = series
    .filter(({ printed }) => printed.total !== null)
    .map(({ counted }) => counted.cells.map(({ key, count }) => nameOf(key, count)));
  const differences = groups.flatMap((one) =>
    groups
      .filter((other) => one !== other && one.every((name) => other.includes(name)))
      .map((other) => other.filter((name) => !one.includes(name))),
  );
  for (let found = true; found; ) {
    found = false;
    for (const group of [...groups, ...differences]) {
      const open = group.filter((name) => !known.has(name) && !name.endsWith(' 0'));
      if (open.length !== 1) continue;
      found = true;
      known.add(open[0]!);
      small.push(open[0]!);
    }
  }
  return small.filter((name) => Number(name.split(' ')[1]) < pages[0]!.threshold);
}

/** The results for the editions of random histories, approved one after another if the joint attack allows it. */
export interface HistoryCounts {
  histories: number;
  /** Histories with three editions. */
  triples: number;
  /** Histories with corrections of published months. */
  corrected: number;
  pages: number;
  refused: number;
  small: number;
  determined: number;
  subtracted: number;
}

/** Attacks random histories. They must reveal no numbers; each failure names the revealed number and the history. */
export function attackHistories(
  runs: number,
  seed: number,
  by: 'memory' | 'rounding' = 'memory',
): { counts: HistoryCounts; failures: string[] } {
  const counts = {
    histories: 0,
    triples: 0,
    corrected: 0,
    pages: 0,
    refused: 0,
    small: 0,
    determined: 0,
    subtracted: 0,
  };
  const failures = fc.sample(histories, { numRuns: runs, seed }).flatMap((history) => attackOne(history, counts, by));
  return { counts, failures };
}

function attackOne(history: History, counts: HistoryCounts, by: 'memory' | 'rounding'): string[] {
  const pages = pagesOf(history, by, (page, approved) => {
    const refused = jointAttack(page, approved).length > 0;
    if (refused) counts.refused++;
    return !refused;
  });
  const alone = new Set(pages.flatMap((page) => determined([page])));
  const found = determined(pages).filter((name) => !alone.has(name));
  const plain = by === 'rounding' ? [] : subtracted(pages); // subtraction of rounded numbers is not exact to the person
  counts.histories++;
  counts.pages += pages.length;
  if (history.editions.length > 2) counts.triples++;
  if (history.editions.some(({ corrections }) => corrections.length > 0)) counts.corrected++;
  counts.small += pagesModel(pages).hidden.filter(({ value, limit }) => value > 0 && value < limit).length;
  counts.determined += found.length;
  counts.subtracted += plain.length;
  return [...found, ...plain].map((name) => `${name}: ${JSON.stringify(history)}`);
}

/** Counts the histories that plain subtraction undoes if approved editions are ignored, and with memory alone. */
export function undoneHistories(runs: number, seed: number): { readonly plain: number; readonly remembering: number } {
  const all = fc.sample(histories, { numRuns: runs, seed });
  const undone = (remembers: boolean): number =>
    all.filter((history) => subtracted(pagesOf(history, remembers ? 'memory' : 'nothing', () => true)).length > 0)
      .length;
  return { plain: undone(false), remembering: undone(true) };
}
