import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { serveTable } from '../../bench/functions/dynalite-server.ts';
import { startLocalAws } from '../../bench/functions/local-aws.ts';
import { definitionFiles } from '../../src/adapters/local/definition-files.ts';
import { loadDefinitions, loadFamily } from '../../src/definitions/load-definitions.ts';
import { CANARY } from '../../src/domain/canary.ts';
import { ENVIRONMENT } from '../../src/domain/environment.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import { membersSheetId } from '../../src/steps/compile-sheet/compiled-sheet.ts';
import { ROOT } from '../infra/stage-templates.ts';
import { setEnvironment } from './aws-fixture.ts';

export const SHEET = 'us-mexico-border';

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

/** Writes what a deployed function has beside its code. */
async function deploy(root: string, members: readonly string[]): Promise<void> {
  deployDefinitions(root, members);
  const files = definitionFiles(root);
  const definitions = await loadDefinitions(files);
  const [main, member] = await loadFamily(files, definitions, SHEET);
  mkdirSync(join(root, 'compiled'));
  const write = async (id: string, of: typeof main) =>
    writeFileSync(join(root, `compiled/${id}.json`), JSON.stringify(await compileSheet(definitions, files, of)));
  await write(SHEET, main);
  await write(membersSheetId(SHEET), { ...member!, related: [] });
}

/** Writes the program's definitions, with the sheet of the border as a family, and no other sheet. */
export function deployDefinitions(root: string, members: readonly string[]): void {
  mkdirSync(join(root, 'templates'), { recursive: true });
  for (const name of ['hotlines', 'codes', 'fonts', 'boundaries', CANARY])
    symlinkSync(join(ROOT, name), join(root, name));
  cpSync(join(ROOT, 'templates', SHEET), join(root, 'templates', SHEET), { recursive: true });
  const place = join(root, 'templates', SHEET, 'sheet.json');
  const sheet = JSON.parse(readFileSync(place, 'utf8'));
  writeFileSync(place, JSON.stringify({ ...sheet, family: { by: 'state', members } }));
}
