import fc from 'fast-check';
import { remainderPages, withheldPage } from '../../src/figures/family-remainder.ts';
import { attackDrafts, PagesAttack } from '../../src/figures/joint-attack.ts';
import { type Page, pagesModel } from '../../src/figures/pages-model.ts';
import { exposedNames, nameOf, pagesOf, solver } from './family-pages.ts';
import { tableDetermined, tableExposed } from './family-table.ts';
import { MONTHS, type RandomFamily, randomFamilies, sheetsOf } from './random-families.ts';

/** The results of attacks on random families. */
export interface FamilyCounts {
  families: number;
  pages: number;
  small: number;
  /** The small numbers that readers would learn if each sheet were suppressed alone. */
  exposedAlone: number;
  /** The numbers that are not zero; those hidden if each sheet is suppressed alone, and if all are together. */
  numbers: number;
  hiddenAlone: number;
  hiddenTogether: number;
  /** Families with several editions, and the editions that were approved and refused, corrections included. */
  histories: number;
  approved: number;
  refused: number;
}

/** How many numbers that are not zero pages have, and how many of them are hidden; places of a map count by their class. */
function countNumbers(pages: readonly Page[]): { numbers: number; hidden: number } {
  const all = pages.flatMap(({ figures }) =>
    figures.flatMap(({ counted, printed }) => [
      { count: counted.total, isHidden: printed.total === null },
      ...counted.cells.map(({ key, count }) => ({
        count,
        isHidden: printed.cells.every((cell) => cell.key !== key || cell.suppressed),
      })),
    ]),
  );
  const numbers = all.filter(({ count }) => count > 0);
  return { numbers: numbers.length, hidden: numbers.filter(({ isHidden }) => isHidden).length };
}

/**
 * Attacks random families whose sheets are suppressed together; each failure names a number and its family. Half of them
 * have figures that an independent attacker can follow; one in eight is published in several editions.
 */
export function attackJointFamilies(
  runs: number,
  seed: number,
): { readonly counts: FamilyCounts; readonly failures: string[] } {
  const counts: FamilyCounts = {
    ...{ families: 0, pages: 0, small: 0, exposedAlone: 0, numbers: 0, hiddenAlone: 0, hiddenTogether: 0 },
    ...{ histories: 0, approved: 0, refused: 0 },
  };
  const half = Math.ceil(runs / 2);
  const failures = [true, false].flatMap((pure) =>
    fc.sample(randomFamilies(pure), { numRuns: half, seed }).flatMap((family, index) => {
      const found = [
        ...attackEdition(family, pure, counts),
        ...(index % 8 === 0 ? attackEditions(family, pure, counts) : []),
      ];
      return found.map((name) => `${name}: ${JSON.stringify(family)}`);
    }),
  );
  return { counts, failures };
}

function attackEdition(family: RandomFamily, pure: boolean, counts: FamilyCounts): string[] {
  const attack = (pages: readonly Page[]): string[] => [
    ...(pure ? tableExposed(pages, family.by) : []),
    ...exposedNames(pages),
  ];
  const sheets = sheetsOf(family);
  const [together, alone] = [pagesOf(sheets, 'together'), pagesOf(sheets, 'alone')];
  counts.families++;
  counts.pages += together.length;
  counts.small += pagesModel(together).hidden.filter(({ value, limit }) => value > 0 && value < limit).length;
  counts.exposedAlone += attack(alone).length;
  counts.numbers += countNumbers(alone).numbers;
  counts.hiddenAlone += countNumbers(alone).hidden;
  counts.hiddenTogether += countNumbers(together).hidden;
  return attack(together);
}

/**
 * Publishes the months one after another, and corrects the first one once the second is out: some of its people were
 * entered by mistake. Each edition is approved if the joint attack allows it. It is refused only if the approved pages
 * would reveal numbers next to new ones that print nothing but zeros.
 */
function attackEditions(family: RandomFamily, pure: boolean, counts: FamilyCounts): string[] {
  const [first, second, third] = MONTHS;
  const corrected = family.people.filter(({ month }, index) => month !== first || index % 9 !== 0);
  const approved: Page[] = [];
  const avoidable: string[] = [];
  for (const { month, revision, people } of [
    { month: first!, revision: 1, people: family.people },
    { month: second!, revision: 1, people: family.people },
    { month: first!, revision: 2, people: corrected },
    { month: second!, revision: 2, people: corrected },
    { month: third!, revision: 1, people: corrected },
  ]) {
    const drafts = pagesOf(sheetsOf(family, { month, people, approved }), 'together', {
      ...{ month, revision, approved },
    });
    const isRefused = attackDrafts(drafts, approved, { solver }).length > 0;
    if (!isRefused) {
      approved.push(...drafts);
      counts.approved++;
      continue;
    }
    counts.refused++;
    const isInevitable = attackDrafts(drafts.map(withheldPage), approved, { solver }).length > 0;
    if (!isInevitable) avoidable.push(`${month} r${revision} is refused`);
  }
  counts.histories++;
  return [...avoidable, ...(pure ? tableDetermined(approved, family.by) : determinedNames(approved))];
}

/** Lists the small numbers of approved pages that have one possible value, or that are not decided. */
function determinedNames(pages: readonly Page[]): string[] {
  if (pages.length === 0) return [];
  const attack = new PagesAttack([...pages, ...remainderPages(pages)], { solver });
  return attack.small().flatMap((hidden) => {
    const exposure = attack.exposure(hidden, { remaining: Infinity });
    if (exposure === null || exposure.least < exposure.most) return [];
    return [`${hidden.page.month} r${hidden.page.revision} ${nameOf(hidden.page, hidden.figure, hidden.cell)}`];
  });
}
