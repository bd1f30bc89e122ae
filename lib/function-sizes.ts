import type { StepName } from '../src/contract/step-effects.ts';

/** The two assets functions are deployed from: only readers of facts carry DuckDB's library of 70 MB. */
export type AssetName = 'facts' | 'pages';

/** How large a function is, and why: measured figures stand in docs/costs.md. */
export interface FunctionSize {
  readonly asset: AssetName;
  /** MB; CPU grows with it, one whole CPU at 1,769 MB. */
  readonly memory: number;
  /** Seconds. */
  readonly timeout: number;
  /** MB of /tmp. */
  readonly disk: number;
  /** Of the memory, what the engine may take; it spills to /tmp beyond. */
  readonly engine: { readonly memory: number; readonly threads: number } | null;
}

const LIGHT: FunctionSize = { asset: 'pages', memory: 512, timeout: 60, disk: 512, engine: null };

/**
 * Sizes by step. Reading and counting are DuckDB's work and scale with memory and CPUs; rendering is one CPU's work in
 * JavaScript, so it gets one whole CPU; the rest waits for DynamoDB.
 */
const SIZES = {
  'ingest-export': { asset: 'facts', memory: 3008, timeout: 300, disk: 10_240, engine: { memory: 1800, threads: 2 } },
  'compute-figures': { asset: 'facts', memory: 3008, timeout: 300, disk: 10_240, engine: { memory: 1800, threads: 2 } },
  'render-report': { asset: 'pages', memory: 1769, timeout: 60, disk: 512, engine: null },
  'record-report': LIGHT,
  'notify-reviewers': LIGHT,
  'start-editions': LIGHT,
  'watch-exports': LIGHT,
} satisfies Partial<Record<StepName, FunctionSize>>;

/** The steps that run as functions of their own. */
export type DeployedStep = keyof typeof SIZES;

export const FUNCTION_SIZES: Readonly<Record<DeployedStep, FunctionSize>> = SIZES;
