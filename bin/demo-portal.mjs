// The commands of npm run demo -- --serve. March is approved and sent; July waits for a decision. Uploads go to a copy
// of the samples in out/exports. Its ids are hashed with a separate key, because the samples' key is public.
import { cp, rm } from 'node:fs/promises';

const SHEET = 'us-mexico-border';
const APPROVED = '2017-03';
const PLACES = ['--exports', 'out/exports', '--state', 'out/state', '--out', 'out'];
const STATE = ['--state', 'out/state'];

/**
 * Returns the command lines of the demo.
 * @param {string[]} argv further arguments of `start`: `--port 9000`
 */
export async function servedDemo(argv) {
  await rm('out/exports', { recursive: true, force: true });
  await cp('samples/exports', 'out/exports', { recursive: true });
  const build = (month) => ['build', '--sheet', SHEET, '--through', month, '--quiet', ...PLACES];
  return [
    build(APPROVED),
    ['stakeholders', 'import', 'samples/stakeholders.csv', ...STATE],
    ['approve', SHEET, APPROVED, '--revision', '1', '--by', 'The demo', '--out', 'out', ...STATE],
    ['distribute', SHEET, ...STATE, '--mail', 'out/mail'],
    ['start', ...PLACES, ...argv.filter((word) => word !== '--serve')],
  ];
}
