// Starts the command line. It runs the TypeScript as it lies there: nothing is built, so nothing can be stale.
// a way out through `exit`, so that temporary copies of uploads go
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** Runs a command line; its exit code is the process's. */
export async function start(argv) {
  const { register } = await import('tsx/esm/api').catch((error) => {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    process.stderr.write(
      'factsheets: its parts are not installed yet; run "npm ci" in the folder of the program first\n',
    );
    process.exit(1);
  });
  register();
  const { main } = await import('../local/main.ts');
  const { endWithReader, processTerminal } = await import('../local/terminal.ts');
  endWithReader();
  process.exitCode = await main(argv, processTerminal, process.env);
}
