// Starts the command line: loads the compiled code (bin/compile.mjs) in this process.
import { CannotCompile, load } from './compile.mjs';

// A signal ends the process through `exit`, so that temporary copies of uploads are removed. The exit code follows the
// shell's convention: 128 plus the number of the signal. Code that must clean up with the process (a child process, for
// example) listens for `exit`.
const CODES = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 };
for (const [signal, code] of Object.entries(CODES)) process.on(signal, () => process.exit(code));
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** Runs a command line. Sets the exit code of the process. */
export async function start(argv) {
  try {
    const { commandLine } = await load('command-line');
    process.exitCode = await commandLine(argv);
  } catch (error) {
    if (isMissingPackage(error)) console.error('factsheets: its packages are not installed; run npm ci first');
    else if (error instanceof CannotCompile) console.error(`factsheets: ${error.message}`);
    else throw error;
    process.exitCode = 1;
  }
}

/** A missing file of the program itself is a bug, and is reported as such. */
const isMissingPackage = (error) =>
  error?.code === 'ERR_MODULE_NOT_FOUND' && /^Cannot find package /u.test(error.message);
