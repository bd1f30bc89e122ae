import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { dynamoActivity } from '../src/adapters/aws/dynamo-activity.ts';
import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { dynamoHolds } from '../src/adapters/aws/dynamo-holds.ts';
import { svgPictures } from '../src/adapters/svg-pictures.ts';
import { PICTURE_ENGINE, type SiteFile } from '../src/domain/public-site.ts';
import { type PublishPublicEffects, publishPublic, type SiteMaterial } from '../src/public/site/publish-public.ts';
import {
  activityHeads,
  approvedReports,
  clock,
  definitions,
  definitionsFolder,
  environment,
  fonts,
  once,
  publicSite,
  ROOT,
  table,
} from './aws-effects.ts';
import { fieldOf } from './queue-messages.ts';
import { log, withFailureLog } from './telemetry.ts';

const effects = once(
  async (): Promise<PublishPublicEffects> => ({
    editions: dynamoEditions(await table()),
    holds: dynamoHolds(await table()),
    activity: dynamoActivity(await table(), activityHeads()),
    reports: approvedReports(),
    publicSite: publicSite(),
    clock,
    log,
  }),
);

const material = once(
  async (): Promise<SiteMaterial> => ({
    definitions: await definitions(),
    files: definitionsFolder,
    address: environment('publicAddress'),
    assets: await deployedAssets(join(ROOT, 'public')),
    fonts,
    pictures: svgPictures(async () => Uint8Array.from(await readFile(join(ROOT, PICTURE_ENGINE)))),
  }),
);

/** Reads the styles and fonts of pages as they were deployed. */
async function deployedAssets(folder: string): Promise<SiteFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => ({
      path: path.slice(folder.length + 1).replaceAll(sep, '/'),
      content: await readFile(path),
    })),
  );
}

/** Handles approvals, holds, releases and sweeps: all messages of a batch are answered by publishing once. */
export const handler = withFailureLog('publish-public', async ({ Records }: SQSEvent) => {
  const names = Records.flatMap(({ body }) => {
    const by = fieldOf(fieldOf(JSON.parse(body), 'detail'), 'by');
    return typeof by === 'string' ? [by] : [];
  });
  const who = [...new Set(names)].join(', ') || 'schedule';
  return publishPublic(await effects(), await material(), { who, via: 'aws' });
});
