import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestMessageAsked } from '../../src/domain/mail.ts';
import { STEP_EFFECTS, type StepName } from '../../src/domain/step-effects.ts';
import type { PortalContext } from '../../src/portal/portal-options.ts';
import { openPortalFixture, type PortalFixture, SHEET } from './portal-fixture.ts';

/** The calls of effects during a request, as `effect.method`. */
let calls: Set<string>;
/** The test messages that were handed over. */
const asked: TestMessageAsked[] = [];
let portal: PortalFixture;
beforeAll(async () => {
  calls = new Set();
  portal = await openPortalFixture({
    use: (work) => portal.options.use((context) => work(watched(context))),
  });
});
afterAll(() => portal.close());

const WITHOUT_RIGHTS = new Set(['clock', 'log', 'definitions', 'codes', 'pause', 'fonts']);

/** Returns effects that record each call. In AWS this part reads the approved copies of reports. */
function recording<Effects extends object>(effects: Effects): Effects {
  return new Proxy(effects, {
    get: (all, name: string) => {
      const effect: unknown = Reflect.get(all, name);
      if (typeof effect !== 'object' || effect === null || WITHOUT_RIGHTS.has(name)) return effect;
      const label = name === 'reports' ? 'approved' : name;
      return new Proxy(effect, {
        get: (one, method: string) => {
          calls.add(`${label}.${method}`);
          const found: unknown = Reflect.get(one, method);
          return typeof found === 'function' ? found.bind(one) : found;
        },
      });
    },
  });
}

const watched = (context: PortalContext): PortalContext => ({
  ...context,
  effects: recording(context.effects),
  openMail: async () => {
    const mail = await context.openMail();
    const ask = async (one: TestMessageAsked) => void asked.push(one);
    const { testMessages } = recording({ testMessages: { ask } });
    return { ...mail, effects: recording(mail.effects), testMessages };
  },
});

/** The methods that the rights of the part allow; links in its messages lead nowhere, so it needs no secret of theirs. */
const allowed = (...steps: StepName[]): string[] => [
  'linkSecrets.newest',
  'activity.newest',
  'activity.append',
  ...steps.flatMap((step) =>
    Object.entries(STEP_EFFECTS[step]).flatMap(([effect, methods]: [string, readonly string[]]) =>
      methods.map((method) => `${effect}.${method}`),
    ),
  ),
];

describe('the part of the portal that composes messages', () => {
  it.each([
    ['GET', `/distribution/${SHEET}/run`, ['preview-run']],
    ['GET', `/distribution/${SHEET}/message`, ['preview-run']],
    ['GET', `/distribution/${SHEET}/message/es`, ['preview-run']],
    ['GET', `/api/v1/sheets/${SHEET}/planned-run`, ['preview-run']],
    ['GET', `/api/v1/sheets/${SHEET}/messages/en`, ['preview-run']],
    ['POST', `/api/v1/sheets/${SHEET}/test-messages`, ['ask-test-message']],
  ] as const)('%s %s calls nothing that its steps do not list', async (method, path, steps) => {
    calls.clear();
    const body = JSON.stringify({ address: 'ana@example.org', language: 'es' });
    const init = method === 'GET' ? {} : { method, body, headers: { 'content-type': 'application/json' } };
    const answer = await portal.ask('sender', path, init);
    expect([answer.status, await answer.text()]).toEqual([200, expect.any(String)]);
    expect(calls.size).toBeGreaterThan(3);
    expect([...calls].filter((call) => !allowed(...steps).includes(call))).toEqual([]);
  });

  it('hands a test message over, and says so on the page and to programs', async () => {
    asked.length = 0;
    const body = JSON.stringify({ address: ' ana@example.org ', language: 'es' });
    const headers = { 'content-type': 'application/json' };
    const answer = await portal.ask('sender', `/api/v1/sheets/${SHEET}/test-messages`, {
      method: 'POST',
      body,
      headers,
    });
    expect(await answer.json()).toEqual({ outcome: 'asked' });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const page = await portal.ask('sender', `/distribution/${SHEET}/message?in=en`, {
      ...{ method: 'POST', headers: form, body: 'address=ana%40example.org' },
    });
    expect(await page.text()).toContain('on its way');
    expect(asked).toMatchObject([
      { sheet: SHEET, address: 'ana@example.org', language: 'es' },
      { sheet: SHEET, address: 'ana@example.org', language: 'en' },
    ]);
    expect(portal.sent).toEqual([]);
  });
});
