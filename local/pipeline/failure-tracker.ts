import type { Reporter } from './reporter.ts';

/**
 * Tracks failures that have had no success since, by subject: a key, `<sheet> <month>`, a sheet, or a part of the loop.
 * While there is a failure, the pipeline is not up to date.
 */
export class FailureTracker {
  readonly #failed = new Set<string>();

  get count(): number {
    return this.#failed.size;
  }

  /** Removes a subject that succeeded or that will be retried from the beginning. */
  succeeded(about: string): void {
    this.#failed.delete(about);
  }

  /** Removes all subjects, because everything will be retried. */
  clear(): void {
    this.#failed.clear();
  }

  /** Returns a reporter that also tracks failures and successes. */
  tracking(reporter: Reporter): Reporter {
    return {
      ...reporter,
      failure: (about, error) => {
        this.#failed.add(about);
        reporter.failure(about, error);
      },
      pages: (pages) => {
        this.succeeded(`${pages.sheet} ${pages.month}`);
        this.succeeded(pages.sheet);
        reporter.pages(pages);
      },
      event: (event, isNews) => {
        if ('key' in event.detail) this.succeeded(event.detail.key);
        reporter.event(event, isNews);
      },
    };
  }
}
