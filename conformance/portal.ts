import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openPortalMachine, type PortalMachine } from '../test/browser/portal-machine.ts';
import { ROOT } from '../test/local/command-line.ts';
import { casesCsv } from '../test/steps/state-fixture.ts';
import { type Check, checked, equal } from './check.ts';

const SAMPLES = join(ROOT, 'samples/exports');

/** Rows of the large file: about 112 MB. */
const MANY_ROWS = 1_900_000;

/** Rows of it with an impossible date, evenly spread. */
const WRONG_ROWS = 1000;

/** How long a file may wait to be read, in milliseconds. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Uploads through the portal as it is served: a file of 112 MB, with errors and without, while other pages answer; and
 * many files one after another, each as it was checked.
 * @param count the number of small files
 */
export async function portalChecks(count = 20): Promise<readonly Check[]> {
  const before = process.env.TMPDIR;
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-portal-'));
  process.env.TMPDIR = folder;
  const machine = await openPortalMachine();
  try {
    const send = sender(machine.origin, await machine.makeToken());
    return [
      await checked('112 MB with 1,000 errors are checked, and pages answer meanwhile', () => checksLarge(send)),
      await checked('112 MB are uploaded and accepted', () => uploadsLarge(send)),
      await checked(`${count} files are checked, uploaded and accepted, byte for byte`, () =>
        uploadsMany(send, machine, count),
      ),
    ];
  } finally {
    await machine.close();
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    await rm(folder, { recursive: true, force: true });
  }
}

type Send = (path: string, body?: Uint8Array<ArrayBuffer>) => Promise<Response>;

const sender =
  (origin: string, token: string): Send =>
  (path, body) => {
    const ask = () =>
      fetch(`${origin}/api/v1${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${token}` },
        ...(body && { body }),
      });
    // making the large file takes so long that the server has closed the connection, which fetch finds out only now
    return ask().catch(ask);
  };

/** Returns a month of cases as CSV; every so many rows one has an impossible date. */
function largeCsv(wrong: number): Uint8Array<ArrayBuffer> {
  const [headings = '', row = ''] = casesCsv(['C#######', '2017-06-02']).split('\n');
  const every = wrong === 0 ? Number.POSITIVE_INFINITY : MANY_ROWS / wrong;
  const rows = Array.from({ length: MANY_ROWS }, (_, index) => {
    const text = row.replace('C#######', `C${String(index).padStart(7, '0')}`);
    return index % every === 0 && wrong > 0 ? text.replace('2017-06-02', '2017-06-31') : text;
  });
  return new TextEncoder().encode(`${[headings, ...rows].join('\n')}\n`);
}

const LARGE = '/hotlines/nhth/months/2017-06';

async function checksLarge(send: Send): Promise<void> {
  const bytes = largeCsv(WRONG_ROWS);
  let isOver = false;
  const start = performance.now();
  const answer = send(`${LARGE}/checks/cases.csv`, bytes).finally(() => {
    isOver = true;
  });
  const waits: number[] = [];
  while (!isOver) {
    const asked = performance.now();
    await (await send('/timetable')).text();
    waits.push(performance.now() - asked);
    await setTimeout(250);
  }
  const found = (await (await answer).json()) as { tables: { kinds: { code: string; count: number }[] }[] };
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const slowest = Math.max(...waits).toFixed(0);
  console.log(
    `portal: ${(bytes.length / 1e6).toFixed(0)} MB checked in ${seconds} s; timetable meanwhile at most ${slowest} ms`,
  );
  const counts = found.tables.flatMap(({ kinds }) => kinds.map(({ code, count }) => [code, count]));
  equal(counts, [['date-unreadable', WRONG_ROWS]]);
}

async function uploadsLarge(send: Send): Promise<void> {
  const bytes = largeCsv(0);
  await upload(send, LARGE, 'cases.csv', bytes);
  await accepted(send, LARGE, 'cases.csv', sha256(bytes));
}

async function uploadsMany(send: Send, machine: PortalMachine, count: number): Promise<void> {
  const files = (await sampleFiles()).slice(0, count);
  equal(files.length, count);
  for (const { hotline, month, name } of files) {
    const bytes = await readFile(join(SAMPLES, hotline, month, name));
    const place = `/hotlines/${hotline}/months/${month}`;
    await upload(send, place, name, Uint8Array.from(bytes));
  }
  for (const { hotline, month, name } of files) {
    const bytes = await readFile(join(SAMPLES, hotline, month, name));
    await accepted(send, `/hotlines/${hotline}/months/${month}`, name, sha256(bytes));
    equal(await readFile(machine.path('exports', hotline, month, name)), bytes);
  }
}

/** Lists the sample files except those of the month of the large file. */
async function sampleFiles(): Promise<{ hotline: string; month: string; name: string }[]> {
  const files = [];
  for (const hotline of ['nhth', 'linea-nacional'])
    for (const month of await readdir(join(SAMPLES, hotline)))
      if (month !== '2017-06')
        for (const name of await readdir(join(SAMPLES, hotline, month))) files.push({ hotline, month, name });
  return files;
}

/** Checks a file, then sends what was checked. */
async function upload(send: Send, place: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const found = (await (await send(`${place}/checks/${name}`, bytes)).json()) as { sha256: string };
  equal(found.sha256, sha256(bytes));
  equal((await send(`${place}/uploads/${name}?sha256=${found.sha256}`, bytes)).status, 202);
}

async function accepted(send: Send, place: string, name: string, hash: string): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await setTimeout(250)) {
    const answer = await send(`${place}/uploads/${name}`);
    const status = (await answer.json()) as { sha256?: string; state?: string };
    if (status.sha256 === hash && status.state !== 'reading') return equal(status.state, 'accepted');
  }
  throw new Error(`${place}/${name} was not read`);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
