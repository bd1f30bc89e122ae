import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import { Failure } from '../../src/domain/failure.ts';
import type { FailureName } from '../../src/domain/failure-names.ts';
import type { Language } from '../../src/domain/languages.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import type { CompiledSheet } from '../../src/steps/compile-sheet/compiled-sheet.ts';
import { type DrawnPages, type DrawPages, drawPages } from '../../src/steps/render-report/render-report.ts';
import { PROGRAM_FOLDER } from '../program-folder.ts';
import { programFonts } from './local-runtime.ts';

/** A request to a thread. A compiled sheet is sent once to each thread; later requests only name its number. */
export interface DrawRequest {
  readonly id: number;
  readonly number: number;
  readonly compiled: CompiledSheet | null;
  readonly sheet: Sheet;
  readonly edition: PublishedEdition;
  readonly language: Language;
}

/** The pages, or what is wrong with the definitions; null for any other error. */
export type DrawAnswer =
  | { readonly id: number; readonly pages: DrawnPages }
  | { readonly id: number; readonly failure: { readonly name: FailureName; readonly message: string } | null };

/** Threads that draw pages. */
export interface PageWorkers {
  readonly drawPages: DrawPages;
  /** How many sheets to publish at a time, so that every thread has a page to draw while others are stored. */
  readonly atATime: number;
  close(): Promise<void>;
}

/** The most threads: each needs about 200 MB. */
const MOST = 8;

/**
 * Returns threads that draw pages, one per core, which start with the first page. If there is one core, or a thread
 * cannot be started or ends, pages are drawn in this thread.
 */
export function pageWorkers(cores = availableParallelism()): PageWorkers {
  const count = Math.min(MOST, cores);
  const here: DrawPages = (...pages) => drawPages({ fonts: programFonts }, ...pages);
  if (count < 2) return { drawPages: here, atATime: 1, close: async () => undefined };
  const threads: PageThread[] = [];
  const numbers = new Map<object, number>();
  return {
    atATime: 2 * count,
    drawPages: async (compiled, edition, language) => {
      const number = numbers.get(compiled.languages) ?? numbers.size;
      numbers.set(compiled.languages, number);
      if (threads.length < count) threads.push(new PageThread());
      const thread = threads.toSorted((a, b) => a.waiting - b.waiting)[0];
      const drawn = await thread?.draw({ number, compiled, edition, language });
      return drawn ?? here(compiled, edition, language);
    },
    close: async () => void (await Promise.all(threads.map((thread) => thread.close()))),
  };
}

/** One thread. */
class PageThread {
  readonly #worker = new Worker(join(PROGRAM_FOLDER, 'bin', 'page-worker.mjs'));
  readonly #sent = new Set<number>();
  readonly #waiting = new Map<number, (answer: DrawAnswer | null) => void>();
  #next = 0;
  #hasEnded = false;

  constructor() {
    this.#worker.on('message', (answer: DrawAnswer) => this.#settle(answer.id, answer));
    this.#worker.on('error', () => this.#end());
    this.#worker.on('exit', () => this.#end());
    this.#worker.unref();
  }

  /** How many pages it has still to draw. */
  get waiting(): number {
    return this.#hasEnded ? Infinity : this.#waiting.size;
  }

  /**
   * Draws pages.
   * @returns null if the thread could not draw them for another reason than the definitions
   * @throws Failure of the definitions and texts
   */
  async draw(pages: Pick<DrawRequest, 'number' | 'edition' | 'language'> & { readonly compiled: CompiledSheet }) {
    if (this.#hasEnded) return null;
    const { number, compiled, edition, language } = pages;
    const id = this.#next++;
    const isSent = this.#sent.has(number);
    this.#sent.add(number);
    const { sheet } = compiled;
    const request: DrawRequest = { id, number, compiled: isSent ? null : compiled, sheet, edition, language };
    const answer = await new Promise<DrawAnswer | null>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.ref();
      this.#worker.postMessage(request);
    });
    if (answer === null) return null;
    if ('pages' in answer) return answer.pages;
    if (answer.failure) throw new Failure(answer.failure.name, answer.failure.message);
    return null;
  }

  #settle(id: number, answer: DrawAnswer | null): void {
    this.#waiting.get(id)?.(answer);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker.unref();
  }

  #end(): void {
    this.#hasEnded = true;
    for (const id of [...this.#waiting.keys()]) this.#settle(id, null);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
