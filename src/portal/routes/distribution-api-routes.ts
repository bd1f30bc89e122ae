import { parseMonth } from '../../domain/month.ts';
import type { RunStatus } from '../../domain/run-status.ts';
import { conditionalJson } from '../conditional-answer.ts';
import { changeHold, deliveriesAsked, resolve, shownDeliveries, shownSchedule } from '../distribution.ts';
import { plannedRun, runsOf, sendTest, showMessage, startRun } from '../distribution-runs.ts';
import {
  DELIVERIES_QUERY,
  HOLD_ASKED,
  LANGUAGE,
  PLANNED_QUERY,
  RESOLUTION_ASKED,
  RUN_ASKED,
  RUN_KEY,
  TEST_ASKED,
} from '../distribution-schemas.ts';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { notFound, Refused } from '../problem-document.ts';
import { nextLink } from '../query-page.ts';
import { invalid, jsonBody, pathParameter, queryParameters } from '../read-request.ts';
import { wordsIn } from '../words/portal-words.ts';
import type { Handlers } from './handlers.ts';

type ApiHandlers = Pick<
  Handlers,
  'schedule' | 'hold' | 'deliveries' | 'resolve' | 'plannedRun' | 'startRun' | 'run' | 'message' | 'testMessage'
>;

/** The distribution of a sheet as data. */
export function distributionApiRoutes(options: PortalOptions): ApiHandlers {
  return {
    schedule: (c) => options.use((context) => schedule(c, context)),
    hold: (c) => options.use((context) => hold(c, context)),
    deliveries: (c) => options.use((context) => deliveries(c, context)),
    resolve: (c) => options.use((context) => resolveAsked(c, context)),
    plannedRun: (c) => options.use((context) => plan(c, context)),
    startRun: (c) => start(c, options),
    async run(c) {
      const run = await runsOf(options).find(pathParameter(c, 'sheet'), pathParameter(c, 'run'));
      if (!run) throw notFound();
      return options.use(async (context) => conditionalJson(c, await withCounts(c, context, run)));
    },
    message: (c) => options.use((context) => message(c, context)),
    testMessage: (c) => options.use((context) => test(c, context)),
  };
}

async function schedule(c: PortalRequest, context: PortalContext): Promise<Response> {
  const {
    sheet,
    schedule: found,
    next,
    hold: held,
    holds,
  } = await shownSchedule(context, pathParameter(c, 'sheet'), 'en');
  const { zone = null, lateApproval = null, linkDays = null } = found ?? {};
  const value = {
    ...{ sheet, next: next?.toISOString() ?? null, zone, lateApproval, linkDays },
    ...{ held: held !== null, heldBy: held?.by ?? null, heldSince: held?.at ?? null },
  };
  return conditionalJson(c, value, holdsEtag(holds, next));
}

/** The part before the point is the number of the last hold; the rest makes it change with the next run. */
const holdsEtag = (holds: number, next: Date | null): string => `"${holds}.${next?.getTime() ?? 0}"`;

async function hold(c: PortalRequest, context: PortalContext): Promise<Response> {
  const match = c.req.header('if-match');
  if (match === undefined)
    throw new Refused({ status: 428, kind: 'invalid', title: 'Send the ETag of the schedule as If-Match' });
  const { held, reason } = await jsonBody(c, HOLD_ASKED);
  if (held && !reason) throw invalid([{ pointer: '/reason', detail: 'why the sheet is held' }]);
  const seen = Number(/^"(\d+)\.\d+"$/u.exec(match.trim())?.[1] ?? -1);
  const asked = { sheet: pathParameter(c, 'sheet'), held, reason: reason ?? null, seen };
  const { sheet, number, by, at } = await changeHold(context, c.get('person'), asked);
  return c.json({ sheet, number, held, by, at }, 201);
}

async function deliveries(c: PortalRequest, context: PortalContext): Promise<Response> {
  const { after, limit } = queryParameters(c, DELIVERIES_QUERY);
  const { sheet, month, revision, counts, deliveries: all } = await deliveriesAsked(c, context);
  if (all === null) return conditionalJson(c, { sheet, month, revision, counts, deliveries: null });
  const from = after === undefined ? 0 : all.findIndex(({ stakeholder }) => stakeholder === after) + 1;
  if (after !== undefined && from === 0) throw notFound();
  const size = Number(limit ?? 100);
  const page = all.slice(from, from + size);
  const last = page.at(-1);
  if (last && from + size < all.length) c.header('link', nextLink(c, 'after', last.stakeholder));
  const shown = page.map(({ stakeholder, state, dispatch, corrects }) => ({
    ...{ stakeholder, state, corrects, at: dispatch?.at ?? null, code: dispatch?.code ?? null },
    delivery: dispatch?.delivery ?? null,
    ...{ revoked: dispatch?.revoked ?? false, generation: dispatch?.generation ?? null },
  }));
  return conditionalJson(c, { sheet, month, revision, counts, deliveries: shown });
}

async function resolveAsked(c: PortalRequest, context: PortalContext): Promise<Response> {
  const { resolution, stakeholder, revision, generation } = await jsonBody(c, RESOLUTION_ASKED);
  const { sheet, month } = await deliveriesAsked(c, context);
  const isRevocation = resolution === 'revoke';
  if (!isRevocation && (stakeholder === undefined || revision === undefined || generation === undefined))
    throw invalid([{ pointer: '', detail: 'name stakeholder, revision and generation of the delivery' }]);
  const seen = revision === undefined || generation === undefined ? null : { revision, generation };
  const only = stakeholder === undefined ? null : { stakeholder, seen };
  const changed = await resolve(c, context, { sheet, month, resolution, only });
  if (changed === 0)
    throw new Refused({
      status: 409,
      kind: 'refused',
      title: 'Nothing was changed: a run or another person was first',
    });
  return c.json({ changed });
}

async function plan(c: PortalRequest, context: PortalContext): Promise<Response> {
  const { month } = queryParameters(c, PLANNED_QUERY);
  const shown = await plannedRun(context, pathParameter(c, 'sheet'), parseMonth(month ?? ''), c.get('language'));
  const { report, messages, leftOut } = shown.plan;
  return c.json({
    isSent: shown.isSent,
    nothing: report.nothing,
    messages: messages.map(({ person, ...one }) => ({ stakeholder: person.id, ...one })),
    leftOut: leftOut.map(({ person, ...one }) => ({ stakeholder: person.id, ...one })),
  });
}

async function start(c: PortalRequest, options: PortalOptions): Promise<Response> {
  const key = c.req.header('idempotency-key');
  if (key === undefined || !RUN_KEY.test(key))
    throw invalid([{ pointer: '', detail: 'send an Idempotency-Key of 8 to 80 letters, digits, - or _' }]);
  const { month } = await jsonBody(c, RUN_ASKED);
  const sheet = pathParameter(c, 'sheet');
  const run = await startRun(options, c.get('person'), { sheet, month: parseMonth(month ?? ''), key });
  const location = `/api/v1/sheets/${sheet}/runs/${key}`;
  return options.use(async (context) => c.json(await withCounts(c, context, run), 202, { location }));
}

const withCounts = async (c: PortalRequest, context: PortalContext, run: RunStatus) => ({
  ...run,
  counts: (await shownDeliveries(context, c.get('person'), run.sheet, run.month))?.counts ?? null,
});

async function message(c: PortalRequest, context: PortalContext): Promise<Response> {
  const language = LANGUAGE.safeParse(pathParameter(c, 'language'));
  if (!language.success) throw notFound();
  const name = wordsIn(c.get('language')).distribution.sampleName;
  const found = await showMessage(context, pathParameter(c, 'sheet'), language.data, name);
  if (!found) throw notFound();
  const { subject, text, html, attachments } = found;
  return c.json({
    language: found.language,
    subject,
    text,
    html,
    attachments: attachments.map(({ filename }) => filename),
  });
}

async function test(c: PortalRequest, context: PortalContext): Promise<Response> {
  const asked = await jsonBody(c, TEST_ASKED);
  return c.json({ outcome: await sendTest(c, context, pathParameter(c, 'sheet'), asked) });
}
