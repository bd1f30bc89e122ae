import type * as z from 'zod';
import type { WordingKeys } from '../../definitions/wording.ts';
import type { DrawnPart, PageContext } from '../page/page-context.ts';
import { demographics } from './demographics.ts';
import { footer } from './footer.ts';
import { help } from './help.ts';
import { introAndPeriod } from './intro-and-period.ts';
import { mapAndLegend } from './map-and-legend.ts';
import { masthead } from './masthead.ts';
import { notes } from './notes.ts';
import { panels } from './panels.ts';
import type { PlacedChart } from './part.ts';
import { rankedLists } from './ranked-lists.ts';
import { readyChart } from './ready-chart.ts';
import { runningHead } from './running-head.ts';
import { tiles } from './tiles.ts';
import { wideChart } from './wide-chart.ts';

/** Every kind of part that a page may have, in the order in which the schema and the documents list them. */
export const PARTS = [
  masthead,
  runningHead,
  introAndPeriod,
  tiles,
  mapAndLegend,
  wideChart,
  readyChart,
  rankedLists,
  demographics,
  panels,
  notes,
  help,
  footer,
] as const;

/** An entry of page.json: one part. */
export type PartEntry = z.infer<(typeof PARTS)[number]['schema']>;

/**
 * A kind of part whose name is known only at run time. It accepts only entries of that name, which types cannot
 * express.
 */
interface AnyPart {
  readonly footHeight?: number;
  wording(entry: object): Partial<WordingKeys>;
  charts(entry: object): readonly PlacedChart[];
  figures(entry: object): readonly string[];
  draw(entry: { readonly y: number }, context: PageContext): DrawnPart;
}

const BY_NAME = new Map<string, AnyPart>(PARTS.map((part) => [part.name, part]));

/** Returns the kind of part of an entry. */
export function partOf({ part }: PartEntry): AnyPart {
  const found = BY_NAME.get(part);
  if (!found) throw new Error(`the registry has no part "${part}"`);
  return found;
}

/** Whether an entry's part is at the foot of its page. */
export const isFoot = (entry: PartEntry): boolean => partOf(entry).footHeight !== undefined;
