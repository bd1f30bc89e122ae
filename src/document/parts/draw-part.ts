import type { DrawnPart, PageContext } from '../page/page-context.ts';
import type { PartDefinition } from '../page/page-definition.ts';
import { demographics } from './demographics.ts';
import { footer } from './footer.ts';
import { help } from './help.ts';
import { introAndPeriod } from './intro-and-period.ts';
import { mapAndLegend } from './map-and-legend.ts';
import { masthead } from './masthead.ts';
import { notes } from './notes.ts';
import { panels } from './panels.ts';
import { rankedLists } from './ranked-lists.ts';
import { runningHead } from './running-head.ts';
import { tiles } from './tiles.ts';
import { wideChart } from './wide-chart.ts';

/** Draws one part of a page: the one place where a part's name meets its function. */
export function drawPart(entry: PartDefinition, context: PageContext): DrawnPart {
  switch (entry.part) {
    case 'masthead':
      return masthead(entry, context);
    case 'running-head':
      return runningHead(entry, context);
    case 'intro-and-period':
      return introAndPeriod(entry, context);
    case 'tiles':
      return tiles(entry, context);
    case 'map-and-legend':
      return mapAndLegend(entry, context);
    case 'type-bar':
    case 'trend':
      return wideChart(entry, context);
    case 'ranked-lists':
      return rankedLists(entry, context);
    case 'demographics':
      return demographics(entry, context);
    case 'panels':
      return panels(entry, context);
    case 'notes':
      return notes(entry, context);
    case 'help':
      return help(entry, context);
    case 'footer':
      return footer(entry, context);
  }
}
