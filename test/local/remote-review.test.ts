import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from './command-line.ts';

const NAMES = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'] as const;
const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));

let server: Server;
let url: string;
let asked: { headers: IncomingMessage['headers']; body: unknown }[];
let answer: { status: number; body: unknown };

beforeAll(async () => {
  for (const name of NAMES) delete process.env[name];
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'us-east-1',
  });
  server = createServer(async (request, response) => {
    const parts: Uint8Array[] = [];
    for await (const part of request) parts.push(part);
    asked.push({ headers: request.headers, body: JSON.parse(Buffer.concat(parts).toString()) });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  for (const name of NAMES) {
    delete process.env[name];
    if (before[name] !== undefined) process.env[name] = before[name];
  }
});
beforeEach(() => {
  asked = [];
});

const APPROVE = ['approve', 'us-mexico-border', '2017-07', '--revision', '2', '--by', 'Ana'];

describe('deciding in AWS', () => {
  it('sends the decision signed with this machine’s identity', async () => {
    answer = {
      status: 200,
      body: {
        sheet: 'us-mexico-border',
        month: '2017-07',
        revision: 2,
        verdict: 'approved',
        by: 'Ana',
        warnings: [{ kind: 'incomplete', missing: 3 }],
      },
    };
    expect(await run(...APPROVE, '--reason', 'known', '--url', url)).toMatchObject({
      code: 0,
      out: 'us-mexico-border 2017-07, revision 2: approved by Ana\n  despite: 3 exports are missing',
    });
    expect(asked[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/us-east-1\/lambda\/aws4_request, SignedHeaders=[a-z0-9;-]*host/u,
    );
    expect(asked[0]?.body).toEqual({
      ask: 'decide',
      sheet: 'us-mexico-border',
      month: '2017-07',
      revision: 2,
      verdict: 'approved',
      by: 'Ana',
      reason: 'known',
      opened: [],
    });
  });

  it.each([
    [409, { failure: 'DecisionRefused', message: 'it is not the newest' }, /it is not the newest/],
    [403, { Message: 'Forbidden' }, /AWS does not let this identity call the function/],
    [502, 'Internal Server Error', /the function answered 502; its log says why/],
    [200, '<!doctype html>', /does not answer like the function of decisions/],
  ])('reports what the function answers with %i', async (status, body, message) => {
    answer = { status, body };
    expect(await run(...APPROVE, '--url', url)).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  });

  it('says that nothing answers at the address', async () => {
    const { code, err } = await run(...APPROVE, '--url', 'http://127.0.0.1:9/');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/127\.0\.0\.1:9 does not answer/u) });
  });

  it.each([
    [['--url', 'nowhere'], /is not an address/],
    [['--url', 'https://example.org', '--state', 'x'], /use --state or --url, not both/],
  ])('refuses %j', async (options, message) => {
    expect(await run(...APPROVE, ...options)).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  });
});
