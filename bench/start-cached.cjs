// Starts a bundle from the code V8 kept of it: `node start-cached.cjs BUNDLE ...`. The first run makes `BUNDLE.code` at its
// end, when all that a page needs has been compiled; later ones begin with it. V8 refuses code of another version of itself.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');
const { Script } = require('node:vm');

const [bundle] = process.argv.splice(2, 1);
const kept = `${bundle}.code`;
const cachedData = existsSync(kept) ? readFileSync(kept) : undefined;
const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(bundle, 'utf8')}\n})`;
const script = new Script(source, { filename: bundle, cachedData });
if (cachedData === undefined || script.cachedDataRejected)
  process.on('exit', () => writeFileSync(kept, script.createCachedData()));
const module_ = { exports: {} };
script.runInThisContext()(module_.exports, require, module_, bundle, dirname(bundle));
