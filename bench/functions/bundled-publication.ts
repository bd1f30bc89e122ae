import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { BundledFile } from '../../lib/bundle-handlers.ts';
import { type DeployedAsset, deployedAssets, handlersOf } from '../../lib/deployed-assets.ts';
import { type AssetName, type DeployedStep, FUNCTION_SIZES } from '../../lib/function-sizes.ts';
import { CANARY, CANARY_MONTH, CANARY_UPLOAD } from '../../src/domain/canary.ts';
import { ENVIRONMENT } from '../../src/domain/environment.ts';
import { partOf } from '../../src/domain/function-steps.ts';
import { type ServedTable, serveTable } from './dynalite-server.ts';
import { startLocalAws } from './local-aws.ts';
import { FILES, writeMonth } from './signals-month.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const STEPS = Object.keys(FUNCTION_SIZES) as DeployedStep[];
const REVISION = { sheet: 'us-mexico-border', month: '2017-07' };

/** The cost of one invocation, without the start of its process. */
export interface Answer {
  readonly result: Record<string, unknown>;
  readonly initCpuMs: number;
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly peakMb: number;
}

export type Invoke = (step: string, event: object) => Promise<Answer>;

/** Where the functions store: a folder with one folder per bucket, and the table. */
export interface Stores {
  readonly folder: string;
  readonly table: ServedTable;
}

/** What is measured after a publication. */
export interface MoreMeasured {
  /** Files that are deployed beside the functions' definitions. */
  readonly files: readonly BundledFile[];
  /** Variables of the functions, besides those of a publication. */
  environment(folder: string): Readonly<Record<string, string>>;
  measure(invoke: Invoke, stores: Stores, revision: number): Promise<Record<string, Answer>>;
}

/**
 * Invokes every function in the order of a publication: ingests each upload, computes the figures, renders the pages,
 * records the report and notifies the reviewers.
 */
async function publication(invoke: Invoke): Promise<Record<string, Answer>> {
  const answers: Record<string, Answer> = {};
  for (const file of FILES) {
    const key = `exports/nhth/${REVISION.month}/${file}.csv`;
    const body = JSON.stringify({ detail: { object: { key } } });
    answers[`ingest-export ${file}`] = await invoke('ingest-export', { Records: [{ messageId: '1', body }] });
  }
  const detail = { hotline: 'nhth', month: REVISION.month };
  const started = { Records: [{ messageId: '1', body: JSON.stringify({ detail }) }] };
  answers['start-editions'] = await invoke('start-editions', started);
  const computed = await invoke('compute-figures', { ...REVISION, isNewest: true, state: 'measured' });
  answers['compute-figures'] = computed;
  const revision = { ...REVISION, revision: computed.result.revision };
  const rendered: unknown[] = [];
  for (const language of ['en', 'es']) {
    const page = await invoke('render-report', { ...revision, language });
    answers[`render-report ${language}`] = page;
    rendered.push(page.result);
  }
  answers['record-report'] = await invoke('record-report', { ...revision, rendered });
  answers['notify-reviewers'] = await invoke('notify-reviewers', revision);
  answers['watch-exports'] = await invoke('watch-exports', {});
  answers['run-canary'] = await canary(invoke);
  return answers;
}

/** Runs the canary from its upload to the comparison, which throws if its draft is not the expected one. */
async function canary(invoke: Invoke): Promise<Answer> {
  const sent = await invoke('run-canary', {});
  const body = JSON.stringify({ detail: { object: { key: CANARY_UPLOAD } } });
  await invoke('ingest-export', { Records: [{ messageId: '1', body }] });
  const edition = { sheet: CANARY, month: CANARY_MONTH };
  const { result } = await invoke('compute-figures', { ...edition, isNewest: true, state: 'measured' });
  const revision = { ...edition, revision: result.revision };
  const rendered = [(await invoke('render-report', { ...revision, language: 'en' })).result];
  await invoke('record-report', { ...revision, rendered });
  await invoke('run-canary', { 'detail-type': 'RevisionReady' });
  return sent;
}

/** The runtime of the bundles: the command that runs Node, with options, and the folder of each step's bundle. */
export interface Machine {
  readonly node: readonly string[];
  folderOf(step: DeployedStep): string;
}

/** Returns a function that runs a bundled handler in a separate process, like a cold start. */
function invoker(machine: Machine, taskRoot: string, environment: Readonly<Record<string, string>>): Invoke {
  return async (name, event) => {
    const step = STEPS.find((one) => one === name);
    if (!step) throw new Error(`there is no function ${name}`);
    const { engine } = FUNCTION_SIZES[step];
    const env = {
      ...environment,
      PATH: process.env.PATH ?? '',
      LAMBDA_TASK_ROOT: taskRoot,
      POWERTOOLS_SERVICE_NAME: step,
      [ENVIRONMENT.portalPart]: partOf(step) ?? '',
      ...(engine && {
        [ENVIRONMENT.engineMemory]: String(engine.memory),
        [ENVIRONMENT.engineThreads]: String(engine.threads),
      }),
    };
    const script = fileURLToPath(new URL('invoke.cjs', import.meta.url));
    const folder = machine.folderOf(step);
    const [program = '', ...options] = machine.node;
    const child = spawn(program, [...options, script, join(folder, `${step}.js`)], { env, cwd: folder });
    child.stdin.end(JSON.stringify(event));
    const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const answer = /^ANSWER (.+)$/mu.exec(out)?.[1];
    if (answer === undefined) throw new Error(`${step} printed no answer:\n${out}\n${errors}`);
    const parsed: Answer = JSON.parse(answer);
    const failures = parsed.result?.batchItemFailures;
    if (Array.isArray(failures) && failures.length > 0) throw new Error(`${step} failed:\n${out}\n${errors}`);
    return parsed;
  };
}

/**
 * Publishes an invented month with the bundled functions, each invocation in a separate process, with a table and a
 * folder in place of S3.
 * @param look receives the folder before it is removed: `reports-bucket/` contains what was published, `facts-bucket/`
 * the facts
 * @param machine the runtime of the bundles; null for this machine
 * @param more what is invoked afterwards; null for nothing
 */
export async function bundledPublication(
  signals: number,
  look: (folder: string) => void = () => {},
  machine: Machine | null = null,
  more: MoreMeasured | null = null,
): Promise<Record<string, Answer>> {
  const folder = mkdtempSync(join(tmpdir(), 'factsheets-bundled-'));
  const [table, aws] = [await serveTable(), await startLocalAws(folder)];
  try {
    await writeMonth(join(folder, 'exports-bucket/exports/nhth', REVISION.month), REVISION.month, signals);
    const environment = {
      [ENVIRONMENT.table]: table.name,
      [ENVIRONMENT.exportsBucket]: 'exports-bucket',
      [ENVIRONMENT.factsBucket]: 'facts-bucket',
      [ENVIRONMENT.reportsBucket]: 'reports-bucket',
      [ENVIRONMENT.hashKeySecret]: 'key',
      [ENVIRONMENT.bus]: 'bus',
      [ENVIRONMENT.stateMachine]: 'machine',
      [ENVIRONMENT.dueDays]: '{"nhth":1}',
      [ENVIRONMENT.reviewDays]: '14',
      AWS_ENDPOINT_URL: aws.url,
      AWS_ENDPOINT_URL_DYNAMODB: table.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'measure',
      AWS_SECRET_ACCESS_KEY: 'measure',
      AWS_REQUEST_CHECKSUM_CALCULATION: 'WHEN_REQUIRED',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      POWERTOOLS_TRACE_ENABLED: 'false',
      POWERTOOLS_LOG_LEVEL: 'ERROR',
      TMPDIR: folder,
      ...more?.environment(folder),
    };
    const assets = await deployedAssets(ROOT, {}, more?.files);
    const invoke = invoker(machine ?? thisMachine(assets), assets.pages.folder, environment);
    const answers = await publication(invoke);
    const revision = Number(answers['compute-figures']?.result.revision);
    Object.assign(answers, await more?.measure(invoke, { folder, table }, revision));
    look(folder);
    return answers;
  } finally {
    await Promise.all([table.stop(), aws.stop()]);
    rmSync(folder, { recursive: true });
  }
}

/**
 * Copies the handlers to a folder below which Node finds this machine's DuckDB: the assets contain the DuckDB of the
 * functions' platform.
 */
function thisMachine(assets: Readonly<Record<AssetName, DeployedAsset>>): Machine {
  const folder = join(ROOT, '.cache', 'measured');
  mkdirSync(folder, { recursive: true });
  for (const asset of ['facts', 'pages'] as const) {
    copyFileSync(join(assets[asset].folder, 'package.json'), join(folder, 'package.json'));
    for (const name of [...handlersOf(asset), ...STEPS.filter((step) => FUNCTION_SIZES[step].asset === asset)])
      copyFileSync(join(assets[asset].folder, `${name}.js`), join(folder, `${name}.js`));
  }
  return { node: [process.execPath], folderOf: () => folder };
}
