import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DeployedStep, FUNCTION_SIZES } from '../../lib/function-sizes.ts';
import { type ListedSheet, SHEETS_PER_BATCH } from '../../src/domain/family-list.ts';
import { type Answer, type Invoke, type Stores, withFunctions } from './bundled-functions.ts';
import { SHEET } from './family-definitions.ts';
import { ServiceWaits } from './service-waits.ts';

const SAMPLES = fileURLToPath(new URL('../../samples/exports', import.meta.url));
const EDITION = { sheet: SHEET, month: '2017-07' };

/** Milliseconds until S3 or DynamoDB answers. */
const ANSWER_MS = 30;
/** Seconds in which Lambda starts a process, before the code is loaded. */
const START_SECONDS = 0.7;
/** Megabytes with which a function has a full CPU. */
const FULL_CPU_MB = 1769;

/** What all calls of a function took together. */
export interface FamilyCost {
  readonly calls: number;
  /** Processor seconds of the dearest call, with loading. */
  readonly cpuSeconds: number;
  /** Seconds in which the dearest call waited for S3 or DynamoDB. */
  readonly waitedSeconds: number;
  /** The peak memory of any call. */
  readonly peakMb: number;
  /** Of all calls, to S3, DynamoDB and other services. */
  readonly requests: number;
  /** Of all calls, billed. */
  readonly gbSeconds: number;
}

interface Call extends Answer {
  readonly step: DeployedStep;
  readonly waitedMs: number;
  readonly requests: number;
}

/**
 * Publishes the family of the samples and approves it, with the bundled functions in the order of the state machine: the
 * figures of all sheets, the pages in batches, the notice to reviewers, the decision. Each call is a cold start.
 * @param taskRoot what a deployed function has beside its code (`deploy`)
 * @returns the cost of each function
 */
export async function familyPublication(taskRoot: string): Promise<Record<string, FamilyCost>> {
  const waits = new ServiceWaits();
  const calls: Call[] = [];
  await withFunctions({ taskRoot, waits }, async (invoke, stores) => {
    await ingestSamples(invoke, stores);
    waits.begin(ANSWER_MS);
    await publish(stores, async (step, event) => {
      const answer = await invoke(step, event);
      calls.push({ ...answer, step, ...waits.take() });
      return answer;
    });
  });
  const steps = [...new Set(calls.map(({ step }) => step))];
  return Object.fromEntries(steps.map((step) => [step, costOf(calls.filter((call) => call.step === step))]));
}

/** Ingests all exports of the samples: they are no part of the measurement, so one call reads those of a hotline. */
async function ingestSamples(invoke: Invoke, { folder }: Stores): Promise<void> {
  const exports = join(folder, 'exports-bucket', 'exports');
  cpSync(SAMPLES, exports, { recursive: true });
  for (const hotline of readdirSync(exports)) {
    const files = readdirSync(join(exports, hotline), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => `exports${join(parentPath, name).slice(exports.length)}`.split(sep).join('/'));
    const Records = files.map((key, index) => ({
      messageId: String(index),
      body: JSON.stringify({ detail: { object: { key } } }),
    }));
    await invoke('ingest-export', { Records });
  }
}

type MeasuredInvoke = (step: DeployedStep, event: object) => Promise<Answer>;

async function publish({ folder }: Stores, invoke: MeasuredInvoke): Promise<void> {
  const { result } = await invoke('compute-figures', { ...EDITION, isNewest: true, state: 'measured' });
  const { list, revision } = result;
  const sheets: ListedSheet[] = JSON.parse(readFileSync(join(folder, 'reports-bucket', String(list)), 'utf8'));
  for (let at = 0; at < sheets.length; at += SHEETS_PER_BATCH)
    await invoke('render-sheets', { Items: sheets.slice(at, at + SHEETS_PER_BATCH) });
  await invoke('notify-reviewers', { ...EDITION, revision, list });
  const { state } = await review(invoke, { ask: 'family', ...EDITION });
  const verdict = { verdict: 'approved', by: 'Ana Reyes', reason: 'measured', opened: ['en', 'es'] };
  await review(invoke, { ask: 'decide-family', ...EDITION, state, except: [], ...verdict });
}

async function review(invoke: MeasuredInvoke, asked: object): Promise<Record<string, unknown>> {
  const { result } = await invoke('decide-revision', {
    body: JSON.stringify(asked),
    isBase64Encoded: false,
    requestContext: { authorizer: { iam: { userArn: 'arn:aws:iam::111122223333:user/ana' } } },
  });
  if (result.statusCode !== 200) throw new Error(`decide-revision answered ${result.body}`);
  return JSON.parse(String(result.body));
}

function costOf(calls: readonly Call[]): FamilyCost {
  const most = (value: (call: Call) => number): number => Math.max(...calls.map(value));
  const sum = (value: (call: Call) => number): number => calls.reduce((total, call) => total + value(call), 0);
  return {
    calls: calls.length,
    cpuSeconds: most(cpuSeconds),
    waitedSeconds: most(({ waitedMs }) => waitedMs / 1000),
    peakMb: most(({ peakMb }) => peakMb),
    requests: sum(({ requests }) => requests),
    gbSeconds: sum(gbSeconds),
  };
}

const cpuSeconds = ({ initCpuMs, cpuMs }: Call): number => (initCpuMs + cpuMs) / 1000;

/** At most: what a function computes while it waits, or on a second CPU, is billed once. */
function gbSeconds(call: Call): number {
  const { memory } = FUNCTION_SIZES[call.step];
  const computed = cpuSeconds(call) / Math.min(1, memory / FULL_CPU_MB);
  return (memory / 1024) * (START_SECONDS + computed + call.waitedMs / 1000);
}
