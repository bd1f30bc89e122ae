import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BundledFile } from './bundle-handlers.ts';

const run = promisify(execFile);

/** The maximum size of all compiled sheets together, in bytes. */
const LIMIT = 1 << 28;

/**
 * Compiles every sheet in a separate process, because infrastructure imports none of the program.
 * @returns `compiled/<sheet>.json`, in the format that `readCompiledSheet` reads
 * @throws Error that names the invalid definition
 */
export async function compiledSheets(root: string): Promise<BundledFile[]> {
  const script = join(root, 'scripts/compile-sheets.ts');
  const how = { cwd: root, maxBuffer: LIMIT };
  const { stdout } = await run(process.execPath, ['--import', './scripts/typescript.mjs', script], how);
  const sheets: Readonly<Record<string, unknown>> = JSON.parse(stdout);
  return Object.entries(sheets).map(([id, sheet]) => ({
    name: `compiled/${id}.json`,
    bytes: new TextEncoder().encode(JSON.stringify(sheet)),
  }));
}
