// The commands of npm run demo -- --family: the sheet of the border, and one for every state, in both languages. Its definitions are
// the program's, in out/demo/definitions, with one line more: "family" in the sheet.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { servedDemo } from './demo-portal.mjs';

const SHEET = 'us-mexico-border';
const FOLDERS = ['boundaries', 'codes', 'hotlines', 'templates'];
const STATE = ['--state', 'out/demo/state', '--key', 'samples/key'];
const DEFINITIONS = 'out/demo/definitions';

/**
 * Returns the command lines of the demo.
 * @param {string[]} argv further arguments: of `build`, such as `--quiet`; with `--serve`, of `start`
 */
export async function familyDemo(argv) {
  await writeDefinitions();
  const definitions = ['--definitions', DEFINITIONS];
  const others = argv.filter((word) => word !== '--family');
  if (others.includes('--serve')) return servedDemo(others, definitions);
  const places = ['--exports', 'samples/exports', '--sheet', SHEET, '--through', '2017-07', '--out', 'out/demo'];
  return [['build', ...places, ...definitions, ...STATE, ...others]];
}

async function writeDefinitions() {
  for (const folder of FOLDERS) await cp(folder, `${DEFINITIONS}/${folder}`, { recursive: true });
  const place = `${DEFINITIONS}/templates/${SHEET}/sheet.json`;
  const sheet = JSON.parse(await readFile(place, 'utf8'));
  await writeFile(place, JSON.stringify({ ...sheet, family: { by: 'state', members: 'all' } }, null, 2));
}
