// npm run packages: every lockfile held to the project's rules (hashes, licences, install scripts), then `npm audit`. Exits
// with 1 when a rule is broken, or the audit knows of a high or critical vulnerability in what runs in production. Where the
// registry answers no audit it says so and passes: then nobody has looked, and somebody must elsewhere (SECURITY.md).
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { auditVerdict } from './audit-verdict.ts';
import { lockfileFaults } from './lockfile-faults.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Where there is a package.json with a lockfile. */
const FOLDERS = ['.', 'bench', 'fonts', 'conformance/node', 'conformance/runtime'];

const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(ROOT, path), 'utf8'));

const scriptsOf = (manifest: unknown): string[] => {
  const allowed = manifest && typeof manifest === 'object' && 'allowScripts' in manifest ? manifest.allowScripts : null;
  return allowed && typeof allowed === 'object' ? Object.keys(allowed) : [];
};

async function audit(): Promise<string> {
  const options = ['audit', '--omit', 'dev', '--json', '--package-lock-only'];
  const answer = await run('npm', options, { cwd: ROOT, maxBuffer: 1 << 26 }).catch((failed: unknown) => failed);
  const said = answer && typeof answer === 'object' && 'stdout' in answer ? String(answer.stdout) : '';
  return said;
}

const faults: string[] = [];
for (const folder of FOLDERS) {
  const allowed = scriptsOf(await json(join(folder, 'package.json')));
  const found = lockfileFaults(await json(join(folder, 'package-lock.json')), allowed);
  faults.push(...found.map((fault) => `${folder}/package-lock.json: ${fault}`));
}
for (const fault of faults) console.log(fault);
console.log(`lockfiles: ${FOLDERS.length} read, ${faults.length} faults`);
const { text, fails } = auditVerdict(await audit());
console.log(`audit: ${text}`);
process.exitCode = faults.length > 0 || fails ? 1 : 0;
