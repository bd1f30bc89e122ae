import type { CountedFigure, PrintedCell, PrintedFigure } from '../../src/domain/figure.ts';

/** Whether to hide a cell although its count alone does not require it. */
export type AlsoHidden = (figure: string, cell: string) => boolean;

const nothingElse: AlsoHidden = () => false;

/**
 * Returns 100 * count / total, rounded half up. It is written from figures.md, so that the program does not test
 * itself.
 */
export const halfUp = (count: number, total: number): number =>
  total === 0 ? 0 : Math.floor((200 * count + total) / (2 * total));

const small = (count: number, k: number): boolean => count >= 1 && count < k;

interface Rule {
  readonly k: number;
  readonly also: AlsoHidden;
}

function printedCell(figure: CountedFigure, total: number | null, key: string, count: number, rule: Rule): PrintedCell {
  const { id, print, shares } = figure;
  const asked = count > 0 && (total === null || rule.also(id, key));
  if (print.as === 'classes' && !asked) {
    return { key, class: print.classes.find(({ from, to }) => count >= from && (to === null || count <= to))! };
  }
  if (asked || small(count, rule.k)) return { key, count: null, ...(shares ? { share: null } : {}), suppressed: true };
  return { key, count, ...(shares && total !== null ? { share: halfUp(count, total) } : {}) };
}

function printedKnown({ id, total, known }: CountedFigure, printed: number | null, { k, also }: Rule) {
  if (known === undefined) return {};
  const hidden = printed === null || small(known, k) || small(total - known, k) || (known > 0 && also(id, 'known'));
  return { known: hidden ? null : known };
}

/**
 * Hides counts below k and the cells that `also` selects, and nothing else; tables printed like this leak. Everything
 * else is printed as the program prints it, so that the attacker can be tested on it. With `also`, any pattern of marks
 * is possible.
 */
export function primaryOnly(
  figures: readonly CountedFigure[],
  k: number,
  also: AlsoHidden = nothingElse,
): PrintedFigure[] {
  return figures.map((figure): PrintedFigure => {
    const { id, counts, by, multi, print } = figure;
    const total = small(figure.total, k) || (figure.total > 0 && also(id, 'total')) ? null : figure.total;
    const listed = print.as === 'top' ? figure.cells.slice(0, print.limit) : figure.cells;
    const cells = listed
      .map(({ key, count }) => printedCell(figure, total, key, count, { k, also }))
      .filter(({ suppressed }) => print.as !== 'top' || !suppressed);
    return { id, counts, ...(by ? { by } : {}), multi, total, ...printedKnown(figure, total, { k, also }), cells };
  });
}
