import { FamilyCounts } from '../../steps/family-counts.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { conditionalJson } from '../conditional-answer.ts';
import { overviewFor, timetableFor } from '../overview.ts';
import { EditionsPage } from '../pages/editions-page.tsx';
import { ExportsPage } from '../pages/exports-page.tsx';
import { OverviewPage } from '../pages/overview-page.tsx';
import type { PortalOptions } from '../portal-options.ts';
import type { Handlers } from './handlers.ts';

type OverviewHandlers = Pick<Handlers, 'overview' | 'exports' | 'editions' | 'timetable'>;

/** The routes of the overview, the lists of exports and of editions, and the timetable as data. */
export function overviewRoutes(options: PortalOptions): OverviewHandlers {
  const counter = new FamilyCounts();
  return {
    async overview(c) {
      const [person, language] = [c.get('person'), c.get('language')];
      const overview = await options.use((context) => overviewFor(context, person, language, counter));
      const showsAll = c.req.query('months') === 'all';
      const frame = frameOf(c, options);
      return sendPage(c, <OverviewPage frame={frame} person={person} overview={overview} showsAll={showsAll} />);
    },
    async exports(c) {
      const [person, language] = [c.get('person'), c.get('language')];
      const { hotline, month } = c.req.query();
      // the form that chooses a month; whether there is such a hotline, the page that it leads to answers
      if (hotline !== undefined && month !== undefined)
        return c.redirect(`/exports/${encodeURIComponent(hotline)}/${encodeURIComponent(month)}`, 303);
      const overview = await options.use((context) => overviewFor(context, person, language, counter));
      const props = { person, overview, showsAll: c.req.query('months') === 'all' };
      return sendPage(c, <ExportsPage frame={frameOf(c, options)} {...props} />);
    },
    async editions(c) {
      const [person, language] = [c.get('person'), c.get('language')];
      const overview = await options.use((context) => overviewFor(context, person, language, counter));
      return sendPage(c, <EditionsPage frame={frameOf(c, options)} person={person} overview={overview} />);
    },
    async timetable(c) {
      const person = c.get('person');
      return conditionalJson(c, await options.use((context) => timetableFor(context, person)));
    },
  };
}
