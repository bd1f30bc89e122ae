import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChangeFeed } from '../../local/portal/change-feed.ts';
import { portal } from '../../src/portal/portal.ts';
import { HOST, ORIGIN, openPortalFixture, type PortalFixture } from './portal-fixture.ts';

let fixture: PortalFixture;
beforeAll(async () => {
  fixture = await openPortalFixture();
});
afterAll(() => fixture.close());

const REPORTER = {
  event: () => undefined,
  pages: () => undefined,
  gone: () => undefined,
  problems: () => undefined,
  failure: () => undefined,
  note: () => undefined,
  status: () => undefined,
};
const ACCEPTED = { name: 'ExportAccepted', detail: {} } as never;

/** Asks for the stream as the approver, and returns a function that reads its next text. */
async function connect(feed: ChangeFeed) {
  const app = portal({ ...fixture.options, changes: feed.open });
  const answer = await app.request(`${ORIGIN}/api/v1/events`, {
    headers: { host: HOST, cookie: 'factsheets-8787=approver' },
  });
  const reader = answer.body?.getReader();
  const next = async (): Promise<string> => new TextDecoder().decode((await reader?.read())?.value);
  return { answer, next, cancel: () => reader?.cancel() };
}

describe('the stream of changes', () => {
  it('reports that something has changed, once for changes at the same time, and not what', async () => {
    const feed = new ChangeFeed();
    const { answer, next } = await connect(feed);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      'no-store',
    ]);
    expect(await next()).toBe('retry: 2000\n\n');
    const reporter = feed.watching(REPORTER);
    reporter.event(ACCEPTED, true);
    reporter.gone('exports/nhth/2016-08/cases.csv');
    expect(await next()).toBe('event: changed\ndata: {}\n\n');
    feed.close();
    expect(await next()).toBe('');
  });

  it('does not report what was known before, and ends with its reader', async () => {
    const feed = new ChangeFeed();
    const { next, cancel } = await connect(feed);
    await next();
    feed.watching(REPORTER).event(ACCEPTED, false);
    await cancel();
    feed.changed(); // would throw if the stream were still there
    feed.close();
  });

  it('is 204 for more readers than the machine serves, for a program, and where answers do not stream', async () => {
    const feed = new ChangeFeed();
    const open = await Promise.all(Array.from({ length: 64 }, () => connect(feed)));
    expect(new Set(open.map(({ answer }) => answer.status))).toEqual(new Set([200]));
    expect((await connect(feed)).answer.status).toBe(204);
    await open[0]?.cancel();
    expect((await connect(feed)).answer.status).toBe(200);
    feed.close();
    expect((await fixture.ask('approver', '/api/v1/events')).status).toBe(204);
  });
});
