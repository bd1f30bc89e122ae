import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { type IdempotentAnswers, idempotent } from '../../src/portal/idempotency.ts';
import type { PortalEnv } from '../../src/portal/portal-env.ts';
import { Refused } from '../../src/portal/problem-document.ts';

/** Returns an app that counts what it does, for people named in a header. */
function counting(work: (done: number) => Promise<Response> | Response) {
  const answers: IdempotentAnswers = new Map();
  const done = { count: 0 };
  const app = new Hono<PortalEnv>();
  app.onError((error, c) => c.text(error.message, error instanceof Refused ? error.refusal.status : 500));
  app.use(async (c, next) => {
    c.set('person', { name: c.req.header('who') ?? 'Ana', grants: [] });
    await next();
  });
  app.post('/*', idempotent(answers), () => work(++done.count));
  const post = async (key: string | null, body = '{}', more: { who?: string; path?: string } = {}) => {
    const headers = { ...(key !== null && { 'idempotency-key': key }), who: more.who ?? 'Ana' };
    const answer = await app.request(more.path ?? '/a', { method: 'POST', body, headers });
    return [answer.status, await answer.text()] as const;
  };
  return { post, done, answers };
}

const numbered = () => counting((done) => new Response(`made ${done}`, { status: 201 }));

describe('a request with an idempotency key', () => {
  it('is done once, and answered the same whenever it is sent again', async () => {
    const { post, done } = numbered();
    for (let sent = 0; sent < 3; sent++) expect(await post('k')).toEqual([201, 'made 1']);
    expect(done.count).toBe(1);
  });

  it('is done once if it is sent twice at the same time', async () => {
    const { post, done } = counting(async (count) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return new Response(`made ${count}`);
    });
    expect(await Promise.all([post('k'), post('k')])).toEqual([
      [200, 'made 1'],
      [200, 'made 1'],
    ]);
    expect(done.count).toBe(1);
  });

  it('is refused with another body', async () => {
    const { post, done } = numbered();
    await post('k', '{"a":1}');
    expect((await post('k', '{"a":2}'))[0]).toBe(422);
    expect(done.count).toBe(1);
  });

  it('is another one with another key, person or address, and without a key', async () => {
    const { post, done } = numbered();
    await post('k');
    await post('l');
    await post('k', '{}', { who: 'Luis' });
    await post('k', '{}', { path: '/b' });
    await post(null);
    await post(null);
    expect(done.count).toBe(6);
  });

  it('is tried again after the program failed, and not after the request was refused', async () => {
    const failing = counting((done) => new Response('', { status: done === 1 ? 500 : 201 }));
    expect([(await failing.post('k'))[0], (await failing.post('k'))[0]]).toEqual([500, 201]);
    const throwing = counting((done) => {
      if (done === 1) throw new Error('broken');
      return new Response('made');
    });
    expect([(await throwing.post('k'))[0], (await throwing.post('k'))[0]]).toEqual([500, 200]);
    const refusing = counting((done) => new Response('', { status: done === 1 ? 409 : 201 }));
    expect([(await refusing.post('k'))[0], (await refusing.post('k'))[0]]).toEqual([409, 409]);
  });

  it.each(['', 'a b', 'ü', 'x'.repeat(201)])('is refused with the key "%s"', async (key) => {
    const headers = { 'idempotency-key': encodeURIComponent(key) === key ? key : key.replace('ü', '\u00fc') };
    const { post, done } = numbered();
    expect((await post(headers['idempotency-key']))[0]).toBe(422);
    expect(done.count).toBe(0);
  });

  it('remembers at most a thousand answers', async () => {
    const { post, done, answers } = numbered();
    for (let index = 0; index < 1001; index++) await post(`k${index}`);
    expect(answers.size).toBe(1000);
    await post('k0');
    expect(done.count).toBe(1002);
    await post('k1000');
    expect(done.count).toBe(1002);
  });
});
