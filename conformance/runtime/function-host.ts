import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { json } from 'node:stream/consumers';
import * as z from 'zod';
import { ENVIRONMENT } from '../../src/domain/environment.ts';
import { type Answer, RuntimeProcess } from './runtime-process.ts';

/** A server that receives the events of emulated functions, and the results of the functions. */
export interface FunctionHost {
  readonly url: string;
  /** The functions that responded, and how many times. */
  readonly answered: ReadonlyMap<string, number>;
  /** Failures, by function. */
  readonly failures: readonly string[];
  /** Returns the failures that functions logged, including those they handled themselves. */
  logged(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** The program's folder, the folder of a synthesis (templates, and assets by their hash), and the stacks of a stage. */
export interface Synthesis {
  readonly root: string;
  readonly templates: string;
  readonly stacks: readonly string[];
}

const template = z.looseObject({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string(), Properties: z.unknown() })),
});
const deployedFunction = z.looseObject({ Handler: z.string(), Code: z.looseObject({ S3Key: z.string() }) });
/**
 * The portal's address and accounts, and the public edition's address, exist in LocalStack in name only, and their
 * attributes are not addresses. The functions get these instead.
 */
export const PORTAL_HOST = 'portal.example.org';
const IN_NAME_ONLY: Readonly<Record<string, string>> = {
  [ENVIRONMENT.portalOrigin]: `https://${PORTAL_HOST}`,
  [ENVIRONMENT.publicAddress]: 'https://figures.example.org',
  [ENVIRONMENT.signInIssuer]: 'https://people.example.org',
  [ENVIRONMENT.signOutAddress]: `https://people.example.org/logout?logout_uri=https://${PORTAL_HOST}/`,
};

const REQUEST = z.object({ environment: z.record(z.string(), z.string()), event: z.string() });

/**
 * Runs the functions of a synthesized stage under Node 24 and AWS's runtime client, one process per environment, for
 * clients that post `{ environment, event }` to `/invoke`. The functions' files are the deployed bytes, except DuckDB:
 * it is this machine's, because the deployed one is for arm64.
 */
export async function openFunctionHost({ root, templates, stacks }: Synthesis): Promise<FunctionHost> {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'hosted-'));
  const folders = runnableFolders(folder, templates, stacks);
  const processes = new Map<string, Promise<RuntimeProcess>>();
  const answered = new Map<string, number>();
  const failures: string[] = [];
  const invoke = async (body: unknown): Promise<Answer> => {
    const { environment, event } = REQUEST.parse(body);
    const step = (environment._HANDLER ?? '').replace('.handler', '');
    const id = environment.LOCALSTACK_RUNTIME_ID ?? step;
    const started = processes.get(id) ?? startFunction(step, folders, environment);
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
    async logged() {
      const all = await Promise.all(processes.values());
      const lines = all.flatMap(({ output }) =>
        output.split('\n').filter((line) => line.includes('"message":"failed"')),
      );
      return [...new Set(lines.map((line) => line.replace(/"timestamp":"[^"]*",/u, '')))];
    },
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
  folders: ReadonlyMap<string, string>,
  environment: Readonly<Record<string, string>>,
): Promise<RuntimeProcess> {
  const folder = folders.get(step);
  if (folder === undefined) throw new Error(`no function "${step}" is deployed`);
  const made = new RuntimeProcess();
  const { PATH = '', TMPDIR = '' } = process.env;
  const known = Object.entries(IN_NAME_ONLY).filter(([name]) => environment[name] !== undefined);
  await made.start({ ...environment, ...Object.fromEntries(known), PATH, TMPDIR, LAMBDA_TASK_ROOT: folder });
  return made;
}

/**
 * Copies the asset of each function without the functions' DuckDB to a folder below this project, where Node finds this
 * machine's DuckDB.
 */
function runnableFolders(folder: string, templates: string, stacks: readonly string[]): ReadonlyMap<string, string> {
  const resources = stacks.flatMap((name) => {
    const text = readFileSync(join(templates, `${name}.template.json`), 'utf8');
    return Object.values(template.parse(JSON.parse(text)).Resources);
  });
  const folders = new Map<string, string>();
  for (const { Type, Properties } of resources) {
    if (Type !== 'AWS::Lambda::Function') continue;
    const { Handler, Code } = deployedFunction.parse(Properties);
    const asset = `asset.${Code.S3Key.replace(/\.zip$/u, '')}`;
    const place = join(folder, asset);
    const filter = (path: string): boolean => basename(path) !== 'node_modules';
    if (!existsSync(place)) cpSync(join(templates, asset), place, { recursive: true, filter });
    folders.set(Handler.replace('.handler', ''), place);
  }
  return folders;
}
