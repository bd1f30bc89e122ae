import { ListObjectsV2Command, ListObjectVersionsCommand, PutObjectTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { s3Retirable } from '../../src/adapters/aws/s3-retirable.ts';
import { s3Exports } from '../../src/adapters/aws/s3-store.ts';
import type { UploadRecord } from '../../src/domain/ledger.ts';
import { writtenBefore } from '../../src/domain/retirement.ts';
import { type RetireEffects, retire } from '../../src/steps/retire.ts';

const client = mockClient(S3Client);
const bucket = { client: new S3Client({ region: 'us-east-1' }), name: 'the-bucket' };
const old = new Date('2026-01-01');
const moment = new Date('2026-01-02');
const version = (Key: string, VersionId: string, more: object = {}) => {
  return { Key, VersionId, IsLatest: true, LastModified: old, ...more };
};
const tagged = () =>
  client.commandCalls(PutObjectTaggingCommand).map(({ args }) => `${args[0].input.Key} ${args[0].input.VersionId}`);

beforeEach(() => client.reset());

describe('objects of a bucket', () => {
  it('are listed over every page, by their newest version alone, with their age', async () => {
    client
      .on(ListObjectVersionsCommand)
      .resolvesOnce({
        IsTruncated: true,
        NextKeyMarker: 'facts/b',
        NextVersionIdMarker: '2',
        Versions: [version('facts/a', '1'), version('facts/b', '2', { IsLatest: false })],
      })
      .resolvesOnce({ Versions: [version('facts/b', '3', { LastModified: moment }), version('facts/c', '4')] });
    const listed = await s3Retirable(bucket).list('facts/');
    expect(listed).toMatchObject([
      { key: 'facts/a', version: '1' },
      { key: 'facts/b', version: '3' },
      { key: 'facts/c', version: '4' },
    ]);
    expect((await writtenBefore(listed, moment)).map(({ key }) => key)).toEqual(['facts/a', 'facts/c']);
    const [, second] = client.commandCalls(ListObjectVersionsCommand).map(({ args }) => args[0].input);
    expect(second).toMatchObject({ KeyMarker: 'facts/b', VersionIdMarker: '2' });
  });

  it('are retired by a tag on the version that was listed', async () => {
    client.on(PutObjectTaggingCommand).resolves({});
    await s3Retirable(bucket).retire({ key: 'facts/a', version: '1' });
    expect(client.commandCalls(PutObjectTaggingCommand)[0]?.args[0].input).toEqual({
      Bucket: 'the-bucket',
      Key: 'facts/a',
      VersionId: '1',
      Tagging: { TagSet: [{ Key: 'retired', Value: 'true' }] },
    });
  });
});

it('problems of uploads that are gone, replaced or without a problem any more are retired', async () => {
  const keys = ['gone.csv/1', 'replaced.csv/1', 'replaced.csv/2', 'clean.csv/1'].map(
    (one) => `problems/nhth/2026-01/${one}/p`,
  );
  client
    .on(ListObjectVersionsCommand, { Prefix: 'problems/' })
    .resolves({ Versions: keys.map((key) => version(key, 'v')) });
  for (const Prefix of ['facts/', 'reports/']) client.on(ListObjectVersionsCommand, { Prefix }).resolves({});
  client.on(PutObjectTaggingCommand).resolves({});
  const there = ['replaced.csv', 'clean.csv'].map((file) => `exports/nhth/2026-01/${file}`);
  client.on(ListObjectsV2Command).resolves({ Contents: there.map((Key) => ({ Key })) });
  const record = (file: string, problemsKey: string | null) => {
    return { key: `exports/nhth/2026-01/${file}`, outcomes: [{ problemsKey }] } as unknown as UploadRecord;
  };
  const records = [record('gone.csv', keys[0]!), record('replaced.csv', keys[2]!), record('clean.csv', null)];
  const effects = {
    exports: s3Exports(bucket),
    ledger: { entriesOf: async () => [], uploadsOf: async () => records },
    oldFacts: s3Retirable(bucket),
    oldProblems: s3Retirable(bucket),
    oldReports: s3Retirable(bucket),
    clock: { now: () => new Date('2026-01-03') },
    log: { info: () => undefined },
  } as unknown as RetireEffects;
  expect(await retire(effects, [])).toEqual({ facts: 0, problems: 3, revisions: 0 });
  expect(tagged()).toEqual([keys[0], keys[1], keys[3]].map((key) => `${key} v`));
});
