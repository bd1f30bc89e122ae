import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '../moto-server.ts';
import { type PythonEnvironment, pythonTool } from '../python-tools.ts';

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const JARS = here('../../.cache/dynamodb-local');
/** The Python environment of LocalStack and AWS's own command line. */
export const PYTHON: PythonEnvironment = {
  name: 'localstack',
  requirements: here('requirements.txt'),
  python: python313,
};
const LOOKS = 600;
const BETWEEN_LOOKS_MS = 100;

/** LocalStack on this machine: an independent AWS emulator with CloudFormation, Lambda and Step Functions. */
export interface LocalStack {
  readonly endpoint: string;
  /** Runs AWS's own command line, which is installed with it. Returns its output as JSON. */
  aws(...args: readonly string[]): Promise<unknown>;
  /** Runs a bash script in which `aws` is that command line, and returns its output. */
  shell(script: string): Promise<string>;
  /** Returns LocalStack's log. */
  log(): string;
  stop(): Promise<void>;
}

/**
 * Installs LocalStack and DynamoDB Local on first use.
 * @throws Error that says what is missing: Python 3.13, a package, a jar
 */
export async function installLocalStack(): Promise<void> {
  await Promise.all([pythonTool('python', PYTHON), fetchJars()]);
}

/**
 * Starts LocalStack on a free port, without Docker: `functionHost` runs the functions, and DynamoDB Local provides the
 * table.
 */
export async function startLocalStack(functionHost: string): Promise<LocalStack> {
  await installLocalStack();
  const python = await pythonTool('python', PYTHON);
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-localstack-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(python, [here('start.py')], {
    cwd: folder,
    env: {
      ...bareEnvironment(),
      ...SETTINGS,
      JARS,
      HOST: functionHost,
      FILESYSTEM_ROOT: folder,
      GATEWAY_LISTEN: `127.0.0.1:${port}`,
      LOCALSTACK_HOST: `127.0.0.1:${port}`,
    },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (log += String(bytes)));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  for (let look = 0; !(await answers(endpoint)); look++) {
    if (look === LOOKS || child.exitCode !== null) throw new Error(`LocalStack did not start:\n${log.slice(-3000)}`);
    await setTimeout(BETWEEN_LOOKS_MS);
  }
  return {
    endpoint,
    aws: (...args) => aws(endpoint, args),
    shell: (script) => shell(endpoint, folder, script),
    log: () => log,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Disables telemetry, the name server and the download of a certificate. Resources of an unknown type are created in
 * name only.
 */
const SETTINGS = {
  DISABLE_EVENTS: '1',
  DNS_ADDRESS: '0',
  SKIP_SSL_CERT_DOWNLOAD: '1',
  USE_SSL: '0',
  DYNAMODB_IN_MEMORY: '1',
  LAMBDA_SYNCHRONOUS_CREATE: '1',
  CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES: '1',
  LAMBDA_RETRY_BASE_DELAY: '1',
  SQS_ENDPOINT_STRATEGY: 'path',
};

/** Returns the options of an SDK client for this endpoint. */
export const clientOf = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  forcePathStyle: true, // for S3: a bucket name before 127.0.0.1 could not be resolved
});

/** Removes the variables that point to another emulator: LocalStack itself would send requests there. */
const bareEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));

const environmentOf = (endpoint: string): NodeJS.ProcessEnv => ({
  ...bareEnvironment(),
  AWS_ENDPOINT_URL: endpoint,
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});

async function aws(endpoint: string, args: readonly string[]): Promise<unknown> {
  const command = ['-m', 'awscli', ...args, '--output', 'json'];
  const options = { env: environmentOf(endpoint), maxBuffer: 1 << 26 };
  const { stdout } = await run(await pythonTool('python', PYTHON), command, options);
  return stdout.trim() === '' ? null : JSON.parse(stdout);
}

async function shell(endpoint: string, folder: string, script: string): Promise<string> {
  const python = await pythonTool('python', PYTHON);
  // Version 1 of the command line sends SQS requests to queue.amazonaws.com, regardless of AWS_ENDPOINT_URL.
  const commands = `aws() { ${python} -m awscli --endpoint-url ${endpoint} "$@"; }\n${script}\n`;
  const { BASH_ENV, ...env } = environmentOf(endpoint);
  const options = { cwd: folder, env, maxBuffer: 1 << 26 };
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', commands], options);
  return stdout;
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/_localstack/health`)).ok;
  } catch (error) {
    if (error instanceof TypeError) return false; // not listening yet
    throw error;
  }
}

/** LocalStack requires Python 3.13: uses the one on the path, or one installed by pyenv. */
async function python313(): Promise<string> {
  const pyenv = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const versions = existsSync(pyenv) ? readdirSync(pyenv).filter((name) => name.startsWith('3.13.')) : [];
  for (const python of ['python3.13', ...versions.map((name) => join(pyenv, name, 'bin/python3.13'))]) {
    const found = await run(python, ['--version']).catch(() => null);
    if (found?.stdout.startsWith('Python 3.13.')) return python;
  }
  throw new Error(
    'LocalStack needs Python 3.13, and there is none on the path nor below ~/.pyenv/versions: install it (pyenv install 3.13)',
  );
}

async function fetchJars(): Promise<void> {
  if (existsSync(JARS)) return;
  const making = `${JARS}-making`;
  const goal = ['-q', '-B', '-f', here('pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${making}`];
  await run('mvn', goal, { maxBuffer: 1 << 24 }).catch((cause: unknown) => {
    throw new Error(`DynamoDB Local could not be fetched from Maven Central: ${String(cause)}`, { cause });
  });
  await rename(making, JARS);
}
