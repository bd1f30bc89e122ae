import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CachedDefinitions } from '../../../local/pipeline/cached-definitions.ts';
import { CachedMailConfiguration } from '../../../local/pipeline/cached-mail-configuration.ts';
import { sharedState } from '../../../local/pipeline/open-pipeline.ts';
import { PendingChanges } from '../../../local/pipeline/pending-changes.ts';
import { PublicationRecords } from '../../../local/pipeline/publication-records.ts';
import type { PipelineContext } from '../../../local/pipeline/run-pipeline.ts';
import { scheduledDistributions } from '../../../local/pipeline/scheduled-distributions.ts';
import { readHashKey } from '../../../local/state/hash-key.ts';
import { StateDefinitions } from '../../../local/state/state-definitions.ts';
import { openSmtpServer } from '../../adapters/smtp-server.ts';
import { onlyAtLength } from '../../at-length.ts';
import { buildCases, KEY_FILE, run, scratch } from '../command-line.ts';
import { plainDefinitions } from '../plain-sheet.ts';

const SHEET = 'us-mexico-border';
let folder: Awaited<ReturnType<typeof scratch>>;
const reported: string[] = [];

beforeAll(async () => {
  folder = await scratch();
  const state = ['--state', folder.path('state')];
  await buildCases(folder.path, 30);
  const person = ['--name', 'Rosa', '--email', 'rosa@example.org', '--language', 'es', '--sheets', SHEET];
  await run('stakeholders', 'add', ...person, ...state);
});
afterAll(() => folder.remove());

async function machine(): Promise<PipelineContext> {
  const state = folder.path('state');
  const place = {
    exports: folder.path('exports'),
    state,
    hashKey: await readHashKey(KEY_FILE, true),
    definitions: await CachedDefinitions.open(plainDefinitions()),
    signal: new AbortController().signal,
  };
  return {
    ...place,
    out: folder.path('out'),
    shared: sharedState(place, 0),
    stateDefinitions: new StateDefinitions(state, plainDefinitions(), () => undefined),
    records: new PublicationRecords(state),
    pending: new PendingChanges(),
    reporter: {
      event: ({ name }) => void reported.push(name),
      pages: () => undefined,
      gone: () => undefined,
      problems: () => undefined,
      note: () => undefined,
      failure: (about, error) => void reported.push(`${about} ${error}`),
      status: () => undefined,
    },
  };
}

it('sends at the moment of a schedule, once, also when the machine was off at that moment', async () => {
  const configuration = await CachedMailConfiguration.open(undefined, {});
  const begun = new Date('2026-06-01T00:00:00Z');
  const before = scheduledDistributions(await machine(), configuration, begun, {});
  await before.run(new Date('2026-06-15T14:59:00Z'));
  expect(reported).toEqual([]);
  await before.run(new Date('2026-06-15T15:00:00Z'));
  expect(reported).toEqual(['NothingToDistribute']);
  await before.run(new Date('2026-06-15T15:01:00Z'));
  expect(reported).toHaveLength(1);
  await run(
    'approve',
    SHEET,
    '2015-10',
    '--revision',
    '1',
    '--by',
    'Ana',
    '--reason',
    'a test',
    '--state',
    folder.path('state'),
  );
  const later = scheduledDistributions(await machine(), configuration, new Date('2026-08-20T00:00:00Z'), {});
  await later.run(new Date('2026-08-20T00:01:00Z'));
  expect(reported.slice(1)).toEqual(['DistributionFinished']);
  expect(await readdir(folder.path('state', 'mail'))).toHaveLength(1);
  await later.run(new Date('2026-08-20T00:02:00Z'));
  expect(reported).toHaveLength(2);
});

it('names the damaged file of moments, and does nothing', async () => {
  const configuration = await CachedMailConfiguration.open(undefined, {});
  const file = folder.path('state', 'schedules.json');
  const before = await readFile(file, 'utf8');
  await writeFile(file, before.slice(0, 9));
  const task = scheduledDistributions(await machine(), configuration, new Date('2026-08-20T00:00:00Z'), {});
  await expect(task.run(new Date('2026-08-20T00:03:00Z'))).rejects.toMatchObject({
    name: 'FormatMismatch',
    message: expect.stringContaining(file),
  });
  await writeFile(file, before);
});

it('does not catch up on a time before the change of its schedule', async () => {
  const file = folder.path('local.json');
  const write = (day: number) => {
    const schedules = [{ sheet: SHEET, day, at: '09:00', zone: 'America/Mexico_City' }];
    return writeFile(file, JSON.stringify({ sender: 'sheets@example.org', schedules }));
  };
  await write(15);
  const mail = await CachedMailConfiguration.open(file, {});
  const task = scheduledDistributions(await machine(), mail, new Date('2026-09-01T00:00:00Z'), {});
  await task.run(new Date('2026-09-16T00:00:00Z'));
  const from = reported.length;
  await write(18);
  await mail.refresh(new Date('2026-09-20T00:00:00Z'));
  await task.run(new Date('2026-09-20T00:01:00Z'));
  expect(reported.slice(from)).toEqual([]);
  await task.run(new Date('2026-10-18T15:00:00Z'));
  expect(reported.slice(from)).toEqual(['NothingToDistribute']);
});

onlyAtLength('tries again, after a while, those that a mail server put off', async () => {
  const answers: Record<string, string> = { RCPT: '451 4.7.1 greylisted, try again later' };
  const server = await openSmtpServer({ answers });
  const file = folder.path('smtp.json');
  const schedules = [{ sheet: SHEET, day: 15, at: '09:00', zone: 'America/Mexico_City' }];
  const smtp = { host: '127.0.0.1', port: server.port };
  await writeFile(file, JSON.stringify({ sender: 'sheets@hotline.mx', schedules, smtp }));
  const person = ['--name', 'Bo', '--email', 'bo@consulado.mx', '--language', 'es', '--sheets', SHEET];
  await run('stakeholders', 'add', ...person, '--state', folder.path('state'));
  const mail = await CachedMailConfiguration.open(file, {});
  const task = scheduledDistributions(await machine(), mail, new Date('2026-11-01T00:00:00Z'), {});
  const sentAt = async (at: string): Promise<number> => {
    await task.run(new Date(at));
    return server.sessions.filter(({ message }) => message !== null).length;
  };
  expect(await sentAt('2026-11-15T15:00:00Z')).toBe(0);
  const tries = server.sessions.length;
  answers.RCPT = '250 2.1.5 ok';
  expect(await sentAt('2026-11-15T15:04:00Z')).toBe(0);
  expect(server.sessions).toHaveLength(tries);
  expect(await sentAt('2026-11-15T15:05:00Z')).toBe(1);
  expect(await sentAt('2026-11-15T15:20:00Z')).toBe(1);
  expect(await sentAt('2026-11-15T20:00:00Z')).toBe(1);
  await server.close();
});
