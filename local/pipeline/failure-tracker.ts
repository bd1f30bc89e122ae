import type { Reporter } from './reporter.ts';

/**
 * Tracks what failed and has not succeeded since, by subject: a key, `<sheet> <month>`, a sheet, or a part of the loop. While there is
 * any, the pipeline is not up to date.
 */
export class FailureTracker {
  readonly #failed = new Set<string>();

  get count(): number {
    return this.#failed.size;
  }

  /** Forgets a subject that succeeded, or will be tried again from the beginning. */
  succeeded(about: string): void {
    this.#failed.delete(about);
  }

  /** Forgets everything, because everything will be tried again. */
  clear(): void {
    this.#failed.clear();
  }

  /** A reporter that also tracks what fails and what succeeds. */
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
