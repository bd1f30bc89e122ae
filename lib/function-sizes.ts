import type { FunctionName } from '../src/domain/function-steps.ts';

/**
 * The two assets from which functions are deployed. Only functions that read facts include DuckDB's library of 70 MB.
 */
export type AssetName = 'facts' | 'pages';

/** The size of a function. The measurements are in docs/costs.md. */
export interface FunctionSize {
  readonly asset: AssetName;
  /** Megabytes. CPU grows with memory: one full CPU at 1,769 MB. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  /** Megabytes of /tmp. */
  readonly disk: number;
  /** The share of the memory that the engine may use, in MB; beyond it, the engine spills to /tmp. */
  readonly engine: { readonly memory: number; readonly threads: number } | null;
}

const LIGHT = { asset: 'pages', memory: 512, timeout: 60, disk: 512, engine: null } as const;

const PORTAL = { ...LIGHT, memory: 1024, timeout: 29 };

/**
 * Sizes by step, from measurements (docs/costs.md). Reading a million rows took 5 s of CPU and 0.6 GB; counting three
 * and a half million took 16 s and 1.6 GB. DuckDB writes what exceeds its memory limit to /tmp. Rendering uses one
 * thread, so it gets one full CPU. The other steps wait for DynamoDB and need 0.1 GB.
 *
 * Functions behind a queue have short timeouts, because a failed message is hidden for six times the timeout before it
 * is retried. The state machine calls the counting function, which may take as long as Lambda allows.
 */
const SIZES = {
  'ingest-export': { asset: 'facts', memory: 3008, timeout: 300, disk: 10_240, engine: { memory: 1800, threads: 2 } },
  'compute-figures': { asset: 'facts', memory: 3008, timeout: 900, disk: 10_240, engine: { memory: 1800, threads: 2 } },
  'render-report': { asset: 'pages', memory: 1769, timeout: 60, disk: 512, engine: null },
  // A batch of eight sheets in two languages, with their draft copies.
  'render-sheets': { asset: 'pages', memory: 1769, timeout: 120, disk: 512, engine: null },
  'record-report': LIGHT,
  'notify-reviewers': LIGHT,
  'start-editions': LIGHT,
  'watch-exports': LIGHT,
  // Once a day it writes the lists of every month.
  'list-active-facts': { ...LIGHT, timeout: 300 },
  'run-canary': LIGHT,
  // One call for each retired object and item, after a listing of all.
  retire: { ...LIGHT, timeout: 900 },
  // One message per stakeholder, at the rate SES allows: the timeout is Lambda's maximum.
  distribute: { ...LIGHT, memory: 1024, timeout: 900 },
  'record-feedback': LIGHT,
  'answer-link': { ...LIGHT, timeout: 30 },
  // The joint attack on a family of 89 sheets takes 6 s of CPU and 0.3 GB; then it writes 89 decisions and their files.
  'decide-revision': { ...LIGHT, memory: 1769, timeout: 300 },
  // API Gateway waits for 30 seconds; twice the memory halves a cold start, for which a person waits.
  'portal-view': PORTAL,
  'portal-exports': PORTAL,
  'portal-problems': PORTAL,
  'portal-review': { ...PORTAL, memory: 1769 },
  'portal-stakeholders': PORTAL,
  'portal-tokens': PORTAL,
  'portal-mail': PORTAL,
  // it reads every approved file of the public sheets and writes what changed
  'publish-public': { ...LIGHT, memory: 1024, timeout: 120 },
  'check-upload': { asset: 'facts', memory: 3008, timeout: 300, disk: 10_240, engine: { memory: 1800, threads: 2 } },
} satisfies Partial<Record<FunctionName, FunctionSize>>;

/** The functions: of one step each, or of a part of the portal. */
export type DeployedStep = keyof typeof SIZES;

export const FUNCTION_SIZES: Readonly<Record<DeployedStep, FunctionSize>> = SIZES;
