import type { Telling } from './telling.ts';

/**
 * What failed and has not succeeded since, by what it was about: a key, `<sheet> <month>`, a sheet, or a part of the loop. While there
 * is any, nothing is up to date.
 */
export class Failing {
  readonly #about = new Set<string>();

  get count(): number {
    return this.#about.size;
  }

  /** It succeeded, or will be tried again from the beginning. */
  succeeded(about: string): void {
    this.#about.delete(about);
  }

  /** Everything will be tried again. */
  clear(): void {
    this.#about.clear();
  }

  /** The telling that notes what fails and what succeeds. */
  noting(telling: Telling): Telling {
    return {
      ...telling,
      failure: (about, error) => {
        this.#about.add(about);
        telling.failure(about, error);
      },
      pages: (pages) => {
        this.succeeded(`${pages.sheet} ${pages.month}`);
        this.succeeded(pages.sheet);
        telling.pages(pages);
      },
      event: (event, isNews) => {
        if ('key' in event.detail) this.succeeded(event.detail.key);
        telling.event(event, isNews);
      },
    };
  }
}
