import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { changeOf, objectOf } from '../../lambdas/queue-messages.ts';
import { isSelected } from '../../local/pipeline/ingest-all.ts';
import { casesCsv } from '../steps/state-fixture.ts';
import { journalsBelow, run, scratch } from './command-line.ts';
import { plainDefinitions } from './plain-sheet.ts';

type Folder = Awaited<ReturnType<typeof scratch>>;
let folder: Folder;
let restoreJournals: () => void;
beforeEach(async () => {
  folder = await scratch();
  restoreJournals = journalsBelow(folder.path('config'));
});
afterEach(async () => {
  restoreJournals();
  await folder.remove();
});

const put = async (path: string, content: string): Promise<void> => {
  await mkdir(dirname(folder.path('exports', path)), { recursive: true });
  await writeFile(folder.path('exports', path), content);
};
const place = () => [
  ...['exports', 'state', 'out'].flatMap((name) => [`--${name}`, folder.path(name)]),
  '--definitions',
  plainDefinitions(),
];
const cases = (count: number, month: string) =>
  casesCsv(...Array.from({ length: count }, (_, at) => [`${month}-${at}`, `${month}-02`] as const));

/** A state that counts two months and whose newest edition is published, with its exports, pages and journal. */
let made: Folder;
beforeAll(async () => {
  made = await scratch();
  folder = made;
  const restore = journalsBelow(made.path('config'));
  await put('nhth/2016-04/cases.csv', cases(11, '2016-04'));
  await put('nhth/2016-05/cases.csv', cases(12, '2016-05'));
  await mkdir(made.path('state', 'table'), { recursive: true });
  await run('replay', '--all', ...place());
  restore();
});
afterAll(() => made.remove());

/** Copies that state to the folder of the test. */
const ingested = (): Promise<void> => cp(made.path(), folder.path(), { recursive: true, preserveTimestamps: true });

describe('replaying on one machine', () => {
  it('ingests what is selected and brings its editions up to date', async () => {
    await put('nhth/2016-04/cases.csv', cases(11, '2016-04'));
    await put('nhth/2016-05/cases.csv', cases(12, '2016-05'));
    await mkdir(folder.path('state', 'table'), { recursive: true });
    const { code, out } = await run('replay', '--hotline', 'nhth', '--month', '2016-05', ...place());
    expect(code).toBe(0);
    expect(out).toContain('ExportAccepted exports/nhth/2016-05/cases.csv: cases 12 records');
    expect(out).not.toContain('2016-04/cases.csv');
    expect(out).toContain('RevisionReady us-mexico-border 2016-05, revision 1: incomplete');
  });

  it('changes nothing when nothing changed, and with --force writes facts again that were lost', async () => {
    await ingested();
    await rm(folder.path('state', 'facts'), { recursive: true });
    const quiet = await run('replay', '--all', ...place());
    expect(quiet).toMatchObject({ code: 0, out: '', err: '2 uploads replayed' });
    const forced = await run('replay', '--all', '--force', ...place());
    expect(forced.code).toBe(0);
    expect(forced.out).not.toContain('RevisionReady'); // the same figures, so the same revision
    expect(await readdir(folder.path('state', 'facts', 'cases', 'hotline=nhth'))).toEqual([
      'month=2016-04',
      'month=2016-05',
    ]);
  });

  it('makes up for a deletion', async () => {
    await ingested();
    await rm(folder.path('exports', 'nhth', '2016-05', 'cases.csv'));
    const { out } = await run('replay', '--file', 'cases.csv', '--month', '2016-05', ...place());
    expect(out).toContain('ExportWithdrawn exports/nhth/2016-05/cases.csv');
    expect(out).toContain('RevisionReady us-mexico-border 2016-04, revision 1');
  });

  it('publishes an edition that is asked for, and keeps it up to date', async () => {
    await ingested();
    const { code, out } = await run('publish', 'us-mexico-border', '2016-04', ...place());
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toEqual(expect.stringContaining('RevisionReady us-mexico-border 2016-04, revision 1'));
    await put('nhth/2016-04/cases.csv', cases(13, '2016-04'));
    const later = await run('replay', '--month', '2016-04', ...place());
    expect(later.out).toContain('RevisionReady us-mexico-border 2016-04, revision 2');
    expect(later.out).toContain('RevisionReady us-mexico-border 2016-05, revision 2');
  });

  it.each([
    [['replay'], /--hotline, --month or --file/],
    [['replay', '--all', '--month', '2016-05'], /--all alone/],
    [['replay', '--all', '--queue', 'https://a'], /--bucket is missing/],
    [['replay', '--all', '--state', 'nowhere'], /nowhere does not contain a state/],
    [['publish', 'us-mexico-border'], /name a sheet and a month/],
    [['publish', 'us-mexico-border', '2016-5'], /is not a month/],
  ])('refuses %j', async (argv, message) => {
    const { code, err } = await run(...argv);
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });

  it('refuses an upload or a sheet that is not there', async () => {
    await ingested();
    expect((await run('replay', '--hotline', 'nobody', ...place())).err).toContain('no such upload');
    expect((await run('publish', 'no-sheet', '2016-04', ...place())).err).toContain(
      'there is no sheet "no-sheet"; the sheets are',
    );
    const far = await run('publish', 'us-mexico-border', '2099-01', ...place());
    expect(far).toMatchObject({ code: 1, err: '' });
    expect(far.out).toMatch(/^failed us-mexico-border: WrongUsage: .* the last month with an export .* is 2016-05; /u);
  });
});

describe('which uploads are selected', () => {
  it.each([
    [{ hotline: 'nhth', month: null, file: null }, true],
    [{ hotline: null, month: '2016-05', file: 'cases.csv' }, true],
    [{ hotline: null, month: '2016-06', file: null }, false],
    [{ hotline: 'linea-nacional', month: null, file: null }, false],
    [{ hotline: null, month: null, file: 'casos.csv' }, false],
  ])('%j', (wanted, is) => {
    expect(isSelected('exports/nhth/2016-05/cases.csv', wanted as never)).toBe(is);
    expect(isSelected('exports/stray/cases.csv', { hotline: null, month: null, file: null })).toBe(true);
  });
});

describe('replaying in AWS', () => {
  const s3 = mockClient(S3Client);
  const sqs = mockClient(SQSClient);
  const QUEUE = 'https://sqs.us-east-1.amazonaws.com/111122223333/the-queue';
  beforeEach(() => {
    s3.reset();
    sqs.reset();
    sqs.on(SendMessageBatchCommand).resolves({});
    s3.on(ListObjectsV2Command).resolves({
      Contents: ['cases.csv', 'víctimas (1)+x.csv'].map((file) => ({ Key: `exports/nhth/2016-05/${file}` })),
    });
  });
  const bodies = (): string[] =>
    sqs
      .commandCalls(SendMessageBatchCommand)
      .flatMap(({ args }) => args[0].input.Entries?.map(({ MessageBody }) => MessageBody ?? '') ?? []);
  const aws = ['--queue', QUEUE, '--bucket', 'the-exports'];

  it('sends the uploads of the bucket like events of S3, with keys unchanged', async () => {
    const { out } = await run('replay', '--hotline', 'nhth', '--month', '2016-05', '--force', ...aws);
    expect(out).toBe('2 uploads sent to the queue');
    expect(s3.commandCalls(ListObjectsV2Command)[0]?.args[0].input).toMatchObject({
      Bucket: 'the-exports',
      Prefix: 'exports/nhth/2016-05/',
    });
    expect(bodies().map(objectOf)).toEqual([
      { key: 'exports/nhth/2016-05/cases.csv', force: true },
      { key: 'exports/nhth/2016-05/víctimas (1)+x.csv', force: true },
    ]);
  });

  it('sends an upload that is named wholly though it is gone', async () => {
    await run('replay', '--hotline', 'nhth', '--month', '2016-05', '--file', 'gone.csv', ...aws);
    expect(bodies().map(objectOf)).toEqual([{ key: 'exports/nhth/2016-05/gone.csv', force: false }]);
  });

  it('asks for an edition by a message that the function understands', async () => {
    await run('publish', 'us-mexico-border', '2016-05', '--queue', QUEUE);
    expect(bodies().map(changeOf)).toEqual([
      { hotline: null, sheet: 'us-mexico-border', month: '2016-05', asked: true },
    ]);
  });

  it('says in one line what AWS refuses', async () => {
    s3.on(ListObjectsV2Command).rejects(Object.assign(new Error('Access Denied'), { name: 'AccessDenied' }));
    const { code, err } = await run('replay', '--all', ...aws);
    expect(code).toBe(1);
    expect(err.split('\n')[0]).toEqual(expect.stringContaining('AWS refused: AccessDenied: Access Denied'));
  });
});
