// npm run conformance [-- full | at-length | slow | browser | pdf-ua | data-package | query | aws | files [10000] | disclosure [2000] | families [1000] |
// neighbour | reliability [200] | portal [100] | kills [1000] | orders [1000] | counts [100] | arm64]: checks the program's output and input with
// independent judges, what readers and neighbours can find out, and how the program works under load. Without a part it runs
// what the gate runs, with smaller numbers; `full` runs everything but `arm64`, with the numbers of each part. Both run each
// part in a process of its own, two at a time. Prints every check that fails, and "N passed, N failed" on the last line.
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

/** A part of the checks. */
interface Part {
  /** @param count how much it tries, if that can be set */
  readonly checks: (count?: number) => Promise<readonly Check[]>;
  /** How much it tries in the gate, whose time is limited; by default as much as alone. */
  readonly inGate?: number;
}

/** Each part needs its own tools. A part whose tools are missing fails; it is never skipped. The slow ones come first. */
const PARTS: Readonly<Record<string, Part>> = {
  'at-length': { checks: () => testProjectChecks('at-length') },
  aws: { checks: () => awsChecks() },
  slow: { checks: () => testProjectChecks('slow') },
  files: { checks: fileChecks, inGate: 1200 },
  browser: { checks: () => testProjectChecks('browser') },
  kills: { checks: killChecks, inGate: 100 },
  families: { checks: familyChecks, inGate: 50 },
  orders: { checks: orderChecks, inGate: 80 },
  disclosure: { checks: disclosureChecks, inGate: 1000 },
  counts: { checks: countChecks, inGate: 5 },
  reliability: { checks: reliabilityChecks, inGate: 16 },
  portal: { checks: portalChecks },
  'pdf-ua': { checks: () => pdfUaChecks() },
  'data-package': { checks: () => dataPackageChecks() },
  query: { checks: () => queryChecks() },
  neighbour: { checks: () => neighbourChecks() },
  arm64: { checks: () => arm64Checks() },
};

const FULL = 'full';
const ON_DEMAND = ['arm64'];
/** `npm test` runs these tests too, with fewer cases. */
const NOT_IN_GATE = [...ON_DEMAND, 'at-length'];
/** It looks for what any process leaves on this machine, so nothing else may run meanwhile. */
const ALONE = ['neighbour'];

const isCount = (word: string): boolean => /^[1-9]\d*$/u.test(word);
const asked = process.argv.slice(2).filter((word) => !isCount(word));
const count = process.argv.slice(2).find(isCount);
const unknown = asked.find((name) => name !== FULL && !(name in PARTS));
if (unknown) throw new Error(`no part "${unknown}"; there are ${[FULL, ...Object.keys(PARTS)].join(', ')}`);

if (asked.length === 0) process.exitCode = await runAll(NOT_IN_GATE, (name) => PARTS[name]?.inGate);
else if (asked.includes(FULL)) process.exitCode = await runAll(ON_DEMAND, () => undefined);
else process.exitCode = await runHere(asked);

/** Runs all parts but some, each with the count that `countOf` returns, or as many as alone. */
function runAll(omitted: readonly string[], countOf: (name: string) => number | undefined): Promise<number> {
  const names = Object.keys(PARTS).filter((name) => !omitted.includes(name));
  const toRun = (some: readonly string[]) => some.map((name) => ({ name, count: countOf(name) }));
  return runInProcesses(toRun(names.filter((name) => !ALONE.includes(name))), toRun(ALONE));
}

async function runHere(names: readonly string[]): Promise<number> {
  const checks: Check[] = [];
  for (const name of names) {
    const made = await (PARTS[name] as Part)
      .checks(count === undefined ? undefined : Number(count))
      .catch((error: unknown) => [{ name, problem: reasonOf(error) }]);
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
