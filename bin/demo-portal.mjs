// The commands of npm run demo -- --serve. March is approved and sent, July waits for a decision. Uploads go to a copy of the samples
// in out/demo/exports; its ids are hashed with a key of its own, for the samples' key is public.
import { cp } from 'node:fs/promises';

const SHEET = 'us-mexico-border';
const APPROVED = '2017-03';
const PLACES = ['--exports', 'out/demo/exports', '--state', 'out/demo/state', '--out', 'out/demo'];
const STATE = ['--state', 'out/demo/state'];

/**
 * Returns the command lines of the demo.
 * @param {string[]} argv further arguments of `start`: `--port 9000`
 * @param {string[]} definitions where `build` and `start` find the definitions: `--definitions DIR`; empty for the program's
 */
export async function servedDemo(argv, definitions = []) {
  await cp('samples/exports', 'out/demo/exports', { recursive: true });
  const build = (month) => ['build', '--sheet', SHEET, '--through', month, '--quiet', ...PLACES, ...definitions];
  return [
    build(APPROVED),
    ['stakeholders', 'import', 'samples/stakeholders.csv', ...STATE],
    ['approve', SHEET, APPROVED, '--revision', '1', '--by', 'The demo', '--out', 'out/demo', ...STATE],
    ['distribute', SHEET, ...STATE, '--mail', 'out/demo/mail'],
    ['start', ...PLACES, ...definitions, ...argv.filter((word) => word !== '--serve')],
  ];
}
