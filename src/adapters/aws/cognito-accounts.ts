import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';
import * as z from 'zod';
import { Failure } from '../../domain/failure.ts';
import { type Accounts, groupGrant, type Person } from '../../domain/person.ts';

/** Calls an operation of a user pool, and returns its status and its JSON. */
export type CallCognito = (
  operation: string,
  input: object,
) => Promise<{ readonly ok: boolean; readonly value: unknown }>;

/** How long Cognito may take for one answer, in milliseconds. */
const PATIENCE_MS = 5000;

/**
 * How long an account is remembered, in milliseconds: a program that sends many requests must not use up the account's
 * quota for reading users.
 */
const REMEMBERED_MS = 60_000;

const USER = z.object({
  Enabled: z.boolean(),
  UserAttributes: z.array(z.object({ Name: z.string(), Value: z.string().default('') })),
});
const GROUPS = z.object({
  Groups: z.array(z.object({ GroupName: z.string() })),
  NextToken: z.string().optional(),
});
const ERROR_BODY = z.object({ __type: z.string() });

/** Reads accounts of a user pool of Amazon Cognito; each is remembered for a minute. */
export function cognitoAccounts(call: CallCognito, pool: string, now: () => number): Accounts {
  const remembered = new Map<string, { readonly person: Promise<Person | null>; readonly until: number }>();
  return {
    bySubject(subject) {
      const known = remembered.get(subject);
      if (known && known.until > now()) return known.person;
      for (const [id, { until }] of remembered) if (until <= now()) remembered.delete(id);
      const person = personIn(call, { UserPoolId: pool, Username: subject });
      remembered.set(subject, { person, until: now() + REMEMBERED_MS });
      person.catch(() => remembered.delete(subject));
      return person;
    },
  };
}

interface Account {
  readonly UserPoolId: string;
  readonly Username: string;
}

async function personIn(call: CallCognito, account: Account): Promise<Person | null> {
  const answer = await call('AdminGetUser', account);
  if (!answer.ok && ERROR_BODY.safeParse(answer.value).data?.__type.endsWith('UserNotFoundException')) return null;
  const user = USER.safeParse(answer.value);
  if (!answer.ok || !user.success) throw unavailable(user.error);
  if (!user.data.Enabled) return null;
  const attributes = new Map(user.data.UserAttributes.map(({ Name, Value }) => [Name, Value]));
  const subject = attributes.get('sub') ?? account.Username;
  const grants = (await groupsOf(call, account)).flatMap((group) => groupGrant(group) ?? []);
  return { name: attributes.get('name') || attributes.get('email') || subject, grants, subject };
}

async function groupsOf(call: CallCognito, account: Account): Promise<string[]> {
  const groups: string[] = [];
  for (let next: string | undefined; ; ) {
    const answer = await call('AdminListGroupsForUser', { ...account, ...(next !== undefined && { NextToken: next }) });
    const page = GROUPS.safeParse(answer.value);
    if (!answer.ok || !page.success) throw unavailable(page.error);
    groups.push(...page.data.Groups.map(({ GroupName }) => GroupName));
    next = page.data.NextToken;
    if (next === undefined) return groups;
  }
}

/** The message has nothing of the answer, which names a person. */
const unavailable = (cause?: unknown): Failure =>
  new Failure('IdentityUnavailable', 'Amazon Cognito does not answer as it should about an account', { cause });

/**
 * Returns calls of Amazon Cognito that are signed with a client's credentials, in its region. Two operations do not need
 * another client of the SDK.
 */
export function signedCognito({ config }: Pick<DynamoDBClient, 'config'>, send: typeof fetch = fetch): CallCognito {
  const signer = new SignatureV4({
    credentials: config.credentials,
    region: config.region,
    service: 'cognito-idp',
    sha256: config.sha256,
  });
  return async (operation, input) => {
    const hostname = `cognito-idp.${await config.region()}.amazonaws.com`;
    const body = JSON.stringify(input);
    const headers = {
      host: hostname,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    };
    const signed = await signer.sign({ method: 'POST', protocol: 'https:', hostname, path: '/', headers, body });
    const signal = AbortSignal.timeout(PATIENCE_MS);
    try {
      const answer = await send(`https://${hostname}/`, { method: 'POST', headers: signed.headers, body, signal });
      return { ok: answer.ok, value: await answer.json() };
    } catch (error) {
      throw unavailable(error);
    }
  };
}
