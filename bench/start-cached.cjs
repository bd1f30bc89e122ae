// Starts a bundle from V8's cached code: `node start-cached.cjs BUNDLE ...`. The first run writes `BUNDLE.code` at its
// end, when everything that a page needs has been compiled; later runs start from it. V8 rejects code of another
// version.
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
