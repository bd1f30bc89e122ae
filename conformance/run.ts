// npm run conformance [-- at-length | browser | pdf-ua | data-package | query | aws | files | disclosure [2000] | families [1000] | neighbour | reliability [200] | portal [100] | kills [1000] |
// orders [1000] | counts [100] | arm64]: checks the program's output and input with independent judges, what readers and neighbours can find out, and
// how the program works under load. Without a part it runs all of them, each in a process of its own and two at a time.
// Prints every check that fails, and "N passed, N failed" on the last line. `arm64` takes minutes and runs only on
// request.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arm64Checks } from './arm64.ts';
import { awsChecks } from './aws.ts';
import type { Check } from './check.ts';
import { countChecks } from './counts.ts';
import { dataPackageChecks } from './data-package.ts';
import { disclosureChecks } from './disclosure.ts';
import { familyChecks } from './families.ts';
import { fileChecks } from './files.ts';
import { killChecks } from './kills.ts';
import { neighbourChecks } from './neighbour.ts';
import { orderChecks } from './orders.ts';
import { pdfUaChecks } from './pdf-ua.ts';
import { portalChecks } from './portal.ts';
import { queryChecks } from './query.ts';
import { reliabilityChecks } from './reliability.ts';
import { runInProcesses } from './run-in-processes.ts';
import { testProjectChecks } from './test-projects.ts';

// The SDK's warning about Node 20 would appear between the checks.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
// Journals of states are in the user's configuration folder, and checks must leave nothing there.
process.env.XDG_CONFIG_HOME = join(tmpdir(), `factsheets-conformance-${process.pid}`);
process.once('exit', () => rmSync(process.env.XDG_CONFIG_HOME ?? '', { recursive: true, force: true }));

/** Each part needs its own tools. A part whose tools are missing fails; it is never skipped. The slow ones come first. */
const PARTS: Readonly<Record<string, (count?: number) => Promise<readonly Check[]>>> = {
  aws: () => awsChecks(),
  'at-length': () => testProjectChecks('at-length'),
  browser: () => testProjectChecks('browser'),
  files: () => fileChecks(),
  disclosure: disclosureChecks,
  families: familyChecks,
  kills: killChecks,
  orders: orderChecks,
  counts: countChecks,
  reliability: reliabilityChecks,
  portal: portalChecks,
  'pdf-ua': () => pdfUaChecks(),
  'data-package': () => dataPackageChecks(),
  query: () => queryChecks(),
  neighbour: () => neighbourChecks(),
  arm64: () => arm64Checks(),
};

const ON_DEMAND = ['arm64'];
/** It looks for what any process leaves on this machine, so nothing else may run meanwhile. */
const ALONE = ['neighbour'];

const isCount = (word: string): boolean => /^[1-9]\d*$/u.test(word);
const asked = process.argv.slice(2).filter((word) => !isCount(word));
const count = process.argv.slice(2).find(isCount);
const unknown = asked.find((name) => !(name in PARTS));
if (unknown) throw new Error(`no part "${unknown}"; there are ${Object.keys(PARTS).join(', ')}`);

if (asked.length === 0) {
  const together = Object.keys(PARTS).filter((name) => !ON_DEMAND.includes(name) && !ALONE.includes(name));
  process.exitCode = await runInProcesses(together, ALONE);
} else process.exitCode = await runHere(asked);

async function runHere(names: readonly string[]): Promise<number> {
  const checks: Check[] = [];
  for (const name of names) {
    const part = PARTS[name] ?? (async () => []);
    const made = await part(count === undefined ? undefined : Number(count)).catch((error: unknown) => [
      { name, problem: reasonOf(error) },
    ]);
    for (const check of made) console.log(`${check.problem === null ? 'ok' : 'FAILED'} ${name}: ${check.name}`);
    checks.push(...made);
  }
  const failed = checks.filter(({ problem }) => problem !== null);
  for (const { name, problem } of failed) console.log(`\n${name}\n${problem}`);
  console.log(`${checks.length - failed.length} passed, ${failed.length} failed`);
  return failed.length > 0 || checks.length === 0 ? 1 : 0;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
