import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateConfigurationSetCommand, CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { LambdaFunctionURLEvent, LambdaFunctionURLEventWithIAMAuthorizer } from 'aws-lambda';
import { simpleParser } from 'mailparser';
import { dynamoStakeholders } from '../../src/adapters/aws/dynamo-stakeholders.ts';
import { s3Client } from '../../src/adapters/aws/s3-client.ts';
import type { HashKey } from '../../src/domain/effects.ts';
import { ENVIRONMENT } from '../../src/domain/environment.ts';
import { importStakeholders } from '../../src/steps/stakeholders/change-stakeholders.ts';
import { type Check, checked, equal } from '../check.ts';
import { type MailAccount, openMailAccount } from './mail-account.ts';

const SHEET = 'us-mexico-border';
const MONTH = '2017-07';
const CALLER = 'arn:aws:iam::123456789012:user/reviewer';
const LINKS = 'https://links.example.org';
const SCHEDULES = [
  {
    sheet: SHEET,
    day: 15,
    at: '09:00',
    zone: 'America/Mexico_City',
    lateApproval: 'wait',
    sizeLimitMb: 5,
    linkDays: 30,
  },
];

/** Two stakeholders who get the report and one who gets a link to it. */
const LIST = `name,email,organisation,language,sheets,delivery
Rosa,rosa@consulado.example,,es,${SHEET},attachment
Alex,alex@coalition.example,,en,${SHEET},attachment
Inés,ines@universidad.example,,es,${SHEET},link
`;

/**
 * Checks decisions and distribution against moto, with the report that the pipeline created: no one gets a revision
 * twice.
 */
export async function distributionChecks(endpoint: string, hashKey: HashKey): Promise<Check[]> {
  const account = await openMail(endpoint);
  try {
    return await checksOf(endpoint, hashKey);
  } finally {
    await account.stop();
  }
}

async function checksOf(endpoint: string, hashKey: HashKey): Promise<Check[]> {
  await listStakeholders(hashKey);
  return [
    await checked('nothing is sent before somebody approved', async () => {
      await distribute('2017-08-15T09:00');
      equal(await sentBy(endpoint), []);
    }),
    await checked('an approval by a signed request keeps who called', async () => {
      const request = { ask: 'decide', sheet: SHEET, month: MONTH, revision: 1, verdict: 'approved', by: 'A reviewer' };
      const { statusCode, body } = await decide({ ...request, reason: null });
      equal([statusCode, JSON.parse(body).caller], [200, CALLER]);
    }),
    await checked('each stakeholder gets the revision, and a repeated schedule sends nothing', async () => {
      await Promise.all([distribute('2017-09-15T09:00'), distribute('2017-09-15T09:00')]);
      await distribute('2017-09-15T09:00');
      await distribute('2017-10-15T09:00');
      const to = (await sentBy(endpoint)).map(({ destinations }) => destinations.join(' '));
      equal(new Set(to).size, 3);
      equal(to.length, 3);
    }),
    await checked('the PDF that is attached is the report, byte for byte', async () => {
      const reports = new Set([await reportHash('en'), await reportHash('es')]);
      const attached = await attachments(endpoint);
      equal(attached.length, 2);
      equal(
        attached.every((hash) => reports.has(hash)),
        true,
      );
    }),
    await checked(
      'a link leads to the version that was approved, whatever replaces it; a changed link leads nowhere',
      () => links(endpoint),
    ),
    await checked('a bounce for good ends the mail to an address', () => bounces(endpoint)),
  ];
}

async function openMail(endpoint: string): Promise<MailAccount> {
  const account = await openMailAccount(endpoint);
  process.env.AWS_ENDPOINT_URL_SESV2 = account.endpoint;
  const ses = new SESv2Client({});
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'sheets@example.org' }));
  await ses.send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'the-set' }));
  process.env[ENVIRONMENT.sender] = 'Fact sheets <sheets@example.org>';
  process.env[ENVIRONMENT.linkUrl] = LINKS;
  process.env[ENVIRONMENT.configurationSet] = 'the-set';
  const schedules = join(await mkdtemp(join(tmpdir(), 'factsheets-schedules-')), 'moto.json');
  await writeFile(schedules, JSON.stringify(SCHEDULES));
  process.env[ENVIRONMENT.schedulesFile] = schedules;
  return account;
}

const stakeholdersIn = () =>
  dynamoStakeholders({ client: DynamoDBDocumentClient.from(new DynamoDBClient({})), name: 'the-table' });

async function listStakeholders(hashKey: HashKey): Promise<void> {
  const effects = {
    stakeholders: stakeholdersIn(),
    hashKey,
    clock: { now: () => new Date() },
    log: { info: () => undefined },
  };
  await importStakeholders(effects, LIST, new Map([[SHEET, { languages: ['en', 'es'] as const }]]));
}

async function distribute(moment: string): Promise<void> {
  const { handler } = await import('../../lambdas/distribute.ts');
  await handler({ sheet: SHEET, moment }, { getRemainingTimeInMillis: () => 600_000 });
}

async function decide(request: unknown) {
  const { handler } = await import('../../lambdas/decide-revision.ts');
  const event = {
    body: JSON.stringify(request),
    isBase64Encoded: false,
    requestContext: { authorizer: { iam: { userArn: CALLER } } },
  };
  return handler(event as unknown as LambdaFunctionURLEventWithIAMAuthorizer);
}

/** A message as moto stores it. */
interface Kept {
  readonly destinations: readonly string[];
  readonly raw_data: string;
}

async function sentBy(endpoint: string): Promise<Kept[]> {
  const answer = (await (await fetch(`${endpoint}/moto-api/data.json`)).json()) as Record<
    string,
    Record<string, Kept[]>
  >;
  return answer.ses?.RawMessage ?? [];
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function reportHash(language: string): Promise<string> {
  const Key = `reports/${SHEET}/${MONTH}/r1/${SHEET}-${MONTH}.${language}.pdf`;
  const { Body } = await s3Client(process.env).send(new GetObjectCommand({ Bucket: 'the-reports', Key }));
  return sha256((await Body?.transformToByteArray()) ?? new Uint8Array());
}

async function attachments(endpoint: string): Promise<string[]> {
  const messages = await Promise.all((await sentBy(endpoint)).map(({ raw_data }) => simpleParser(raw_data)));
  return messages.flatMap((message) => message.attachments.map(({ content }) => sha256(content)));
}

async function answerTo(method: string, url: string) {
  const { handler } = await import('../../lambdas/answer-link.ts');
  const event = { rawPath: new URL(url).pathname, requestContext: { http: { method } } };
  return handler(event as unknown as LambdaFunctionURLEvent);
}

async function links(endpoint: string): Promise<void> {
  const messages = await Promise.all((await sentBy(endpoint)).map(({ raw_data }) => simpleParser(raw_data)));
  const [linked] = messages.filter(({ attachments: all }) => all.length === 0);
  const urls = linked?.text?.match(/https:\/\/links\.example\.org\/\S+/gu) ?? [];
  const [report] = urls.filter((url) => !/leave|unsubscribe/u.test(url));
  if (report === undefined) throw new Error('the message without a PDF holds no link');
  const answer = await answerTo('GET', report);
  const location = answer.headers.location ?? '';
  await replacePage(location);
  const opened = new Uint8Array(await (await fetch(location)).arrayBuffer());
  equal(sha256(opened), await reportHash('es'));
  equal((await answerTo('GET', report)).statusCode, 503);
  const forged = await answerTo('GET', `${report.slice(0, -1)}${report.endsWith('A') ? 'B' : 'A'}`);
  equal(forged.statusCode >= 400, true);
}

/** Replaces the file to which a signed address points. */
async function replacePage(location: string): Promise<void> {
  const [, Key] = /(approved\/.+\.pdf)$/u.exec(decodeURIComponent(new URL(location).pathname)) ?? [];
  await s3Client(process.env).send(new PutObjectCommand({ Bucket: 'the-reports', Key, Body: '%PDF of a stranger' }));
}

async function bounces(endpoint: string): Promise<void> {
  const { handler } = await import('../../lambdas/record-feedback.ts');
  const [first] = (await stakeholdersIn().all()).filter(({ status }) => status === 'active');
  if (!first) throw new Error('nobody is on the list');
  const detail = {
    eventType: 'Bounce',
    bounce: { bounceType: 'Permanent' },
    mail: { tags: { stakeholder: [first.id] } },
  };
  equal(await handler({ detail } as never), { suspended: true });
  equal((await stakeholdersIn().byId(first.id))?.status, 'suspended');
  equal((await sentBy(endpoint)).length, 3);
}
