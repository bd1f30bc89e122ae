// npm run packages: checks every lockfile against the project's rules (hashes, licences, install scripts), then runs
// `npm audit`. Exits with code 1 if a rule is broken, or if the audit reports a high or critical vulnerability in
// production code. If the registry supports no audit, it says so and passes: then no vulnerability was looked up, and a
// person must run the audit elsewhere (SECURITY.md).
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { auditVerdict } from './audit-verdict.ts';
import { lockfileErrors } from './lockfile-errors.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Folders with a package.json and a lockfile. */
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

const errors: string[] = [];
for (const folder of FOLDERS) {
  const allowed = scriptsOf(await json(join(folder, 'package.json')));
  const found = lockfileErrors(await json(join(folder, 'package-lock.json')), allowed);
  errors.push(...found.map((error) => `${folder}/package-lock.json: ${error}`));
}
for (const error of errors) console.log(error);
console.log(`lockfiles: ${FOLDERS.length} read, ${errors.length} errors`);
const { text, fails } = auditVerdict(await audit());
console.log(`audit: ${text}`);
process.exitCode = errors.length > 0 || fails ? 1 : 0;
