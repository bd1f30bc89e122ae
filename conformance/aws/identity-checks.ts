import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type CallCognito, cognitoAccounts, signedCognito } from '../../src/adapters/aws/cognito-accounts.ts';
import { dynamoActivity } from '../../src/adapters/aws/dynamo-activity.ts';
import { dynamoTokens } from '../../src/adapters/aws/dynamo-tokens.ts';
import { s3ActivityHeads } from '../../src/adapters/aws/s3-activity-heads.ts';
import { s3Client } from '../../src/adapters/aws/s3-client.ts';
import { type Grant, PORTAL_ROLES } from '../../src/domain/person.ts';
import { grantsWithin } from '../../src/domain/token.ts';
import { makeToken, tokenOf } from '../../src/steps/issue-token.ts';
import { type Check, checked, equal } from '../check.ts';

const POOL = z.object({ UserPool: z.object({ Id: z.string() }) });
const CREATED = z.object({
  User: z.object({ Attributes: z.array(z.object({ Name: z.string(), Value: z.string() })) }),
});
const MINUTE_MS = 60_000;

/** The groups of a stage: one for each role, and one for the analysts of each hotline (lib/portal-address.ts). */
const GROUPS = [...PORTAL_ROLES.filter((role) => role !== 'analyst'), 'analyst-nhth', 'analyst-linea-145'];

/** A user pool of moto, with the administrator's commands of docs/deploy.md, and the accounts as the portal reads them. */
interface People {
  readonly pool: string;
  /** Calls an operation on the pool. */
  readonly administer: (operation: string, input?: object) => Promise<unknown>;
  /** Creates an account in some groups, and returns its permanent id. */
  readonly invite: (address: string, name: string, ...groups: readonly string[]) => Promise<string>;
}

/** Checks the accounts of the portal against moto's Amazon Cognito: roles, changes, locked and deleted accounts, tokens. */
export async function identityChecks(endpoint: string): Promise<Check[]> {
  const client = new DynamoDBClient({});
  const call = signedCognito(client, (url, init) => fetch(new URL(new URL(String(url)).pathname, endpoint), init));
  const people = await openPeople(call);
  return [
    await checked('an account of Cognito has the roles of its groups and no others', () => roles(call, people)),
    await checked('a change of groups counts after a minute', () => changedGroups(call, people)),
    await checked('a disabled account has no roles, and gets them back', () => disabled(call, people)),
    await checked('a deleted account, and one that never was, is no one', () => deleted(call, people)),
    await checked('a token has the roles of its person as they are now', () => tokens(call, people, client)),
  ];
}

async function openPeople(call: CallCognito): Promise<People> {
  const settings = { PoolName: 'people', UsernameAttributes: ['email'], AutoVerifiedAttributes: ['email'] };
  const { UserPool } = POOL.parse(await answered(call, 'CreateUserPool', settings));
  const administer = (operation: string, input: object = {}) =>
    answered(call, operation, { UserPoolId: UserPool.Id, ...input });
  for (const GroupName of GROUPS) await administer('CreateGroup', { GroupName });
  return {
    pool: UserPool.Id,
    administer,
    async invite(address, name, ...groups) {
      const UserAttributes = [
        { Name: 'email', Value: address },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'name', Value: name },
      ];
      const { User } = CREATED.parse(await administer('AdminCreateUser', { Username: address, UserAttributes }));
      for (const GroupName of groups) await administer('AdminAddUserToGroup', { Username: address, GroupName });
      const subject = User.Attributes.find((one) => one.Name === 'sub')?.Value;
      if (subject === undefined) throw new Error('moto gave the account no permanent id');
      return subject;
    },
  };
}

async function answered(call: CallCognito, operation: string, input: object): Promise<unknown> {
  const { ok, value } = await call(operation, input);
  if (!ok) throw new Error(`${operation}: ${JSON.stringify(value)}`);
  return value;
}

/** Returns the accounts as the portal reads them, and moves its clock. */
function accountsOf(call: CallCognito, { pool }: People) {
  let now = Date.now();
  const accounts = cognitoAccounts(call, pool, () => now);
  const grants = async (subject: string): Promise<readonly Grant[] | null> =>
    (await accounts.bySubject(subject))?.grants.toSorted() ?? null;
  const later = (): void => {
    now += MINUTE_MS;
  };
  return { accounts, grants, later };
}

async function roles(call: CallCognito, people: People): Promise<void> {
  const { accounts } = accountsOf(call, people);
  await people.administer('CreateGroup', { GroupName: 'of-another-program' });
  const ana = await people.invite('ana@example.org', 'Ana Reyes', 'approver', 'analyst-nhth', 'of-another-program');
  const none = await people.invite('none@example.org', 'Luis Ortega');
  const found = await accounts.bySubject(ana);
  equal([found?.name, found?.subject, found?.grants.toSorted()], ['Ana Reyes', ana, ['analyst:nhth', 'approver']]);
  equal((await accounts.bySubject(none))?.grants, []);
}

async function changedGroups(call: CallCognito, people: People): Promise<void> {
  const { grants, later } = accountsOf(call, people);
  const Username = 'eva@example.org';
  const eva = await people.invite(Username, 'Eva Luna', 'reviewer');
  equal(await grants(eva), ['reviewer']);
  await people.administer('AdminRemoveUserFromGroup', { Username, GroupName: 'reviewer' });
  await people.administer('AdminAddUserToGroup', { Username, GroupName: 'sender' });
  equal(await grants(eva), ['reviewer']);
  later();
  equal(await grants(eva), ['sender']);
}

async function disabled(call: CallCognito, people: People): Promise<void> {
  const { grants, later } = accountsOf(call, people);
  const Username = 'rosa@example.org';
  const rosa = await people.invite(Username, 'Rosa Paz', 'operator');
  equal(await grants(rosa), ['operator']);
  await people.administer('AdminDisableUser', { Username });
  await people.administer('AdminUserGlobalSignOut', { Username });
  later();
  equal(await grants(rosa), null);
  await people.administer('AdminEnableUser', { Username });
  later();
  equal(await grants(rosa), ['operator']);
}

async function deleted(call: CallCognito, people: People): Promise<void> {
  const { grants, later } = accountsOf(call, people);
  const Username = 'gone@example.org';
  const gone = await people.invite(Username, 'Iris Gómez', 'viewer');
  equal(await grants(gone), ['viewer']);
  await people.administer('AdminDeleteUser', { Username });
  later();
  equal(await grants(gone), null);
  equal(await grants('00000000-0000-4000-8000-000000000000'), null);
}

async function tokens(call: CallCognito, people: People, client: DynamoDBClient): Promise<void> {
  const { accounts, later } = accountsOf(call, people);
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const table = { client: documents, name: 'the-table' };
  const heads = s3ActivityHeads({ client: s3Client(process.env), name: 'the-reports' });
  const effects = {
    tokens: dynamoTokens(table),
    activity: dynamoActivity(table, heads),
    clock: { now: () => new Date() },
  };
  const Username = 'program@example.org';
  const subject = await people.invite(Username, 'Sol Vega', 'analyst-nhth', 'reviewer');
  const person = await accounts.bySubject(subject);
  if (!person) throw new Error('the account is missing');
  const { text } = await makeToken(effects, person, { name: 'monthly upload', scopes: ['analyst:nhth'], days: 1 });
  const granted = async (): Promise<readonly Grant[] | null> => {
    const token = await tokenOf(effects, text);
    const now = token?.subject ? await accounts.bySubject(token.subject) : null;
    return token && now && grantsWithin(now, token.scopes);
  };
  equal(await granted(), ['analyst:nhth']);
  await people.administer('AdminRemoveUserFromGroup', { Username, GroupName: 'analyst-nhth' });
  later();
  equal(await granted(), []);
  await people.administer('AdminDisableUser', { Username });
  later();
  equal(await granted(), null);
}
