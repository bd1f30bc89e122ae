import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetAccountCommand, SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { LambdaFunctionURLEvent, LambdaFunctionURLEventWithIAMAuthorizer } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { definitionFiles } from '../../src/adapters/local/definition-files.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import { leaveToken, reportToken } from '../../src/distribution/links/link-token.ts';
import { ENVIRONMENT } from '../../src/domain/environment.ts';
import type { Month } from '../../src/domain/month.ts';
import { revisionFingerprint } from '../../src/editions/fingerprint.ts';
import { approvalOf } from '../steps/state-fixture.ts';
import { batchOf, setEnvironment } from './aws-fixture.ts';

// a refused message is sent again after seconds
vi.mock('node:timers/promises', async (load) => ({ ...(await load<object>()), setTimeout: async () => undefined }));

setEnvironment();
const dynamo = mockClient(DynamoDBDocumentClient);
mockClient(DynamoDBClient);
const bus = mockClient(EventBridgeClient);
const secrets = mockClient(SecretsManagerClient);
const ses = mockClient(SESv2Client);
const s3 = mockClient(S3Client).resolves({});
const { handler: distribute } = await import('../../lambdas/distribute.ts');
const { handler: answerLink } = await import('../../lambdas/answer-link.ts');
const { handler: recordFeedback } = await import('../../lambdas/record-feedback.ts');
const { handler: decideRevision } = await import('../../lambdas/decide-revision.ts');

const SECRET = Buffer.from('ab'.repeat(32), 'hex');
const ANA = '0123456789abcdef0123456789abcdef';
const STAKEHOLDER = {
  id: ANA,
  generation: 1,
  status: 'active',
  suspendedFor: null,
  address: 'ana@example.org',
  sheets: ['us-mexico-border'],
  language: 'es',
  delivery: 'link',
  name: 'Ana',
  addedAt: '2016-01-01T00:00:00.000Z',
};
const PERSON = { stakeholder: ANA, listed: Date.parse(STAKEHOLDER.addedAt), expires: Date.now() + 60_000 };
const FIGURES = ['signals', 'cases', 'victims', 'traffickers'].map((id) => ({
  order: 0,
  counted: { id, total: 99, cells: [] },
  printed: { id, total: 99, cells: [] },
}));
const BROKEN_DOWN = ['victims-by-type', 'victims-by-age'].map((id) => ({
  order: 1,
  counted: { id, total: 99, cells: [] },
  printed: { id, by: id.slice(11), total: 99, cells: [] },
}));
const DEFINITIONS = definitionFiles(fileURLToPath(new URL('../../', import.meta.url)));
const SHEET = await loadSheet(DEFINITIONS, await loadDefinitions(DEFINITIONS), 'us-mexico-border');
const MADE_FROM = { complete: true, missing: [], threshold: 10, versions: { sheet: SHEET.version } };
const FINGERPRINT = revisionFingerprint({
  ...MADE_FROM,
  figures: [...FIGURES, ...BROKEN_DOWN].map(({ order: _order, ...figure }) => figure),
} as unknown as Parameters<typeof revisionFingerprint>[0]);
const REVISION = {
  sheet: 'us-mexico-border',
  month: '2016-05',
  revision: 1,
  fingerprint: FINGERPRINT,
  from: '2015-09-30',
  through: '2016-05-31',
  ...MADE_FROM,
  generatedFrom: [],
};
const PAGE = { key: 'us-mexico-border/2016-05/r1/us-mexico-border-2016-05.es.pdf', text: '%PDF' };
const REPORT = {
  files: [
    {
      key: `reports/${PAGE.key}`,
      sha256: createHash('sha256').update(PAGE.text).digest('hex'),
      bytes: PAGE.text.length,
    },
  ],
};
/** Stores a page with these bytes; links open the copy that was made at the approval. */
const stores = (text: string, place: 'reports' | 'approved' = 'reports', VersionId: string | null = 'v1'): void =>
  void s3.on(GetObjectCommand, { Key: `${place}/${PAGE.key}` }).callsFake(async () => ({
    Body: Readable.from([Buffer.from(text)]),
    ...(VersionId !== null && { VersionId }),
  }));

/** Stores a head with this number of decisions on the sheet in the reports bucket. */
const headKnows = (decisions: number): void => {
  const last = { month: '2016-05', revision: 1, verdict: 'approved', at: '2016-06-15T09:00:00.000Z' };
  const Body = JSON.stringify({ decisions, hash: 'ab'.repeat(32), last });
  s3.on(GetObjectCommand, { Key: 'heads/us-mexico-border.json' }).callsFake(async () => ({
    Body: Readable.from([Buffer.from(Body)]),
  }));
};

const emitted = () =>
  bus
    .commandCalls(PutEventsCommand)
    .flatMap(({ args }) => args[0].input.Entries?.map(({ DetailType }) => DetailType) ?? []);
const written = () => dynamo.commandCalls(PutCommand).map(({ args }) => args[0].input.Item ?? {});
const query = (beginning: string) => ({ ':pk': beginning });

const values = (pk: string, sk: string) => ({ ExpressionAttributeValues: { ':pk': pk, ':sk': sk } });

/** Stores an approved edition with its report, and one stakeholder on the list. */
function approvedEdition(): void {
  dynamo.on(QueryCommand, values('SHEET#us-mexico-border', 'EDITION#')).resolves({ Items: [{ month: '2016-05' }] });
  dynamo
    .on(QueryCommand, values('DECISIONS#us-mexico-border', 'DECISION#'))
    .resolves({ Items: [{ ...approvalOf('2016-05', 1), ...REPORT, fingerprint: FINGERPRINT }] });
  dynamo.on(QueryCommand, values('STAKEHOLDERS', 'STAKEHOLDER#')).resolves({ Items: [STAKEHOLDER] });
  dynamo
    .on(GetCommand, { Key: { PK: 'STAKEHOLDERS', SK: `STAKEHOLDER#${STAKEHOLDER.id}` } })
    .resolves({ Item: STAKEHOLDER });
  dynamo
    .on(QueryCommand, { ExpressionAttributeValues: query(`CONTENT#us-mexico-border#${FINGERPRINT}`) })
    .resolves({ Items: [...FIGURES, ...BROKEN_DOWN] });
  dynamo
    .on(GetCommand, { Key: { PK: 'EDITION#us-mexico-border#2016-05', SK: 'REVISION#000001' } })
    .resolves({ Item: REVISION });
  dynamo
    .on(GetCommand, { Key: { PK: 'EDITION#us-mexico-border#2016-05', SK: 'REPORT#000001' } })
    .resolves({ Item: REPORT });
}

afterEach(() => void vi.useRealTimers());
beforeEach(() => {
  for (const mock of [dynamo, bus, secrets, ses, s3]) mock.reset();
  s3.resolves({});
  stores(PAGE.text);
  stores(PAGE.text, 'approved');
  const none = { $metadata: { httpStatusCode: 404 }, message: 'no such key' };
  for (const Key of ['heads/us-mexico-border.json', 'activity/head.json'])
    s3.on(GetObjectCommand, { Key }).rejects(new NoSuchKey(none));
  dynamo.on(QueryCommand).resolves({ Items: [] });
  dynamo.on(GetCommand).resolves({});
  dynamo.on(PutCommand).resolves({});
  bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
  secrets.on(GetSecretValueCommand).resolves({ SecretString: 'ab'.repeat(32) });
  ses.on(GetAccountCommand).resolves({ SendQuota: { MaxSendRate: 14 } });
  ses.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
});

describe('test messages', () => {
  const time = { getRemainingTimeInMillis: () => 900_000 };
  const ASKED = { sheet: 'us-mexico-border', name: 'Eva', address: 'eva@example.org', language: 'es' };

  it('are sent to the address that a person typed, marked, with the secret of no link, and recorded as no delivery', async () => {
    approvedEdition();
    expect(await distribute(batchOf(ASKED), time)).toEqual({ batchItemFailures: [] });
    const [sent] = ses.commandCalls(SendEmailCommand).map(({ args }) => args[0].input);
    expect(sent?.Destination).toEqual({ ToAddresses: ['eva@example.org'] });
    const { subject } = await simpleParser(Buffer.from(sent?.Content?.Raw?.Data ?? []));
    expect(subject).toMatch(/^\[TEST\] /u);
    expect(written()).toEqual([]);
    expect(secrets.commandCalls(GetSecretValueCommand)).toEqual([]);
  });

  it('stay in the queue where they cannot be sent', async () => {
    const failed = { batchItemFailures: [{ itemIdentifier: 'message-0' }, { itemIdentifier: 'message-1' }] };
    expect(await distribute(batchOf(ASKED, { ...ASKED, more: 1 }), time)).toEqual(failed);
    expect(ses.commandCalls(SendEmailCommand)).toEqual([]);
  });
});

describe('distribute', () => {
  const time = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds });
  const MOMENT = { sheet: 'us-mexico-border', moment: '2016-06-15T14:00:00Z' };

  it('claims, hands the message to SES with its tag and its set, and records that it was sent', async () => {
    approvedEdition();
    expect(await distribute(MOMENT, time(900_000))).toMatchObject({ revisions: [{ sent: 1 }], nothing: null });
    const [sent] = ses.commandCalls(SendEmailCommand).map(({ args }) => args[0].input);
    expect(sent).toMatchObject({
      FromEmailAddress: 'Sheets <sheets@example.org>',
      Destination: { ToAddresses: ['ana@example.org'] },
      ConfigurationSetName: 'the-set',
      EmailTags: [{ Name: 'stakeholder', Value: ANA }],
    });
    expect(Buffer.from(sent?.Content?.Raw?.Data ?? []).toString()).toContain(
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    );
    const [message, ...dispatches] = written();
    expect(message).toMatchObject({ PK: 'MESSAGES', SK: `STAKEHOLDER#${ANA}` });
    expect(dispatches.map(({ status, generation, messageId }) => [status, generation, messageId])).toEqual([
      ['sending', 1, null],
      ['sent', 2, 'ses-1'],
    ]);
    expect(emitted()).toEqual(['DistributionFinished']);
  });

  it('sends nothing of a report that is not the approved one', async () => {
    approvedEdition();
    stores('%PDF-6.6');
    await expect(distribute(MOMENT, time(900_000))).rejects.toMatchObject({
      name: 'ReportChanged',
      message: expect.stringContaining('us-mexico-border-2016-05.es.pdf is not the file that was recorded'),
    });
    expect(ses.commandCalls(SendEmailCommand)).toEqual([]);
    expect(written()).toEqual([]);
  });

  it('sends nothing from a table that lacks a decision', async () => {
    approvedEdition();
    headKnows(2);
    await expect(distribute(MOMENT, time(900_000))).rejects.toMatchObject({ name: 'StateChanged' });
    expect(ses.commandCalls(SendEmailCommand)).toEqual([]);
    expect(emitted()).toEqual([]);
  });

  it('fails, to be called again, when its time is over', async () => {
    approvedEdition();
    await expect(distribute(MOMENT, time(60_000))).rejects.toMatchObject({ name: 'DistributionUnfinished' });
    expect(ses.commandCalls(SendEmailCommand)).toHaveLength(0);
  });

  it('fails when the one person on the list is refused, so that it is retried and moved to the dead-letter queue with an alarm', async () => {
    approvedEdition();
    const refusal = {
      name: 'AccessDeniedException',
      $fault: 'client',
      $metadata: { httpStatusCode: 403 },
      message: 'no',
    } as const;
    ses.on(SendEmailCommand).rejects(new SESv2ServiceException(refusal));
    await expect(distribute(MOMENT, time(900_000))).rejects.toMatchObject({ name: 'DistributionUnfinished' });
    expect(emitted()).toEqual(['DistributionFinished']);
  });

  it('sends nothing to who left after the list was read', async () => {
    approvedEdition();
    const key = { Key: { PK: 'STAKEHOLDERS', SK: `STAKEHOLDER#${ANA}` } };
    dynamo.on(GetCommand, key).resolves({ Item: { id: ANA, generation: 2, status: 'left' } });
    expect(await distribute(MOMENT, time(900_000))).toMatchObject({ revisions: [{ sent: 0, waiting: 0 }] });
    expect(ses.commandCalls(SendEmailCommand)).toHaveLength(0);
    expect(written()).toEqual([]);
  });

  it('emits an event when there is nothing to send', async () => {
    expect(await distribute(MOMENT, time(900_000))).toMatchObject({
      nothing: expect.stringMatching(/no revision is approved/),
    });
    expect(emitted()).toEqual(['NothingToDistribute']);
  });

  it('sends at an approval that comes late', async () => {
    approvedEdition();
    const event = { detail: { sheet: 'us-mexico-border', month: '2016-05', revision: 1, by: 'Ana' } };
    expect(await distribute(event, time(900_000))).toMatchObject({
      run: 'approval us-mexico-border 2016-05 1',
      revisions: [{ sent: 1 }],
    });
    // of one decision on a family, the last approval sends
    const first = { ...event, detail: { ...event.detail, following: 1 } };
    expect(await distribute(first, time(900_000))).toBeNull();
    await expect(distribute({ detail: {} }, time(900_000))).rejects.toThrow(/distribute failed/);
  });

  it('sends now when a person asks for it, and once if the event arrives twice', async () => {
    approvedEdition();
    const detail = { sheet: 'us-mexico-border', month: null, by: 'Ana', at: '2016-06-02T10:00:00.000Z' };
    expect(await distribute({ 'detail-type': 'DistributionAsked', detail }, time(900_000))).toMatchObject({
      run: 'asked 2016-06-02T10:00:00.000Z',
      revisions: [{ sent: 1 }],
    });
  });

  it('records how a run ended that a person asked for in the portal, and who asked', async () => {
    approvedEdition();
    const run = { sheet: 'us-mexico-border', month: null, key: 'run-12345678', by: 'Ana' };
    const stored = { ...run, startedAt: '2016-06-02T10:00:00.000Z', state: 'running', report: null };
    dynamo.on(GetCommand, { Key: { PK: 'RUNS#us-mexico-border', SK: 'RUN#run-12345678' } }).resolves({ Item: stored });
    const detail = { sheet: run.sheet, month: null, by: 'Ana', at: stored.startedAt, run: run.key };
    await distribute({ 'detail-type': 'DistributionAsked', detail }, time(900_000));
    const ends = written().filter(({ PK }) => PK === 'RUNS#us-mexico-border');
    expect(ends).toEqual([
      expect.objectContaining({
        ...run,
        state: 'finished',
        report: expect.objectContaining({ run: 'asked run-12345678' }),
      }),
    ]);
    expect(written().find(({ PK }) => PK === 'ACTIVITY')).toMatchObject({
      ...{ who: 'Ana', kind: 'run-started', about: { sheet: run.sheet, month: '2016-05', sent: 1, failed: 0 } },
    });
  });

  it('sends nothing of a sheet that is held', async () => {
    approvedEdition();
    const hold = { sheet: 'us-mexico-border', number: 1, held: true, by: 'Ana', at: '2016-06-02T10:00:00.000Z' };
    dynamo
      .on(QueryCommand, { ExpressionAttributeValues: { ':pk': 'HOLDS#us-mexico-border', ':sk': 'HOLD#' } })
      .resolves({ Items: [hold] });
    expect(await distribute(MOMENT, time(900_000))).toMatchObject({ nothing: expect.stringContaining('held by Ana') });
    expect(ses.commandCalls(SendEmailCommand)).toHaveLength(0);
    expect(emitted()).toEqual(['NothingToDistribute']);
  });
});

describe('answer-link', () => {
  const get = (path: string, method = 'GET') =>
    answerLink({ rawPath: path, requestContext: { http: { method } } } as LambdaFunctionURLEvent);
  const link = {
    sheet: 'us-mexico-border',
    month: '2016-05' as Month,
    revision: 1,
    language: 'es',
    ...PERSON,
  } as const;
  const stakeholderKey = { Key: { PK: 'STAKEHOLDERS', SK: `STAKEHOLDER#${ANA}` } };
  const dispatchKey = { Key: { PK: 'DISPATCH#us-mexico-border#2016-05#000001', SK: `STAKEHOLDER#${ANA}` } };

  it('leads to the report for a minute, and forbids caching it', async () => {
    approvedEdition();
    dynamo.on(GetCommand, dispatchKey).resolves({ Item: { status: 'sent', revoked: false } });
    const answer = await get(`/report/${reportToken(SECRET, link)}`);
    expect(answer.statusCode).toBe(302);
    const url = new URL(answer.headers.location ?? '');
    expect(url.pathname).toMatch(/\/approved\/us-mexico-border\/2016-05\/r1\/us-mexico-border-2016-05\.es\.pdf$/u);
    expect(url.searchParams.get('X-Amz-Expires')).toBe('60');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('leads to the version that was compared with the record, whatever replaces the page afterwards', async () => {
    approvedEdition();
    dynamo.on(GetCommand, dispatchKey).resolves({ Item: { status: 'sent', revoked: false } });
    stores(PAGE.text, 'approved', 'version-of-the-approved-page');
    const answer = await get(`/report/${reportToken(SECRET, link)}`);
    const { searchParams } = new URL(answer.headers.location ?? '');
    expect(searchParams.get('versionId')).toBe('version-of-the-approved-page');
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('host');
  });

  it('leads nowhere when the table lacks a decision, and lets people leave all the same', async () => {
    approvedEdition();
    dynamo.on(GetCommand, dispatchKey).resolves({ Item: { status: 'sent', revoked: false } });
    headKnows(2);
    expect(await get(`/report/${reportToken(SECRET, link)}`)).toMatchObject({ statusCode: 503 });
    expect(await get(`/leave/${leaveToken(SECRET, PERSON)}`, 'POST')).toMatchObject({ statusCode: 200 });
  });

  it.each([null, 'null'])('leads nowhere in a bucket without versions: %j', async (version) => {
    approvedEdition();
    dynamo.on(GetCommand, dispatchKey).resolves({ Item: { status: 'sent', revoked: false } });
    stores(PAGE.text, 'approved', version);
    expect(await get(`/report/${reportToken(SECRET, link)}`)).toMatchObject({
      statusCode: 503,
      headers: expect.not.objectContaining({ location: expect.anything() }),
    });
  });

  it('leads nowhere when the page is missing', async () => {
    approvedEdition();
    dynamo.on(GetCommand, dispatchKey).resolves({ Item: { status: 'sent', revoked: false } });
    const missing = { $metadata: { httpStatusCode: 404 }, message: 'no such key' };
    s3.on(GetObjectCommand, { Key: `approved/${PAGE.key}` }).rejects(new NoSuchKey(missing));
    expect(await get(`/report/${reportToken(SECRET, link)}`)).toMatchObject({ statusCode: 503 });
  });

  it.each(['', '%PDx'])('leads nowhere when the page is not the approved one: %j', async (text) => {
    approvedEdition();
    dynamo.on(GetCommand, dispatchKey).resolves({ Item: { status: 'sent', revoked: false } });
    stores(text, 'approved');
    expect(await get(`/report/${reportToken(SECRET, link)}`)).toMatchObject({
      statusCode: 503,
      headers: expect.not.objectContaining({ location: expect.anything() }),
    });
  });

  it('reads the link secret and never the key, again after a minute: what was dropped opens nothing', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const read = () => secrets.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input.SecretId);
    const path = `/leave/${leaveToken(SECRET, { ...PERSON, expires: Date.now() + 3_600_000 })}`;
    vi.setSystemTime(Date.now() + 120_000);
    expect(await get(path)).toMatchObject({ statusCode: 200 });
    secrets.on(GetSecretValueCommand).resolves({ SecretString: 'cd'.repeat(32) });
    expect(await get(path)).toMatchObject({ statusCode: 200 });
    expect(read()).toEqual([process.env[ENVIRONMENT.linkSecret]]);
    vi.setSystemTime(Date.now() + 120_000);
    expect(await get(path)).toMatchObject({ statusCode: 404 });
    expect(new Set(read())).toEqual(new Set([process.env[ENVIRONMENT.linkSecret]]));
    secrets.on(GetSecretValueCommand).resolves({
      SecretString: `${'cd'.repeat(32)}\n${'ab'.repeat(32)} until ${new Date(Date.now() + 3_600_000).toISOString()}`,
    });
    vi.setSystemTime(Date.now() + 120_000);
    expect(await get(path)).toMatchObject({ statusCode: 200 });
  });

  it.each([
    ['removed', { id: ANA, generation: 2, status: 'left' }],
    ['removed and added again', { ...STAKEHOLDER, addedAt: '2016-05-01T00:00:00.000Z' }],
    ['unknown', undefined],
  ])('opens nothing for somebody %s, whose links are of before', async (_, item) => {
    approvedEdition();
    dynamo.on(GetCommand, dispatchKey).resolves({ Item: { status: 'sent', revoked: false } });
    dynamo.on(GetCommand, stakeholderKey).resolves(item ? { Item: item } : {});
    expect(await get(`/report/${reportToken(SECRET, link)}`)).toMatchObject({ statusCode: 410 });
    const leaving = await get(`/leave/${leaveToken(SECRET, PERSON)}`, 'POST');
    expect(leaving.body).toMatch(item?.status === 'active' ? /enlace para salir ya venció/u : /no longer on the list/u);
    expect(written()).toEqual([]);
  });

  it('removes no one by a link of more than a year ago, and says so before it asks', async () => {
    approvedEdition();
    const path = `/leave/${leaveToken(SECRET, { ...PERSON, expires: Date.now() - 1 })}`;
    for (const method of ['GET', 'POST'])
      expect(await get(path, method)).toMatchObject({ statusCode: 410, body: expect.not.stringMatching(/<form/u) });
    expect(await get('/leave/forged.token')).toMatchObject({ statusCode: 404 });
    expect(written()).toEqual([]);
  });

  it.each([
    ['expired', { ...link, expires: 1 }, {}, 410, /Este enlace ya venció/],
    ['revoked', link, { Item: { status: 'sent', revoked: true } }, 410, /Este enlace se retiró/],
    ['of no dispatch', link, {}, 410, /Este enlace se retiró/],
  ])('says in the reader’s language that a link is %s', async (_, of, item, status, text) => {
    approvedEdition();
    dynamo.on(GetCommand, dispatchKey).resolves(item);
    const answer = await get(`/report/${reportToken(SECRET, of)}`);
    expect(answer.statusCode).toBe(status);
    expect(answer.body).toMatch(text);
    expect(answer.body).toMatch(/<html lang="es">/u);
    expect(answer.body).not.toMatch(/<section lang=/u);
  });

  it('refuses a forged token, and what is no link', async () => {
    expect(await get('/report/forged.token')).toMatchObject({
      statusCode: 404,
      body: expect.stringMatching(/This link does not work/),
    });
    expect(await get('/')).toMatchObject({ statusCode: 404, body: expect.stringMatching(/nothing here/) });
    expect(await get('/report/../../etc')).toMatchObject({ statusCode: 404 });
  });

  it('changes nothing when a link is followed, and takes its reader off the list when it is posted', async () => {
    dynamo.on(GetCommand).resolves({ Item: STAKEHOLDER });
    const path = `/leave/${leaveToken(SECRET, PERSON)}`;
    expect(await get(path)).toMatchObject({ statusCode: 200, body: expect.stringMatching(/<form method="post">/) });
    expect(written()).toEqual([]);
    expect(await get(path, 'POST')).toMatchObject({
      statusCode: 200,
      body: expect.stringMatching(/Ya no está en la lista/),
    });
    expect(written()).toEqual([
      {
        PK: 'STAKEHOLDERS',
        SK: `STAKEHOLDER#${ANA}`,
        id: ANA,
        generation: 2,
        status: 'left',
        changedAt: expect.any(String),
      },
    ]);
    expect(await get('/leave/forged.token', 'POST')).toMatchObject({ statusCode: 404 });
  });

  it('shows no failure of its own', async () => {
    secrets.on(GetSecretValueCommand).resolves({ SecretString: 'ab'.repeat(32) });
    dynamo.on(GetCommand).rejects(new Error('the table is away'));
    const answer = await get(`/leave/${leaveToken(SECRET, PERSON)}`, 'POST');
    expect(answer).toMatchObject({ statusCode: 503, body: expect.not.stringMatching(/table/) });
  });
});

describe('record-feedback', () => {
  const event = (detail: object) => recordFeedback({ detail } as Parameters<typeof recordFeedback>[0]);
  const mail = { tags: { stakeholder: [ANA] }, destination: ['ana@example.org'] };

  it.each([
    ['a bounce for good', { eventType: 'Bounce', bounce: { bounceType: 'Permanent' }, mail }, 'bounce'],
    ['a complaint', { eventType: 'Complaint', complaint: {}, mail }, 'complaint'],
  ])('suspends the stakeholder of %s, found by the tag', async (_, detail, suspendedFor) => {
    dynamo.on(GetCommand).resolves({ Item: STAKEHOLDER });
    expect(await event(detail)).toEqual({ suspended: true });
    expect(written()).toMatchObject([{ status: 'suspended', suspendedFor, generation: 2 }]);
  });

  it.each([
    ['a bounce that may pass', { eventType: 'Bounce', bounce: { bounceType: 'Transient' }, mail }],
    ['a delivery', { eventType: 'Delivery', mail }],
    ['a message without a tag', { eventType: 'Complaint', mail: {} }],
  ])('makes nothing of %s', async (_, detail) => {
    dynamo.on(GetCommand).resolves({ Item: STAKEHOLDER });
    expect(await event(detail)).toEqual({ suspended: false });
    expect(written()).toEqual([]);
  });
});

describe('decide-revision', () => {
  const ARN = 'arn:aws:sts::111122223333:assumed-role/reviewers/ana';
  const ask = (body: unknown) =>
    decideRevision({
      body: typeof body === 'string' ? body : JSON.stringify(body),
      isBase64Encoded: false,
      requestContext: { authorizer: { iam: { userArn: ARN } } },
    } as LambdaFunctionURLEventWithIAMAuthorizer);
  const DECISION = {
    ask: 'decide',
    sheet: 'us-mexico-border',
    month: '2016-05',
    revision: 1,
    verdict: 'approved',
    by: 'Ana',
    reason: null,
  };

  beforeEach(() => {
    const values = { ':pk': 'EDITION#us-mexico-border#2016-05', ':sk': 'REVISION#' };
    dynamo.on(QueryCommand, { ExpressionAttributeValues: values }).resolves({ Items: [REVISION] });
    dynamo
      .on(QueryCommand, { ExpressionAttributeValues: query(`CONTENT#us-mexico-border#${FINGERPRINT}`) })
      .resolves({ Items: [...FIGURES, ...BROKEN_DOWN] });
    dynamo
      .on(GetCommand, { Key: { PK: 'EDITION#us-mexico-border#2016-05', SK: 'REPORT#000001' } })
      .resolves({ Item: REPORT });
  });

  it('stores the decision with the identity from AWS, and emits an event', async () => {
    stores(PAGE.text);
    const { statusCode, body } = await ask(DECISION);
    expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)).toMatchObject([
      { Bucket: 'the-reports', Key: `approved/${PAGE.key}`, Body: new Uint8Array(Buffer.from(PAGE.text)) },
      { Bucket: 'the-reports', Key: 'activity/head.json' },
    ]);
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ verdict: 'approved', by: 'Ana', caller: ARN });
    expect(written()).toMatchObject([
      { SK: 'NEWEST', generation: 1, decision: { caller: ARN } },
      { SK: 'DECISION#000001', caller: ARN, message: expect.any(String) },
      { PK: 'NEWEST-ACTIVITY', generation: 1, who: 'Ana', via: 'aws', kind: 'revision-approved' },
      { PK: 'ACTIVITY', SK: 'ENTRY#000000001', who: 'Ana', via: 'aws', kind: 'revision-approved' },
    ]);
    expect(emitted()).toEqual(['RevisionApproved']);
  });

  it('stores how far decisions have come apart from the table, after the decision', async () => {
    const decided = values('DECISIONS#us-mexico-border', 'DECISION#');
    dynamo.on(PutCommand).callsFake(async ({ Item }) => {
      if (Item?.SK === 'DECISION#000001') dynamo.on(QueryCommand, decided).resolves({ Items: [Item] });
      return {};
    });
    expect((await ask(DECISION)).statusCode).toBe(200);
    const { Bucket, Key, Body } = s3.commandCalls(PutObjectCommand).at(-2)?.args[0].input ?? {};
    expect({ Bucket, Key }).toEqual({ Bucket: 'the-reports', Key: 'heads/us-mexico-border.json' });
    expect(JSON.parse(String(Body))).toMatchObject({
      decisions: 1,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/u),
      last: { month: '2016-05', revision: 1, verdict: 'approved' },
    });
  });

  it('decides nothing on a table that lacks a decision, or beside a damaged head', async () => {
    headKnows(1);
    const { statusCode, body } = await ask(DECISION);
    expect(statusCode).toBe(409);
    expect(JSON.parse(body).failure).toBe('StateChanged');
    s3.on(GetObjectCommand, { Key: 'heads/us-mexico-border.json' }).callsFake(async () => ({
      Body: Readable.from([Buffer.from('{}')]),
    }));
    expect(JSON.parse((await ask(DECISION)).body).failure).toBe('StateChanged');
    expect(written()).toEqual([]);
  });

  it('does not know the canary’s sheet: no one can approve it', async () => {
    const { statusCode, body } = await ask({ ...DECISION, sheet: 'canary', month: '2020-01' });
    expect(statusCode).toBe(400);
    expect(JSON.parse(body).failure).toBe('DefinitionInvalid');
    expect(written()).toEqual([]);
  });

  it('approves no report whose file was changed, and names each file that was approved by its hash', async () => {
    stores('');
    const { statusCode, body } = await ask(DECISION);
    expect(statusCode).toBe(409);
    expect(JSON.parse(body).failure).toBe('ReportChanged');
    expect(written()).toEqual([]);
    stores(PAGE.text);
    await ask(DECISION);
    expect(written().find(({ SK }) => SK === 'DECISION#000001')).toMatchObject({
      files: REPORT.files,
      fingerprint: FINGERPRINT,
    });
  });

  it('keeps no approval of a page that is not the one made', async () => {
    stores('%PDF of another month');
    const { statusCode, body } = await ask(DECISION);
    expect(statusCode).toBe(409);
    expect(JSON.parse(body).failure).toBe('ReportChanged');
    expect(written()).toEqual([]);
    expect(s3.commandCalls(PutObjectCommand)).toEqual([]);
  });

  it('approves no revision that was made with another sheet than the deployed one', async () => {
    stores(PAGE.text);
    const values = { ':pk': 'EDITION#us-mexico-border#2016-05', ':sk': 'REVISION#' };
    const older = { ...REVISION, versions: { sheet: 'the hash of an earlier deployment' } };
    dynamo.on(QueryCommand, { ExpressionAttributeValues: values }).resolves({ Items: [older] });
    const { statusCode, body } = await ask(DECISION);
    expect(statusCode).toBe(409);
    expect(JSON.parse(body).failure).toBe('DefinitionChanged');
    expect(written()).toEqual([]);
    expect(emitted()).toEqual([]);
  });

  it('asks for a reason where the ledger is ahead of a revision', async () => {
    const entry = {
      hotline: 'nhth',
      month: '2016-05',
      table: 'cases',
      inForce: { sha256: 'a', facts: [], records: 1 },
    };
    const values = { ':pk': 'HOTLINE#nhth' };
    dynamo.on(QueryCommand, { ExpressionAttributeValues: values }).resolves({ Items: [entry] });
    const { statusCode, body } = await ask(DECISION);
    expect(statusCode).toBe(409);
    expect(JSON.parse(body).failure).toBe('DecisionRefused');
    expect(JSON.parse(body).message).toContain('exports were added, corrected or withdrawn since it was made');
    expect(written()).toEqual([]);
  });

  it('shows a review', async () => {
    const { statusCode, body } = await ask({ ask: 'review', sheet: 'us-mexico-border', month: '2016-05' });
    expect(statusCode).toBe(200);
    expect(JSON.parse(body).pagesComplete).toBe(true);
  });

  it.each([
    [{ ...DECISION, revision: 4 }, 409, 'DecisionRefused'],
    [{ ...DECISION, sheet: 'nope' }, 400, 'DefinitionInvalid'],
    [{ ...DECISION, verdict: 'maybe' }, 400, 'WrongUsage'],
    ['no json', 400, 'WrongUsage'],
  ])('answers a mistake with its name: %j', async (body, status, failure) => {
    const answer = await ask(body);
    expect(answer.statusCode).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ failure, message: expect.any(String) });
  });
});
