import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { type DeployedAsset, deployedAssets } from '../../lib/deployed-assets.ts';
import { type AssetName, type DeployedStep, FUNCTION_SIZES } from '../../lib/function-sizes.ts';
import { installRuntime } from './runtime-packages.ts';
import { type Answer, RuntimeProcess } from './runtime-process.ts';

/** Where events of emulated functions go, and what they were answered. */
export interface FunctionHost {
  readonly url: string;
  /** The functions that answered, and how often. */
  readonly answered: ReadonlyMap<string, number>;
  /** What went wrong, by function. */
  readonly failures: readonly string[];
  stop(): Promise<void>;
}

const REQUEST = z.object({ environment: z.record(z.string(), z.string()), event: z.string() });

/**
 * Runs the bundles of the deployed functions under Node 24 and AWS's runtime client, an environment a process, for whoever posts
 * `{ environment, event }` to `/invoke`. The bundles are the deployed bytes; DuckDB is this machine's, for theirs is for arm64.
 * @param extra variables that every function gets besides its own
 */
export async function openFunctionHost(root: string, extra: Readonly<Record<string, string>>): Promise<FunctionHost> {
  await installRuntime();
  const assets = await deployedAssets(root);
  const folder = mkdtempSync(join(root, '.cache', 'hosted-'));
  const folders = runnableFolders(folder, assets);
  const processes = new Map<string, Promise<RuntimeProcess>>();
  const answered = new Map<string, number>();
  const failures: string[] = [];
  const invoke = async (body: unknown): Promise<Answer> => {
    const { environment, event } = REQUEST.parse(body);
    const step = (environment._HANDLER ?? '').replace('.handler', '');
    const id = environment.LOCALSTACK_RUNTIME_ID ?? step;
    const started = processes.get(id) ?? startFunction(step, folders, { ...environment, ...extra });
    processes.set(id, started);
    const answer = await (await started).invoke(event);
    answered.set(step, (answered.get(step) ?? 0) + 1);
    if (answer.failed) failures.push(`${step}: ${answer.payload}`);
    return answer;
  };
  const server = createServer(async (request, response) => {
    const answer = await json(request)
      .then(invoke)
      .catch((error: unknown) => failedAnswer(error));
    if (answer.failed) failures.push(answer.payload);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the host of functions listens on no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    answered,
    failures,
    async stop() {
      for (const started of processes.values()) await (await started).stop();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const failedAnswer = (error: unknown): Answer => ({
  failed: true,
  payload: JSON.stringify({ errorType: 'Host', errorMessage: String(error) }),
});

async function startFunction(
  step: string,
  folders: Readonly<Record<AssetName, string>>,
  environment: Readonly<Record<string, string>>,
): Promise<RuntimeProcess> {
  if (!isStep(step)) throw new Error(`no function "${step}" is deployed`);
  const made = new RuntimeProcess();
  const { PATH = '', TMPDIR = '' } = process.env;
  await made.start({ ...environment, PATH, TMPDIR, LAMBDA_TASK_ROOT: folders[FUNCTION_SIZES[step].asset] });
  return made;
}

const isStep = (step: string): step is DeployedStep => step in FUNCTION_SIZES;

/** The assets without DuckDB for the functions' machine, in a folder below this project, where that of this machine is found. */
function runnableFolders(
  folder: string,
  assets: Readonly<Record<AssetName, DeployedAsset>>,
): Readonly<Record<AssetName, string>> {
  const copied = (name: AssetName): string => {
    const place = join(folder, name);
    const filter = (path: string): boolean => basename(path) !== 'node_modules';
    cpSync(assets[name].folder, place, { recursive: true, filter });
    return place;
  };
  return { facts: copied('facts'), pages: copied('pages') };
}
