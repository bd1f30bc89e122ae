import { figureSeries } from '../../public/figure-series.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { conditionalJson } from '../conditional-answer.ts';
import { assertSheet } from '../edition.ts';
import { approvedFigures, explore } from '../explore.ts';
import { ExplorePage } from '../pages/explore-page.tsx';
import type { PortalOptions } from '../portal-options.ts';
import { notFound } from '../problem-document.ts';
import { pathParameter } from '../read-request.ts';
import type { Handlers } from './handlers.ts';

/** The routes that show approved figures one at a time and through the editions. Drafts are never part of them. */
export function exploreRoutes(options: PortalOptions): Pick<Handlers, 'explore' | 'series'> {
  return {
    explore: (c) =>
      options.use(async (context) => {
        const sheet = pathParameter(c, 'sheet');
        await assertSheet(context, sheet);
        const frame = frameOf(c, options);
        const editions = await approvedFigures(context, sheet);
        const about = { language: c.get('language'), words: frame.words.edition };
        const explored = await explore(context, editions, c.req.query('figure'), about);
        if (!explored) throw notFound();
        c.set('drawsPdf', true);
        return sendPage(c, <ExplorePage frame={frame} sheet={sheet} explored={explored} />);
      }),
    series: (c) =>
      options.use(async (context) => {
        const sheet = pathParameter(c, 'sheet');
        await assertSheet(context, sheet);
        const series = figureSeries(await approvedFigures(context, sheet), pathParameter(c, 'figure'));
        if (!series) throw notFound();
        return conditionalJson(c, { sheet, figure: series.figure.id, keys: series.keys, points: series.points });
      }),
  };
}
