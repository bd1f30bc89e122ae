// npm run demo -- --serve: the portal, filled with the samples (bin/demo-portal.mjs).
// npm run demo -- --family: besides, a sheet for every state of the United States and Mexico (bin/demo-family.mjs). With --serve, in the portal.
// npm run demo: the sample exports to fact sheets in out/demo, approved and "sent" to three sample stakeholders as .eml files, with
// the samples' own key (its bytes say what it is). The folder is removed first: pages of an earlier version would be in the way.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { familyDemo } from './demo-family.mjs';
import { servedDemo } from './demo-portal.mjs';
import { start } from './start.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await rm('out/demo', { recursive: true, force: true });
// its journal is beside the state, not in the user's configuration folder, also for the commands that people try on it afterwards
await mkdir('out/demo', { recursive: true, mode: 0o700 });
await writeFile('out/demo/state.journal.jsonl', '', { mode: 0o600 });
const [sheet, month] = ['us-mexico-border', '2017-07'];
const state = ['--state', 'out/demo/state', '--key', 'samples/key'];
const isServed = process.argv.includes('--serve');
const alone = [
  [
    'build',
    '--exports',
    'samples/exports',
    '--sheet',
    sheet,
    '--through',
    month,
    '--out',
    'out/demo',
    ...state,
    ...process.argv.slice(2),
  ],
  ['stakeholders', 'import', 'samples/stakeholders.csv', ...state],
  ['approve', sheet, month, '--revision', '1', '--by', 'The demo', '--out', 'out/demo', ...state],
  ['distribute', sheet, ...state, '--mail', 'out/demo/mail'],
];
const commands = await commandsOf(process.argv.slice(2));

async function commandsOf(argv) {
  if (argv.includes('--family')) return familyDemo(argv);
  return isServed ? servedDemo(argv) : alone;
}

for (const command of commands) {
  await start(command);
  if (process.exitCode !== 0) break;
}
