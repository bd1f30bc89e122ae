import type { ChartWords } from '../../charts/chart-words.ts';
import type { PlacedChart } from '../../document/parts/part.ts';
import { Failure } from '../../domain/failure.ts';
import type { FigureDefinition } from '../../domain/sheet.ts';
import { isSeries } from '../../domain/time-series.ts';

/** The files that a ready-made chart is written in, and the words of charts. */
interface Sources {
  readonly page: string;
  readonly wording: string;
  readonly words: ChartWords;
}

/**
 * Checks that the charts without a spec can draw their figures: all by one dimension, lines by periods, a pyramid of two
 * figures, and a name for each figure if there are several.
 * @throws Failure DefinitionInvalid with the file, the chart and what it needs
 */
export function assertReadyCharts(
  charts: readonly PlacedChart[],
  figures: readonly FigureDefinition[],
  { page, wording, words }: Sources,
): void {
  for (const { ready } of charts) {
    if (!ready) continue;
    const shown = ready.figures.flatMap((id) => figures.find((figure) => figure.id === id) ?? []);
    const error = errorOf(ready.kind, shown);
    if (error) throw new Failure('DefinitionInvalid', `${page}: "draw": "${ready.kind}" ${error}`);
    if (ready.kind === 'table' && words.total === undefined)
      throw new Failure(
        'DefinitionInvalid',
        `${wording}, section "chart words": needs "- total: ...", the head of the totals in a table.`,
      );
    const unnamed = shown.length > 1 ? shown.find(({ id }) => words[`series.${id}`] === undefined) : undefined;
    if (!unnamed) continue;
    const line = `"- series.${unnamed.id}: ..."`;
    throw new Failure(
      'DefinitionInvalid',
      `${wording}, section "chart words": needs ${line}, the name of the figure in its chart.`,
    );
  }
}

/** The charts that can draw a cross. */
const OF_CROSS: readonly string[] = ['table', 'grouped-bars', 'pyramid'];

function errorOf(kind: string, figures: readonly FigureDefinition[]): string | null {
  const [first] = figures;
  const other = figures.find(({ by }) => by !== first?.by);
  if (other) return `needs figures by one dimension; ${other.id} is not by ${first?.by ?? 'any'}.`;
  const total = figures.find(({ by, classes }) => by === undefined || classes !== undefined);
  if (total) return `needs figures that print counts by a dimension; ${total.id} does not: choose another.`;
  const isCross = first?.cross !== undefined;
  if (isCross && figures.length > 1) return `needs one cross, without other figures; draw ${first.id} alone.`;
  if (isCross && !OF_CROSS.includes(kind))
    return `cannot draw the cross ${first.id}; draw one of ${OF_CROSS.join(', ')}.`;
  if (isCross) return null;
  if (kind === 'table') return `needs a figure with "cross"; ${first?.id} has none: draw "grouped-bars".`;
  if (kind === 'lines' && !isSeries(first?.by))
    return `needs figures by month, quarter or year; ${first?.id} is not: draw "dots".`;
  if (kind === 'pyramid' && figures.length !== 2) return `needs two figures; it has ${figures.length}.`;
  return null;
}
