// npm run demo -- --serve: the portal, filled with the samples (bin/demo-portal.mjs).
// npm run demo: builds fact sheets from the sample exports in out/, approves them and "sends" them to three sample
// stakeholders as .eml files, with the samples' own key (its bytes identify it as a sample). Each run recreates the
// state in out/state.
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { servedDemo } from './demo-portal.mjs';
import { start } from './start.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await rm('out/state', { recursive: true, force: true });
// The journal belongs to this state, not to the user's configuration folder.
process.env.XDG_CONFIG_HOME = fileURLToPath(new URL('../out/state', import.meta.url));
const [sheet, month] = ['us-mexico-border', '2017-07'];
const state = ['--state', 'out/state', '--key', 'samples/key'];
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
    'out',
    ...state,
    ...process.argv.slice(2),
  ],
  ['stakeholders', 'import', 'samples/stakeholders.csv', ...state],
  ['approve', sheet, month, '--revision', '1', '--by', 'The demo', '--out', 'out', ...state],
  ['distribute', sheet, ...state, '--mail', 'out/mail'],
];
const commands = isServed ? await servedDemo(process.argv.slice(2)) : alone;
for (const command of commands) {
  await start(command);
  if (process.exitCode !== 0) break;
}
