import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rm } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FORMAT } from '../../src/adapters/aws/table-format.ts';
import { makeApprovedState, SHEET } from '../local/approved-state.ts';
import { ROOT, run, scratch } from '../local/command-line.ts';
import { readDocument } from './document-blocks.ts';

const PAGE = readDocument('docs/states.md');
let folder: Awaited<ReturnType<typeof scratch>>;
const before = process.cwd();
beforeEach(async () => {
  folder = await scratch();
  process.chdir(folder.path());
});
afterEach(async () => {
  vi.unstubAllEnvs();
  process.chdir(before);
  await folder.remove();
});

/** Returns the text below a heading of the page. */
const section = (heading: string): string => PAGE.split(/^## /mu).find((one) => one.startsWith(heading)) ?? '';

/** Returns the commands of a section, in blocks and in its text. */
const commandsIn = (heading: string): string[] =>
  [...section(heading).matchAll(/^ {4}(\S.*)$|`((?:npx|git|npm) [^`]+)`/gmu)].map(
    ([, block, inline]) => block ?? inline ?? '',
  );

/** Runs `factsheets` as shown in a section. */
function shown(heading: string, name: string, values: Readonly<Record<string, string>> = {}) {
  const command = commandsIn(heading).find((one) => one.startsWith(`npx --no factsheets ${name}`)) ?? '';
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  expect(words.length, `${heading}: ${name}`).toBeGreaterThan(3);
  return run(...words.slice(3).map((word) => values[word] ?? word));
}

/** Runs a command of the page in a shell, in the folder of the test and with its configuration folder. */
function inShell(command: string): void {
  const journals = `${process.env.XDG_CONFIG_HOME}/factsheets/journals`;
  const own = command.replace('~/.config/factsheets/journals', journals).replace('/backup/2026-11-26', 'backup');
  execFileSync('sh', ['-ec', own], { cwd: folder.path(), stdio: 'pipe' });
}

/** Makes a backup of a state with the page's commands, then sends the edition to two people. */
async function makeBackup(): Promise<void> {
  vi.stubEnv('XDG_CONFIG_HOME', folder.path('config'));
  await makeApprovedState(folder.path);
  await mkdir('backup');
  const copies = commandsIn('Backup').filter((one) => one.startsWith('cp '));
  expect(copies).toHaveLength(2);
  for (const copy of copies) inShell(copy);
  expect((await run('distribute', SHEET, '--state', 'state')).out).toContain('2 written');
}

it('a backup by the commands shown is restored by those shown, and no one is mailed again', async () => {
  await makeBackup();
  await rm('state', { recursive: true });
  await cp('backup/state', 'state', { recursive: true });
  expect(await shown('Restore', 'verify')).toMatchObject({ code: 2, out: expect.stringContaining('is missing') });
  expect(await shown('Restore', 'accept')).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 messages counted as sent'),
  });
  expect((await run('distribute', SHEET, '2015-10', '--state', 'state')).out).toContain('2 already');
});

it('a second machine takes the copies of a backup, and refuses a state without its journal', async () => {
  await makeBackup();
  await rm('state', { recursive: true });
  await cp('backup/state', 'state', { recursive: true });
  vi.stubEnv('XDG_CONFIG_HOME', folder.path('second'));
  expect((await shown('Second machine', 'verify')).code).toBe(2);
  expect((await run('editions', '--state', 'state')).err).toContain('StateChanged: the journal');
  await rm('second', { recursive: true });
  await mkdir('second/factsheets', { recursive: true });
  await cp('backup/journals', 'second/factsheets/journals', { recursive: true });
  expect(await shown('Second machine', 'verify')).toMatchObject({
    code: 0,
    out: expect.stringContaining('all as recorded'),
  });
});

it('an upgrade takes the new program with git, and migrates a state of an earlier one', async () => {
  const [pull = ''] = commandsIn('Upgrade').filter((one) => one.startsWith('git '));
  const git = 'git -c user.name=a -c user.email=a@example.org -c commit.gpgsign=false';
  inShell(`git init -q of && cd of && ${git} commit -q --allow-empty -m old && git clone -q . ../program`);
  inShell(`cd of && ${git} commit -q --allow-empty -m new && cd ../program && ${pull} -q && git log | grep -q new`);
  await cp(`${ROOT}test/local/states/format-0`, 'state', { recursive: true });
  await chmod('state', 0o700);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect((await shown('Upgrade', 'verify')).out).toContain('1 revision,');
  vi.restoreAllMocks();
  expect(JSON.parse(await readFile('state/format.json', 'utf8'))).toMatchObject({ format: FORMAT });
});

it('a table in AWS is migrated by the command shown', async () => {
  mockClient(DynamoDBClient);
  const dynamo = mockClient(DynamoDBDocumentClient);
  const secrets = mockClient(SecretsManagerClient);
  dynamo.on(GetCommand).resolves({});
  dynamo.on(ScanCommand).resolves({ Items: [{ PK: 'SHEET#a', SK: 'EDITION#2016-05' }] });
  dynamo.on(PutCommand).resolves({});
  secrets.on(GetSecretValueCommand).resolves({ SecretString: 'ab'.repeat(32) });
  const { code, out } = await shown('Upgrade', 'migrate', { TABLE: 'the-table', ARN: 'arn:aws:secretsmanager:x' });
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(`the table the-table has format ${FORMAT}`) });
  const written = dynamo.commandCalls(PutCommand).map(({ args }) => args[0].input);
  expect(written.at(-1)).toMatchObject({ TableName: 'the-table', Item: { PK: 'FORMAT', format: FORMAT } });
  for (const mock of [dynamo, secrets]) mock.restore();
});

it('every npm command that the page names is there', async () => {
  const { scripts } = JSON.parse(await readFile(`${ROOT}package.json`, 'utf8'));
  const named = [...PAGE.matchAll(/`npm (?:run )?(\w+)`/gu)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((name) => name !== 'ci' && !(name in scripts))).toEqual([]);
});
