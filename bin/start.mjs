// Starts the command line. It runs the TypeScript as it is: nothing is built, so nothing can be stale.
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A signal ends the process through `exit`, so that temporary copies of uploads are removed; its code is the shell's, 128 and the
// signal's number. Whatever else must go with the process (a child, say) listens for `exit`.
const CODES = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 };
for (const [signal, code] of Object.entries(CODES)) process.on(signal, () => process.exit(code));
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** Runs a command line; its exit code is the process's. */
export async function start(argv) {
  if (!hasOwnCache()) process.env.TSX_DISABLE_CACHE = '1';
  try {
    const { register } = await import('tsx/esm/api');
    register();
    const { main } = await import('../local/main.ts');
    const { endWithReader, processTerminal } = await import('../local/terminal.ts');
    endWithReader();
    process.exitCode = await main(argv, processTerminal, process.env);
  } catch (error) {
    if (!isMissingPackage(error)) throw error;
    console.error('factsheets: its packages are not installed; run npm ci first');
    process.exitCode = 1;
  }
}

/**
 * Whether tsx can keep what it compiles in the system's temporary folder, in a folder that is this user's alone to write: what
 * another user put there would be run.
 */
function hasOwnCache() {
  const folder = join(tmpdir(), `tsx-${process.geteuid?.() ?? ''}`);
  try {
    if (process.geteuid) mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (error.code !== 'EEXIST') return false;
    const found = lstatSync(folder);
    return found.isDirectory() && found.uid === process.geteuid?.() && (found.mode & 0o022) === 0;
  }
  return true;
}

/** A missing file of the program itself is an error of the program, and is shown as one. */
const isMissingPackage = (error) =>
  error?.code === 'ERR_MODULE_NOT_FOUND' && /^Cannot find package /u.test(error.message);
