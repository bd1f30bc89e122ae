// npm pack: writes the package.json of the package before packing (`write`), and restores the checkout's afterwards
// (`restore`). A package has the command `factsheets`; a checkout must not declare it: npx would then copy the checkout
// into its cache on every call, whereas the link in node_modules/.bin (the dev dependency `factsheets`) runs it
// directly.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MANIFEST = fileURLToPath(new URL('../package.json', import.meta.url));
const KEPT = `${MANIFEST}.checkout`;

/** Restores the checkout's package.json, even after an interrupted pack. */
function restore() {
  if (existsSync(KEPT)) renameSync(KEPT, MANIFEST);
}

function write() {
  restore();
  const text = readFileSync(MANIFEST, 'utf8');
  const { scripts: _scripts, devDependencies: _tools, allowScripts: _allowed, ...manifest } = JSON.parse(text);
  writeFileSync(KEPT, text);
  writeFileSync(MANIFEST, `${JSON.stringify({ ...manifest, bin: { factsheets: 'bin/factsheets.mjs' } }, null, 2)}\n`);
}

if (process.argv[2] === 'write') write();
else restore();
