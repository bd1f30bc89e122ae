import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDefinitions, openLocalRuntime } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions } from '../../src/definitions/load-definitions.ts';
import type { CrashPoint } from './crash-points.ts';
import { casesCsv, TEST_KEY, victimsCsv } from './state-fixture.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The compiled process, one folder below the repository, where the program finds its files; tsx takes three times as long. */
const PROCESS = `${ROOT}.cache/killable-process-${process.pid}.mjs`;
/** The number of points that are tried, each with two processes. */
const TRIED = 3;

let root: string;
let exports: string;
beforeAll(async () => {
  await build({
    entryPoints: [`${ROOT}test/steps/killable-process.ts`],
    outfile: PROCESS,
    ...{ bundle: true, packages: 'external', format: 'esm', platform: 'node', target: 'node20.19' },
  });
  root = await mkdtemp(join(tmpdir(), 'factsheets-killed-'));
  exports = join(root, 'exports');
  await mkdir(join(exports, 'nhth', '2016-05'), { recursive: true });
  const ids = Array.from({ length: 30 }, (_, at) => `A${at}`);
  await writeFile(join(exports, 'nhth/2016-05/cases.csv'), casesCsv(...ids.map((id) => [id, '2016-05-02'] as const)));
  await writeFile(join(exports, 'nhth/2016-05/victims.csv'), victimsCsv(...ids.map((id) => [`V${id}`, id] as const)));
});
afterAll(async () => {
  for (const path of [root, PROCESS]) await rm(path, { recursive: true, force: true });
});

/** Runs the process, and returns the number of its calls; null if it was killed. */
async function runProcess(state: string, point: CrashPoint | null): Promise<number | null> {
  const args = [PROCESS, exports, state, String(point?.call ?? 0), point?.when ?? ''];
  try {
    const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
    return Number((await run(process.execPath, args, { env })).stdout);
  } catch (error) {
    if ((error as { signal?: string }).signal === 'SIGKILL') return null;
    throw error;
  }
}

/** Returns the content of a state: every object with its hash, and the table without the times of its items. */
async function essence(state: string): Promise<unknown> {
  const files = (await readdir(state, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(state, join(entry.parentPath, entry.name)));
  const objects: Record<string, string> = {};
  for (const path of paths.filter((one) => /^(facts|problems|reports)\//u.test(one) && !one.endsWith('.part')).sort())
    objects[path] = createHash('sha256')
      .update(await readFile(join(state, path)))
      .digest('hex');
  const { codes } = await loadDefinitions(openDefinitions());
  const place = await openLocalRuntime({ exports, state, hashKey: TEST_KEY, codes, definitions: openDefinitions() });
  try {
    const { ledger, editions } = place.effects;
    const [newest] = (await editions.revisionsOf('us-mexico-border', '2016-05' as never)).slice(-1);
    return {
      objects,
      entries: (await ledger.entriesOf('nhth')).map(({ generation: _, inForce, ...rest }) => [rest, inForce?.sha256]),
      revision: newest && { ...newest, madeAt: '' },
      figures: newest && (await editions.figuresOf('us-mexico-border', newest.fingerprint)),
      revisions: (await editions.revisionsOf('us-mexico-border', '2016-05' as never)).length,
      report: (await editions.reportOf('us-mexico-border', '2016-05' as never, 1))?.files,
    };
  } finally {
    await place.close();
  }
}

it('a killed process leaves a state in which the next one ends where an undisturbed one ends', async () => {
  const whole = join(root, 'whole');
  const calls = await runProcess(whole, null);
  if (calls === null) throw new Error('the undisturbed process died');
  const undisturbed = await essence(whole);
  for (let at = 0; at < TRIED; at++) {
    const point: CrashPoint = {
      call: Math.ceil(((at + 0.5) * calls) / TRIED),
      when: at % 2 === 0 ? 'after' : 'before',
    };
    const state = join(root, `state-${at}`);
    expect(await runProcess(state, point), JSON.stringify(point)).toBeNull();
    expect(await runProcess(state, null), JSON.stringify(point)).not.toBeNull();
    expect(await essence(state), JSON.stringify(point)).toEqual(undisturbed);
  }
  console.log(`processes killed: ${TRIED} of ${calls * 2} points, no difference`);
});
