import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { BundledFile } from '../../lib/bundle-handlers.ts';
import { type DeployedAsset, deployedAssets, handlersOf } from '../../lib/deployed-assets.ts';
import { type AssetName, type DeployedStep, FUNCTION_SIZES } from '../../lib/function-sizes.ts';
import { ENVIRONMENT } from '../../src/domain/environment.ts';
import { partOf } from '../../src/domain/function-steps.ts';
import { type ServedTable, serveTable } from './dynalite-server.ts';
import { startLocalAws } from './local-aws.ts';
import type { ServiceWaits } from './service-waits.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const STEPS = Object.keys(FUNCTION_SIZES) as DeployedStep[];

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

/** How the functions are run. */
export interface FunctionOptions {
  /** The runtime of the bundles; by default this machine. */
  readonly machine?: Machine | null;
  /** The folder of the deployed definitions, if they are not the program's. */
  readonly taskRoot?: string;
  /** Files that are deployed beside the functions' definitions. */
  readonly files?: readonly BundledFile[];
  /** Variables of the functions, besides those of a publication. */
  readonly environment?: (folder: string) => Readonly<Record<string, string>>;
  /** Delays the answers of the table and of S3, and measures the delays; by default there are none. */
  readonly waits?: ServiceWaits;
}

/**
 * Runs a work that invokes the bundled functions, each invocation in a separate process, with a table and a folder in
 * place of S3. Both are empty, and are removed afterwards.
 */
export async function withFunctions<Result>(
  { machine, taskRoot, files, environment, waits }: FunctionOptions,
  work: (invoke: Invoke, stores: Stores) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'factsheets-bundled-'));
  const [table, aws] = [await serveTable(waits), await startLocalAws(folder, waits)];
  try {
    const variables = { ...variablesOf(folder, table, aws.url), ...environment?.(folder) };
    const assets = await deployedAssets(ROOT, {}, files);
    const invoke = invoker(machine ?? thisMachine(assets), taskRoot ?? assets.pages.folder, variables);
    return await work(invoke, { folder, table });
  } finally {
    await Promise.all([table.stop(), aws.stop()]);
    rmSync(folder, { recursive: true });
  }
}

/** The variables of the functions of a publication. */
function variablesOf(folder: string, table: ServedTable, awsUrl: string): Record<string, string> {
  return {
    [ENVIRONMENT.table]: table.name,
    [ENVIRONMENT.exportsBucket]: 'exports-bucket',
    [ENVIRONMENT.factsBucket]: 'facts-bucket',
    [ENVIRONMENT.reportsBucket]: 'reports-bucket',
    [ENVIRONMENT.hashKeySecret]: 'key',
    [ENVIRONMENT.bus]: 'bus',
    [ENVIRONMENT.stateMachine]: 'machine',
    [ENVIRONMENT.dueDays]: '{"nhth":1}',
    [ENVIRONMENT.reviewDays]: '14',
    AWS_ENDPOINT_URL: awsUrl,
    AWS_ENDPOINT_URL_DYNAMODB: table.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'measure',
    AWS_SECRET_ACCESS_KEY: 'measure',
    AWS_REQUEST_CHECKSUM_CALCULATION: 'WHEN_REQUIRED',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    POWERTOOLS_TRACE_ENABLED: 'false',
    POWERTOOLS_LOG_LEVEL: 'ERROR',
    TMPDIR: folder,
  };
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
