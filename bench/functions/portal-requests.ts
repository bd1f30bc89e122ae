import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { deployedPortalFiles } from '../../lib/portal-files.ts';
import { loadAssets } from '../../local/portal/portal-assets.ts';
import { dynamoSessions } from '../../src/adapters/aws/dynamo-sessions.ts';
import { ENVIRONMENT } from '../../src/domain/environment.ts';
import { type Month, parseMonth } from '../../src/domain/month.ts';
import { stagedKey } from '../../src/domain/object-keys.ts';
import type { Answer, Invoke, Stores } from './bundled-functions.ts';
import type { MoreMeasured } from './bundled-publication.ts';

const HOST = 'sheets.example.org';
const SECRET = 'a session of the measurement';
const EDITION = { sheet: 'us-mexico-border', month: '2017-07' };

/** The page of each part that people open most. */
const PAGES = {
  'portal-view': '/',
  'portal-exports': `/exports/nhth/${EDITION.month}`,
  'portal-problems': `/exports/nhth/${EDITION.month}/cases.csv`,
  'portal-review': `/editions/${EDITION.sheet}/${EDITION.month}`,
  'portal-stakeholders': '/stakeholders',
  'portal-tokens': '/tokens',
  'portal-mail': `/distribution/${EDITION.sheet}/message`,
} as const;

/**
 * Returns the measurement of the portal's functions after a publication: a page of each part, the check of a file, and
 * the decision on the edition.
 */
export async function portalRequests(): Promise<MoreMeasured> {
  return { files: deployedPortalFiles(await loadAssets()), environment, measure };
}

const environment = (folder: string): Record<string, string> => ({
  [ENVIRONMENT.portalOrigin]: `https://${HOST}`,
  [ENVIRONMENT.uploadOrigin]: 'https://exports.example.org',
  [ENVIRONMENT.signInIssuer]: 'https://people.example.org',
  [ENVIRONMENT.signInClient]: 'client',
  [ENVIRONMENT.signInSecret]: 'secret',
  [ENVIRONMENT.signOutAddress]: 'https://people.example.org/logout',
  [ENVIRONMENT.peoplePool]: 'pool',
  [ENVIRONMENT.sender]: 'Sheets <sheets@example.org>',
  [ENVIRONMENT.linkUrl]: `https://${HOST}`,
  [ENVIRONMENT.testQueue]: 'https://queue.example.org',
  [ENVIRONMENT.schedulesFile]: join(folder, 'schedules.json'),
});

async function measure(invoke: Invoke, stores: Stores, revision: number): Promise<Record<string, Answer>> {
  writeFileSync(join(stores.folder, 'schedules.json'), '[]');
  await signIn(stores);
  const answers: Record<string, Answer> = {};
  // before the decision, as the page of a review is
  for (const [part, path] of Object.entries(PAGES).filter(([part]) => part !== 'portal-mail'))
    answers[`${part} ${path}`] = await page(invoke, part, path);
  answers['check-upload'] = await check(invoke, stores);
  answers['decide-revision'] = await decide(invoke, revision);
  answers[`portal-mail ${PAGES['portal-mail']}`] = await page(invoke, 'portal-mail', PAGES['portal-mail']);
  return answers;
}

async function signIn({ table }: Stores): Promise<void> {
  const credentials = { accessKeyId: 'measure', secretAccessKey: 'measure' };
  const client = new DynamoDBClient({ endpoint: table.url, region: 'us-east-1', credentials });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const now = new Date();
  await dynamoSessions({ client: documents, name: table.name }).put({
    ...{ id: createHash('sha256').update(SECRET).digest('hex'), generation: 1, subject: 'ana', name: 'Ana Reyes' },
    grants: ['analyst:nhth', 'reviewer', 'approver', 'sender', 'operator'],
    ...{ checkedAt: now.toISOString(), until: new Date(now.getTime() + 3_600_000).toISOString() },
    ...{ refresh: null, isEnded: false },
  });
  client.destroy();
}

async function page(invoke: Invoke, part: string, rawPath: string): Promise<Answer> {
  const answer = await invoke(part, {
    ...{ version: '2.0', routeKey: '$default', rawPath, rawQueryString: '', isBase64Encoded: false },
    cookies: [`__Host-factsheets=${encodeURIComponent(SECRET)}`],
    headers: { host: HOST, accept: 'text/html', 'accept-language': 'en' },
    requestContext: { domainName: HOST, http: { method: 'GET', path: rawPath, sourceIp: '192.0.2.1' } },
  });
  const { statusCode, body } = answer.result;
  if (statusCode !== 200) throw new Error(`${part} answered ${rawPath} with ${statusCode}:\n${body}`);
  return answer;
}

/** Checks a file of the month, as the browser sends it. */
async function check(invoke: Invoke, { folder }: Stores): Promise<Answer> {
  const bucket = join(folder, 'exports-bucket');
  const file = { hotline: 'nhth', month: monthOf(EDITION.month), check: 'ab'.repeat(16), name: 'cases.csv' };
  const key = stagedKey({ ...file, language: 'en' });
  mkdirSync(dirname(join(bucket, key)), { recursive: true });
  copyFileSync(join(bucket, 'exports/nhth', EDITION.month, file.name), join(bucket, key));
  const body = JSON.stringify({ detail: { object: { key } } });
  return invoke('check-upload', { Records: [{ messageId: '1', body }] });
}

async function decide(invoke: Invoke, revision: number): Promise<Answer> {
  const asked = { ask: 'decide', ...EDITION, revision, verdict: 'approved', by: 'Ana Reyes', reason: 'measured' };
  const answer = await invoke('decide-revision', {
    body: JSON.stringify(asked),
    isBase64Encoded: false,
    requestContext: { authorizer: { iam: { userArn: 'arn:aws:iam::111122223333:user/ana' } } },
  });
  if (answer.result.statusCode !== 200) throw new Error(`decide-revision answered ${answer.result.body}`);
  return answer;
}

function monthOf(text: string): Month {
  const month = parseMonth(text);
  if (!month) throw new Error(`${text} is not a month`);
  return month;
}
