import { Readable } from 'node:stream';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { nextEntry } from '../../src/domain/activity.ts';
import { approvalOf } from '../steps/state-fixture.ts';
import { run } from './command-line.ts';

const dynamo = mockClient(DynamoDBDocumentClient);
mockClient(DynamoDBClient);
const secrets = mockClient(SecretsManagerClient);
const STAGE = ['--table', 'the-table', '--secret', 'the-secret'];
const region = process.env.AWS_REGION;
process.env.AWS_REGION = 'us-east-1';
afterAll(() => {
  delete process.env.AWS_REGION;
  if (region !== undefined) process.env.AWS_REGION = region;
});

beforeEach(() => {
  for (const mock of [dynamo, secrets]) mock.reset();
  dynamo.on(QueryCommand).resolves({ Items: [] });
  dynamo.on(GetCommand).resolves({});
  dynamo.on(PutCommand).resolves({});
  secrets.on(GetSecretValueCommand).resolves({ SecretString: 'ab'.repeat(32) });
});
const written = () => dynamo.commandCalls(PutCommand).map(({ args }) => args[0].input);

describe('the list of a stage in AWS', () => {
  it('is changed by the same commands', async () => {
    const person = ['--name', 'Ana', '--email', 'ana@example.org', '--language', 'es', '--sheets', 'us-mexico-border'];
    expect(await run('stakeholders', 'add', ...person, ...STAGE)).toMatchObject({ code: 0, out: 'added' });
    expect(written()).toMatchObject([{ TableName: 'the-table', Item: { PK: 'STAKEHOLDERS', status: 'active' } }]);
    expect(secrets.commandCalls(GetSecretValueCommand)[0]?.args[0].input).toEqual({ SecretId: 'the-secret' });
  });

  it('lists editions with the table alone, how many readers have them, and that the sheet is held', async () => {
    const edition = { sheet: 'us-mexico-border', month: '2016-05' };
    dynamo.on(QueryCommand).callsFake(({ ExpressionAttributeValues: { ':pk': pk } }) => {
      const items: Record<string, object> = {
        'SHEET#us-mexico-border': edition,
        'EDITION#us-mexico-border#2016-05': { ...edition, revision: 2, complete: true },
        'DECISIONS#us-mexico-border': approvalOf('2016-05', 1),
        'DISPATCH#us-mexico-border#2016-05#000001': { ...edition, status: 'sent', at: '2016-06-15T14:00:00.000Z' },
        'HOLDS#us-mexico-border': { number: 1, held: true, by: 'Ana', at: '2016-06-16T10:00:00.000Z' },
      };
      return { Items: items[pk] ? [items[pk]] : [] };
    });
    const { code, out } = await run('editions', 'us-mexico-border', '--table', 'the-table');
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(
        /^us-mexico-border 2016-05 {2}revision 2, complete, to be reviewed; readers have revision 1; sent to 1 stakeholder, last on 2016-06-15$/u,
      ),
      'us-mexico-border is held by Ana since 2016-06-16 10:00 UTC: it is not sent until it is released',
    ]);
    expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(0);
  });

  it('lets a person resolve uncertain dispatches', async () => {
    dynamo.on(QueryCommand).callsFake(({ ExpressionAttributeValues: { ':pk': pk } }) => {
      if (pk === 'DECISIONS#us-mexico-border') return { Items: [{ ...approvalOf('2016-05', 1) }] };
      const of = { sheet: 'us-mexico-border', month: '2016-05', revision: 1, stakeholder: '01', generation: 1 };
      return pk === 'DISPATCH#us-mexico-border#2016-05#000001'
        ? { Items: [{ ...of, status: 'sending' }] }
        : { Items: [] };
    });
    const resolved = await run('distribute', 'us-mexico-border', '2016-05', '--resolve', 'sent', ...STAGE);
    expect(resolved).toMatchObject({ code: 0, out: '1 changed' });
    expect(written()).toMatchObject([{ Item: { status: 'sent', generation: 2 } }]);
  });

  it('reports an AWS error by its name alone', async () => {
    const refusal = new ResourceNotFoundException({ $metadata: {}, message: 'said something' });
    secrets.on(GetSecretValueCommand).rejects(refusal);
    const { code, err } = await run('stakeholders', 'list', ...STAGE);
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(/AWS refused: ResourceNotFoundException; check --table/),
    });
    expect(err).not.toContain('said something');
  });

  it.each([
    [['stakeholders', 'list', '--table', 't'], /--secret is missing/],
    [['stakeholders', 'list', '--state', 's', '--table', 't', '--secret', 'x'], /not both/],
    [
      ['distribute', 'us-mexico-border', '--state', 's', '--table', 't'],
      /--table is only for --resolve; in AWS the schedule sends/,
    ],
  ])('refuses %j', async (argv, message) => {
    expect(await run(...argv)).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  });
});

describe('the activity log of a stage in AWS', () => {
  const s3 = mockClient(S3Client);
  const PLACE = ['--table', 'the-table', '--bucket', 'the-reports'];
  const first = nextEntry(null, new Date(0), { who: 'Ana', via: 'portal' }, { kind: 'signed-in', about: {} });
  const second = nextEntry(first, new Date(1), { who: 'Ana', via: 'portal' }, { kind: 'signed-out', about: {} });
  const stores = (entries: readonly object[]): void => {
    dynamo.on(QueryCommand).resolves({ Items: entries.map((entry) => ({ ...entry })) });
    dynamo.on(GetCommand).resolves({ Item: { ...second, generation: 2 } });
    const head = JSON.stringify({ sequence: 2, hash: second.hash });
    s3.on(GetObjectCommand).callsFake(async () => ({ Body: Readable.from([Buffer.from(head)]) }));
  };

  it('is verified: entries that are as recorded, one that was changed, and one that is missing', async () => {
    stores([first, second]);
    expect(await run('verify', ...PLACE)).toMatchObject({ code: 0, out: '2 entries of activity: all as recorded' });
    stores([{ ...first, who: 'Luis' }, second]);
    expect(await run('verify', ...PLACE)).toMatchObject({
      code: 2,
      out: 'activity, entry 1: was changed after it was recorded\n2 entries of activity: 1 difference',
    });
    stores([second]);
    expect(await run('verify', ...PLACE)).toMatchObject({
      code: 2,
      out: expect.stringContaining('entry 1 is missing'),
    });
    expect((await run('verify', '--table', 'the-table')).code).toBe(1);
  });
});
