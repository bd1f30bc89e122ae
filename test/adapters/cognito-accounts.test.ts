import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { cognitoAccounts, signedCognito } from '../../src/adapters/aws/cognito-accounts.ts';

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'invented', sessionToken: 'invented-session' };

/** Returns accounts of an invented pool that answers with these statuses and bodies, and the requests that it got. */
function accountsOver(...answers: readonly (readonly [status: number, body: unknown])[]) {
  const requests: { readonly url: string; readonly headers: Headers; readonly body: unknown }[] = [];
  const send: typeof fetch = async (url, init) => {
    requests.push({ url: String(url), headers: new Headers(init?.headers), body: JSON.parse(String(init?.body)) });
    const [status, body] = answers[requests.length - 1] ?? [500, {}];
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  };
  let now = 0;
  const call = signedCognito(new DynamoDBClient({ region: 'us-east-1', credentials }), send);
  const accounts = cognitoAccounts(call, 'us-east-1_pool', () => now);
  return { accounts, requests, later: (milliseconds: number) => (now += milliseconds) };
}

const ANA = {
  Enabled: true,
  Username: 'sub-1',
  UserAttributes: [
    { Name: 'sub', Value: 'sub-1' },
    { Name: 'name', Value: 'Ana Reyes' },
    { Name: 'email', Value: 'ana@example.org' },
  ],
};
const groups = (...names: string[]) => ({ Groups: names.map((GroupName) => ({ GroupName })) });

describe('an account', () => {
  it('is read with the roles of all its groups, by requests that AWS can verify', async () => {
    const first = { ...groups('approver', 'other'), NextToken: 'more' };
    const { accounts, requests } = accountsOver([200, ANA], [200, first], [200, groups('analyst-nhth')]);
    expect(await accounts.bySubject('sub-1')).toEqual({
      ...{ name: 'Ana Reyes', grants: ['approver', 'analyst:nhth'], subject: 'sub-1' },
    });
    const account = { UserPoolId: 'us-east-1_pool', Username: 'sub-1' };
    expect(requests.map(({ body }) => body)).toEqual([account, account, { ...account, NextToken: 'more' }]);
    for (const { url, headers } of requests) {
      expect(url).toBe('https://cognito-idp.us-east-1.amazonaws.com/');
      expect(headers.get('authorization')).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/us-east-1\/cognito-idp\//u,
      );
      expect(headers.get('authorization')).toContain(
        'host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-target',
      );
    }
    expect(requests.map(({ headers }) => headers.get('x-amz-target'))).toEqual([
      'AWSCognitoIdentityProviderService.AdminGetUser',
      'AWSCognitoIdentityProviderService.AdminListGroupsForUser',
      'AWSCognitoIdentityProviderService.AdminListGroupsForUser',
    ]);
  });

  it.each([
    ['deleted', [400, { __type: 'UserNotFoundException', message: 'User does not exist.' }]],
    ['deleted, with the namespace of the error', [400, { __type: 'com.amazonaws.cognito#UserNotFoundException' }]],
    ['disabled', [200, { ...ANA, Enabled: false }]],
  ] as const)('is none if it was %s', async (_, answer) => {
    const { accounts } = accountsOver(answer, [200, groups('approver')]);
    expect(await accounts.bySubject('sub-1')).toBeNull();
  });

  it.each([
    ['too many requests', [[400, { __type: 'TooManyRequestsException' }]]],
    ['no right to read it', [[400, { __type: 'AccessDeniedException' }]]],
    ['another form', [[200, { Username: 'sub-1' }]]],
    ['no JSON', [[502, '<html>']]],
    [
      'groups that cannot be read',
      [
        [200, ANA],
        [500, {}],
      ],
    ],
  ] as const)('cannot be judged after %s, and is read again', async (_, answers) => {
    const { accounts } = accountsOver(...answers, [200, ANA], [200, groups('approver')]);
    await expect(accounts.bySubject('sub-1')).rejects.toMatchObject({ name: 'IdentityUnavailable' });
    expect((await accounts.bySubject('sub-1'))?.grants).toEqual(['approver']);
  });

  it('is remembered for a minute, and read once for requests at the same time', async () => {
    const { accounts, requests, later } = accountsOver(
      [200, ANA],
      [200, groups('approver')],
      [200, ANA],
      [200, groups()],
    );
    await Promise.all([accounts.bySubject('sub-1'), accounts.bySubject('sub-1')]);
    later(59_999);
    expect((await accounts.bySubject('sub-1'))?.grants).toEqual(['approver']);
    expect(requests).toHaveLength(2);
    later(1);
    expect((await accounts.bySubject('sub-1'))?.grants).toEqual([]);
  });
});
