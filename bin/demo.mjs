// npm run demo: the sample exports to fact sheets in out/, with the samples' own key (its bytes say what it is).
import { fileURLToPath } from 'node:url';
import { start } from './start.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const command =
  'build --exports samples/exports --sheet us-mexico-border --through 2017-07 --key samples/key --out out';
await start([...command.split(' '), ...process.argv.slice(2)]);
