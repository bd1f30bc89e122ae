import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalTable, startTable } from '../../local/state/dynalite-table.ts';
import { dynamoSessions } from '../../src/adapters/aws/dynamo-sessions.ts';
import { scanItems } from '../../src/adapters/aws/dynamo-table.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { Identity, IdentityProvider } from '../../src/domain/session.ts';
import {
  endSession,
  finishSignIn,
  personOfSession,
  RECHECK_MS,
  SESSION_MS,
  type SessionEffects,
} from '../../src/steps/use-session.ts';

let folder: string;
let table: LocalTable;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'factsheets-sessions-'));
  table = await startTable(join(folder, 'table'));
});
afterAll(async () => {
  await table.stop();
  await rm(folder, { recursive: true });
});

const START = Date.parse('2017-08-09T17:06:00Z');
const TOKEN = 'the-refresh-token-of-the-provider';
const RETURNED = new URL('https://sheets.example.org/signed-in?code=c&state=s');
const PENDING = { state: 's', nonce: 'n', verifier: 'v' };

let now: number;
/** What the provider knows; null where it refuses, an error where it does not answer. */
let known: Identity | null | Error;
/** The tokens with which groups were read again. */
let asked: string[];
let effects: SessionEffects;
const answer = async (): Promise<Identity | null> => {
  if (known instanceof Error) throw known;
  return known;
};
beforeEach(() => {
  now = START;
  known = { subject: 'sub-1', name: 'Ana Reyes', groups: ['approver', 'analyst-nhth', 'other'], refreshToken: TOKEN };
  asked = [];
  const identity: IdentityProvider = {
    begin: () => Promise.reject(new Error('not in this test')),
    finish: answer,
    refresh: (token, subject) => {
      asked.push(`${token} ${subject}`);
      return answer();
    },
  };
  effects = { sessions: dynamoSessions(table), identity, clock: { now: () => new Date(now) } };
});

const signedIn = async (): Promise<string> => {
  const result = await finishSignIn(effects, RETURNED, PENDING);
  if ('refused' in result) throw new Error(result.refused);
  return result.secret;
};
const groups = (...names: string[]): void => {
  if (known && !(known instanceof Error)) known = { ...known, groups: names };
};

const refuse = (): void => {
  known = null;
};

describe('a sign-in', () => {
  it('begins a session with the roles of the person’s groups', async () => {
    const person = { name: 'Ana Reyes', grants: ['approver', 'analyst:nhth'], subject: 'sub-1' };
    expect(await personOfSession(effects, await signedIn())).toEqual(person);
    expect(asked).toEqual([]);
  });

  it('is refused to who has no role, and where the provider’s answer fails a check', async () => {
    groups('other', 'analyst', 'admin', 'analyst-*x');
    expect(await finishSignIn(effects, RETURNED, PENDING)).toEqual({ refused: 'no-role' });
    known = null;
    expect(await finishSignIn(effects, RETURNED, PENDING)).toEqual({ refused: 'failed' });
  });

  it('stores neither the secret nor the refresh token in a form that can be read', async () => {
    const secret = await signedIn();
    const items: object[] = [];
    for await (const item of scanItems(table)) items.push(item);
    const text = JSON.stringify(items);
    expect(text).toContain('Ana Reyes');
    for (const hidden of [secret, TOKEN, Buffer.from(TOKEN).toString('base64url'), Buffer.from(TOKEN).toString('hex')])
      expect(text).not.toContain(hidden);
  });
});

describe('a session', () => {
  it('ends after eight hours, however much it is used', async () => {
    const secret = await signedIn();
    for (now = START; now < START + SESSION_MS; now += RECHECK_MS - 1)
      expect(await personOfSession(effects, secret)).not.toBeNull();
    now = START + SESSION_MS;
    expect(await personOfSession(effects, secret)).toBeNull();
  });

  it('has the groups of a quarter of an hour ago at most', async () => {
    const secret = await signedIn();
    groups('viewer');
    now += RECHECK_MS - 1;
    expect((await personOfSession(effects, secret))?.grants).toEqual(['approver', 'analyst:nhth']);
    now += 1;
    expect((await personOfSession(effects, secret))?.grants).toEqual(['viewer']);
    expect(asked).toEqual([`${TOKEN} sub-1`]);
  });

  it.each([
    ['has no role any more', () => groups()],
    ['has no account any more, or is disabled', () => refuse()],
  ])('ends for whoever %s, and does not begin again', async (_, change) => {
    const secret = await signedIn();
    const before = known;
    change();
    now += RECHECK_MS;
    expect(await personOfSession(effects, secret)).toBeNull();
    known = before;
    expect(await personOfSession(effects, secret)).toBeNull();
  });

  it('neither ends nor goes on with old groups while the provider does not answer', async () => {
    const secret = await signedIn();
    const before = known;
    known = new Failure('IdentityUnavailable', 'the provider does not answer');
    now += RECHECK_MS;
    await expect(personOfSession(effects, secret)).rejects.toMatchObject({ name: 'IdentityUnavailable' });
    known = before;
    expect(await personOfSession(effects, secret)).not.toBeNull();
  });

  it('uses the refresh token that a provider with rotation sent last', async () => {
    const secret = await signedIn();
    known = { subject: 'sub-1', name: 'Ana Reyes', groups: ['viewer'], refreshToken: 'second' };
    now += RECHECK_MS;
    await personOfSession(effects, secret);
    known = { subject: 'sub-1', name: 'Ana Reyes', groups: ['viewer'], refreshToken: null };
    for (let time = 0; time < 2; time++) {
      now += RECHECK_MS;
      await personOfSession(effects, secret);
    }
    expect(asked.map((text) => text.split(' ')[0])).toEqual([TOKEN, 'second', 'second']);
  });

  it('is renewed once for many requests at a time, which all are answered', async () => {
    const secret = await signedIn();
    now += RECHECK_MS;
    const people = await Promise.all(Array.from({ length: 8 }, () => personOfSession(effects, secret)));
    expect(people.map((person) => person?.name)).toEqual(Array(8).fill('Ana Reyes'));
  });

  it('stays ended when a request that began before renews it afterwards', async () => {
    const secret = await signedIn();
    now += RECHECK_MS;
    const { identity } = effects;
    const slow: IdentityProvider = {
      ...identity,
      refresh: async (...given) => {
        await endSession(effects, secret);
        return identity.refresh(...given);
      },
    };
    expect(await personOfSession({ ...effects, identity: slow }, secret)).toBeNull();
    expect(await personOfSession(effects, secret)).toBeNull();
  });

  it('ends once for all, and no secret but its own opens it', async () => {
    const secret = await signedIn();
    await endSession(effects, 'another');
    expect(await personOfSession(effects, `${secret}x`)).toBeNull();
    await Promise.all([endSession(effects, secret), endSession(effects, secret)]);
    expect(await personOfSession(effects, secret)).toBeNull();
  });
});
