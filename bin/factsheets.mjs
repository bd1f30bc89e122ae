#!/usr/bin/env node
// The command line. It runs the TypeScript as it lies there: nothing is built, so nothing can be stale.
// a way out through `exit`, so that temporary copies of uploads go
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('../local/main.ts');
const { processTerminal } = await import('../local/terminal.ts');
process.exitCode = await main(process.argv.slice(2), processTerminal, process.env);
