import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('run.ts', import.meta.url));
const TYPESCRIPT = new URL('../scripts/typescript.mjs', import.meta.url).href;
const AT_ONCE = 2;

/** A part to run, and how much it tries: by default as much as when it is run alone. */
export interface PartToRun {
  readonly name: string;
  readonly count?: number | undefined;
}

/** The result of one part. */
interface Ended {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Runs parts of the conformance checks as processes: some two at a time, then the others one by one. Prints the output
 * of each part when it has ended, and the total on the last line.
 * @param together parts that may run at the same time
 * @param alone parts during which nothing else may run
 * @returns the exit code: 1 if a check failed or a part ended without a result
 */
export async function runInProcesses(together: readonly PartToRun[], alone: readonly PartToRun[]): Promise<number> {
  const waiting = [...together];
  const ended: Ended[] = [];
  const runWaiting = async (): Promise<void> => {
    for (let part = waiting.shift(); part; part = waiting.shift()) ended.push(await runPart(part));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runWaiting));
  for (const part of alone) ended.push(await runPart(part));
  const passed = ended.reduce((sum, part) => sum + part.passed, 0);
  const failed = ended.reduce((sum, part) => sum + part.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}

async function runPart({ name, count }: PartToRun): Promise<Ended> {
  const begun = performance.now();
  const counts = count === undefined ? [] : [String(count)];
  const child = spawn(process.execPath, ['--import', TYPESCRIPT, SCRIPT, name, ...counts], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const lines = output.trimEnd().split('\n');
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/u.exec(lines.at(-1) ?? '') ?? [];
  console.log(`${lines.join('\n')}\n-- ${name} took ${Math.round((performance.now() - begun) / 1000)} s\n`);
  const result = { passed: Number(passed ?? 0), failed: Number(failed ?? 0) };
  if (passed !== undefined && (code === 0) === (result.failed === 0)) return result;
  console.log(`FAILED ${name}: the process ended with ${code} and without a result\n`);
  return { ...result, failed: result.failed + 1 };
}
