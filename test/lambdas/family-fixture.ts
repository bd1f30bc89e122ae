import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { serveTable } from '../../bench/functions/dynalite-server.ts';
import { deploy } from '../../bench/functions/family-definitions.ts';
import { startLocalAws } from '../../bench/functions/local-aws.ts';
import { ENVIRONMENT } from '../../src/domain/environment.ts';
import { setEnvironment } from './aws-fixture.ts';

/** The buckets and the table of a stage on this machine, and the folder of the deployed definitions. */
export interface FamilyAccount {
  /** Returns the parsed JSON object of a bucket. */
  readObject(key: string): Promise<unknown>;
  /** The keys of the reports bucket that start with this. */
  reports(prefix: string): string[];
  upload(key: string, content: string): void;
  close(): Promise<void>;
}

/**
 * Prepares the environment of the functions: a table and a folder in place of S3, and a deployed asset in which the
 * sheet of the border is a family of some states.
 */
export async function openFamilyAccount(members: readonly string[]): Promise<FamilyAccount> {
  const folder = mkdtempSync(join(tmpdir(), 'factsheets-family-'));
  const [table, aws] = [await serveTable(), await startLocalAws(folder)];
  const root = join(folder, 'task');
  await deploy(root, members);
  setEnvironment();
  Object.assign(process.env, {
    [ENVIRONMENT.table]: table.name,
    LAMBDA_TASK_ROOT: root,
    AWS_ENDPOINT_URL: aws.url,
    AWS_ENDPOINT_URL_DYNAMODB: table.url,
    AWS_REQUEST_CHECKSUM_CALCULATION: 'WHEN_REQUIRED',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  const bucket = join(folder, 'the-reports');
  return {
    readObject: async (key) => JSON.parse(readFileSync(join(bucket, key), 'utf8')),
    reports: (prefix) =>
      readdirSync(bucket, { recursive: true, encoding: 'utf8' }).filter((key) => key.startsWith(prefix)),
    upload: (key, content) => {
      mkdirSync(dirname(join(folder, 'the-exports', key)), { recursive: true });
      writeFileSync(join(folder, 'the-exports', key), content);
    },
    close: async () => {
      await table.stop();
      await aws.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
