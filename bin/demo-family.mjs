// The commands of npm run demo -- --family: the sheet of the border, and one for every state, in both languages. Its definitions are
// the program's, in out/demo/definitions, with one line more: "family" in the sheet.
import { cp, readFile, writeFile } from 'node:fs/promises';

const SHEET = 'us-mexico-border';
const FOLDERS = ['boundaries', 'codes', 'hotlines', 'templates'];
const STATE = ['--state', 'out/demo/state', '--key', 'samples/key'];

/**
 * Returns the command lines of the demo.
 * @param {string[]} argv further arguments of `build`: `--quiet`
 */
export async function familyDemo(argv) {
  const definitions = 'out/demo/definitions';
  for (const folder of FOLDERS) await cp(folder, `${definitions}/${folder}`, { recursive: true });
  const place = `${definitions}/templates/${SHEET}/sheet.json`;
  const sheet = JSON.parse(await readFile(place, 'utf8'));
  await writeFile(place, JSON.stringify({ ...sheet, family: { by: 'state', members: 'all' } }, null, 2));
  const places = ['--exports', 'samples/exports', '--sheet', SHEET, '--through', '2017-07', '--out', 'out/demo'];
  const others = argv.filter((word) => word !== '--family');
  return [['build', ...places, '--definitions', definitions, ...STATE, ...others]];
}
