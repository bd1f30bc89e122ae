// npm run demo: the sample exports to fact sheets in out/, with the samples' own key (its bytes say what it is).
import { fileURLToPath } from 'node:url';

// a way out through `exit`, so that temporary copies of uploads go
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('../local/main.ts');
const { processTerminal } = await import('../local/terminal.ts');
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const command =
  'build --exports samples/exports --sheet us-mexico-border --through 2017-07 --key samples/key --out out';
process.exitCode = await main([...command.split(' '), ...process.argv.slice(2)], processTerminal, process.env);
