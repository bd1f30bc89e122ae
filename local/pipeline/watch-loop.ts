import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { Failure } from '../../src/domain/failure.ts';
import { countNoun } from '../../src/domain/format.ts';
import { parseExportKey } from '../../src/domain/object-keys.ts';
import { hotlinesToReadAgain } from './cached-definitions.ts';
import { FailureTracker } from './failure-tracker.ts';
import type { FolderChanges } from './folder-changes.ts';
import { ingestKeys, type PipelineContext, publicationRuntime, publishChanges, withRuntime } from './run-pipeline.ts';
import type { Scheduler } from './scheduler.ts';

/** The delays of a loop, in milliseconds. */
export interface Pace {
  /** Between two polls of the folder. */
  readonly pollMs: number;
  /** Between the last change and publishing: eight tables that arrive together are published once. */
  readonly settleMs: number;
}

/** The maximum time that editions wait while uploads continue to arrive. */
const LONGEST_WAIT_MS = 60_000;

/** The number of attempts for a failing export, as with its queue in AWS. */
const ATTEMPTS = 3;

/** Polls for changes and processes them until the signal of the pipeline aborts. */
export class WatchLoop {
  readonly #pipeline: PipelineContext;
  readonly #changes: FolderChanges;
  readonly #pace: Pace;
  readonly #scheduler: Scheduler;
  readonly #attempts = new Map<string, number>();
  readonly #reportedFailures = new Map<string, string>();
  readonly #failures = new FailureTracker();
  #pendingSince = performance.now();
  #lastIngest = -Infinity;
  #pollTookMs = 0;
  #isSettled = false;

  constructor(pipeline: PipelineContext, changes: FolderChanges, pace: Pace, scheduler: Scheduler) {
    this.#pipeline = { ...pipeline, reporter: this.#failures.tracking(pipeline.reporter) };
    this.#changes = changes;
    this.#pace = pace;
    this.#scheduler = scheduler;
  }

  async run(): Promise<void> {
    const { signal } = this.#pipeline;
    while (!signal.aborted) {
      await this.#reportingFailure('definitions', () => this.#refresh());
      await this.#reportingFailure('exports', () => this.#ingest());
      await this.#reportingFailure('editions', () => this.#publish());
      await this.#reportingFailure('the clock', () => this.#scheduler.tick(new Date()));
      this.#reportSettled();
      // A folder that takes long to poll is polled less often. Only an abort ends this wait early, and the loop checks
      // for it.
      await setTimeout(Math.max(this.#pace.pollMs, 5 * this.#pollTookMs), undefined, { signal }).catch(() => undefined);
    }
  }

  /** Reports a failure without stopping the rest. The same failure is reported once, not at every poll. */
  async #reportingFailure(about: string, work: () => Promise<void>): Promise<void> {
    if (this.#pipeline.signal.aborted) return;
    try {
      await work();
      if (this.#reportedFailures.delete(about)) this.#failures.succeeded(about);
    } catch (error) {
      const text = String(error);
      if (this.#reportedFailures.get(about) !== text) this.#pipeline.reporter.failure(about, error);
      this.#reportedFailures.set(about, text);
    }
  }

  async #refresh(): Promise<void> {
    const { definitions, hashKey, pending } = this.#pipeline;
    const before = await definitions.refresh();
    if (!before) return;
    const hotlines = hotlinesToReadAgain(before.definitions, definitions.current.definitions, hashKey);
    this.#changes.reportAgain(this.#changes.keys.filter((key) => hotlines.has(parseExportKey(key)?.hotline ?? '')));
    pending.markAll();
    this.#failures.clear();
    this.#pendingSince = performance.now();
    this.#isSettled = false;
  }

  async #ingest(): Promise<void> {
    const begun = performance.now();
    const keys = await this.#changes.poll(begun);
    this.#pollTookMs = performance.now() - begun;
    if (!keys)
      throw new Failure(
        'WrongUsage',
        `the folder ${this.#pipeline.exports} is missing or has no uploads, but the state counts some; nothing is withdrawn until it is back; to withdraw all uploads, make the folder <hotline>/<YYYY-MM> of one of them in it`,
      );
    if (keys.length === 0) return;
    this.#failures.succeeded('old problems');
    this.#isSettled = false;
    if (this.#pipeline.pending.isEmpty) this.#pendingSince = performance.now();
    const left = await withRuntime(this.#pipeline, (effects) => ingestKeys(this.#pipeline, effects, keys)).catch(
      (error: unknown) => {
        this.#changes.reportAgain(keys);
        throw error;
      },
    );
    this.#lastIngest = performance.now();
    this.#changes.reportAgain(this.#toTryAgain(keys, new Set(left)));
  }

  #toTryAgain(keys: readonly string[], left: ReadonlySet<string>): string[] {
    return keys.filter((key) => {
      const attempts = left.has(key) ? (this.#attempts.get(key) ?? 0) + 1 : ATTEMPTS;
      if (attempts >= ATTEMPTS) this.#attempts.delete(key);
      else this.#attempts.set(key, attempts);
      return attempts < ATTEMPTS;
    });
  }

  async #publish(): Promise<void> {
    const { pending } = this.#pipeline;
    if (pending.isEmpty || !this.#mayPublish()) return;
    this.#isSettled = false;
    const changes = pending.drain();
    const pipeline = this.#pipeline;
    await withRuntime(pipeline, (effects) =>
      publishChanges(publicationRuntime(pipeline, effects), pipeline.reporter, changes),
    ).catch((error: unknown) => {
      pending.markAll();
      throw error;
    });
  }

  #mayPublish(): boolean {
    const now = performance.now();
    const isQuiet = this.#changes.atRest && now - this.#lastIngest >= this.#pace.settleMs;
    return isQuiet || now - this.#pendingSince >= LONGEST_WAIT_MS;
  }

  #reportSettled(): void {
    if (this.#isSettled || !this.#pipeline.pending.isEmpty || !this.#changes.atRest) return;
    if (this.#pipeline.signal.aborted || this.#attempts.size > 0 || this.#reportedFailures.has('exports')) return;
    this.#isSettled = true;
    const failed = this.#failures.count;
    if (failed === 0) this.#pipeline.reporter.status('up-to-date', 'up to date');
    else this.#pipeline.reporter.status('behind', `not up to date: ${countNoun(failed, 'thing')} failed, see above`);
  }
}
