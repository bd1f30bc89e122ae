import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A virtual environment: its name below `conformance/.cache`, its requirements, and its Python interpreter. */
export interface PythonEnvironment {
  readonly name: string;
  readonly requirements: string;
  python(): Promise<string>;
}

/** The environment of moto and cfn-lint. */
const TOOLS: PythonEnvironment = {
  name: 'python',
  requirements: here('requirements.txt'),
  python: async () => 'python3',
};

/** Returns the path of a tool in a virtual environment, by default the environment of moto and cfn-lint. */
export async function pythonTool(tool: string, environment: PythonEnvironment = TOOLS): Promise<string> {
  return join(await pythonEnvironment(environment), 'bin', tool);
}

/**
 * Returns the folder of a virtual environment, which is created on first use and whenever its requirements change.
 * @throws Error that names what could not be installed
 */
async function pythonEnvironment({ name, requirements, python }: PythonEnvironment): Promise<string> {
  const folder = here(`../.cache/${name}`);
  const installed = join(folder, 'requirements.txt');
  const wanted = await readFile(requirements, 'utf8');
  if (existsSync(installed) && (await readFile(installed, 'utf8')) === wanted) return folder;
  await run(await python(), ['-m', 'venv', '--clear', folder]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements];
  await run(join(folder, 'bin/python'), pip, { maxBuffer: 1 << 24 }).catch((cause: unknown) => {
    throw new Error(`${wanted.trim()}\ncould not be installed from PyPI: ${String(cause)}`, { cause });
  });
  await copyFile(requirements, installed);
  return folder;
}
