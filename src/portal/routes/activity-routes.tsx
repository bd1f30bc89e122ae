import { BYTE_ORDER_MARK, csvLine } from '../../domain/csv-line.ts';
import { activityNames } from '../activity-names.ts';
import { activityCells } from '../activity-text.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { conditionalJson } from '../conditional-answer.ts';
import { ActivityPage } from '../pages/activity-page.tsx';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalOptions } from '../portal-options.ts';
import { cursorOf, nextLink, pageLimit } from '../query-page.ts';
import { invalid } from '../read-request.ts';
import { type ActivityFilter, exportedActivity, isActivityKind, visibleActivity } from '../visible-activity.ts';
import { wordsIn } from '../words/portal-words.ts';
import type { Handlers } from './handlers.ts';

type ActivityHandlers = Pick<Handlers, 'activityPage' | 'activityCsv' | 'activityLines' | 'activity'>;

/** The number of entries on one page. */
const SHOWN = 50;

/** The routes of the activity log: a page, its exports, and the entries as data. */
export function activityRoutes(options: PortalOptions): ActivityHandlers {
  return {
    activityPage: (c) =>
      options.use(async (context) => {
        const [filter, before] = [filterIn(c), cursorOf(c, 'before') ?? Number.MAX_SAFE_INTEGER];
        const page = { before, limit: SHOWN + 1 };
        const entries = await visibleActivity(context.effects.activity, c.get('person'), filter, page);
        const names = await activityNames(context, c.get('language'));
        const props = { frame: frameOf(c, options), filter, names, isNewest: before === Number.MAX_SAFE_INTEGER };
        const isMore = entries.length > SHOWN;
        return sendPage(c, <ActivityPage {...props} entries={entries.slice(0, SHOWN)} isMore={isMore} />);
      }),
    activityCsv: (c) =>
      options.use(async (context) => {
        const { activityLog: words } = wordsIn(c.get('language'));
        const names = await activityNames(context, c.get('language'));
        const lines = [`${BYTE_ORDER_MARK}${csvLine(words.columns)}`];
        for await (const entry of exportedActivity(context.effects.activity, c.get('person'), filterIn(c)))
          lines.push(csvLine(activityCells(entry, words, names)));
        return download(c, lines.join(''), 'activity.csv', 'text/csv; charset=utf-8');
      }),
    activityLines: (c) =>
      options.use(async ({ effects }) => {
        const lines: string[] = [];
        for await (const entry of exportedActivity(effects.activity, c.get('person'), filterIn(c)))
          lines.push(`${JSON.stringify(entry)}\n`);
        return download(c, lines.join(''), 'activity.jsonl', 'application/jsonl');
      }),
    activity: (c) =>
      options.use(async ({ effects }) => {
        const [filter, limit] = [filterIn(c), pageLimit(c)];
        const page = { after: cursorOf(c, 'after') ?? 0, limit };
        const entries = await visibleActivity(effects.activity, c.get('person'), filter, page);
        const last = entries.at(-1);
        if (last && entries.length === limit) c.header('link', nextLink(c, 'after', last.sequence));
        return conditionalJson(c, { entries });
      }),
  };
}

function filterIn(c: PortalRequest): ActivityFilter {
  const [kind, month] = [c.req.query('kind') || null, c.req.query('month')?.trim() || null];
  const who = c.req.query('who')?.trim() || null;
  const errors = [
    ...(kind === null || isActivityKind(kind) ? [] : [{ pointer: '/kind', detail: 'not a kind of activity' }]),
    ...(month === null || /^\d{4}-(0[1-9]|1[0-2])$/u.test(month)
      ? []
      : [{ pointer: '/month', detail: 'write YYYY-MM' }]),
    ...((who?.length ?? 0) <= 200 ? [] : [{ pointer: '/who', detail: 'at most 200 characters' }]),
  ];
  if (errors.length > 0 || (kind !== null && !isActivityKind(kind))) throw invalid(errors);
  return { kind, who, month };
}

const download = (c: PortalRequest, text: string, name: string, type: string): Response =>
  c.body(text, 200, { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` });
