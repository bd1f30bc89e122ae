import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const REQUIREMENTS = here('requirements.txt');
const FOLDER = here('../.cache/python');
const INSTALLED = join(FOLDER, 'requirements.txt');

/** The path of a tool in a virtual environment of our own, which is made on first use and whenever its requirements change. */
export async function pythonTool(name: string): Promise<string> {
  const wanted = await readFile(REQUIREMENTS, 'utf8');
  const installed = existsSync(INSTALLED) ? await readFile(INSTALLED, 'utf8') : '';
  if (installed !== wanted) {
    await run('python3', ['-m', 'venv', '--clear', FOLDER]);
    await run(join(FOLDER, 'bin/pip'), ['install', '--quiet', '--requirement', REQUIREMENTS], { maxBuffer: 1 << 24 });
    await copyFile(REQUIREMENTS, INSTALLED);
  }
  return join(FOLDER, 'bin', name);
}
