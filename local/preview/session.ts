import { performance } from 'node:perf_hooks';
import type { DefinitionFiles, FontFiles } from '../../src/domain/effects.ts';
import { LANGUAGES, type Language } from '../../src/domain/languages.ts';
import { renderEdition } from '../../src/steps/render-report/render-report.ts';
import { compiledSheet } from '../pipeline/compiled-sheets.ts';
import type { FiguresSource } from './figures-source.ts';
import { type LoadedSheet, loadSheetNow, sha256 } from './loaded-sheet.ts';
import { asProblem, type PreviewProblem } from './preview-problem.ts';
import { buildVariant, type Variant } from './variants.ts';

/** What an editor sees of one variant in one language: the last good pages, and the current problem. */
export interface View {
  readonly sheet: string;
  readonly variant: Variant;
  readonly language: Language;
  /** Every language shown. */
  readonly languages: readonly Language[];
  /** SHA-256 of the last good PDF, null before the first: equal pages need no drawing. */
  readonly digest: string | null;
  /** What prevents rendering the current definitions; then the pages are older. */
  readonly problem: PreviewProblem | null;
  /** How long it took to detect changes and to render, including figures if they were counted again. */
  readonly milliseconds: number;
}

/** The inputs of a session. */
export interface SessionOptions {
  readonly sheet: string;
  /** The languages shown; by default the sheet's. */
  readonly languages: readonly Language[] | null;
  readonly files: DefinitionFiles;
  readonly fonts: FontFiles;
  readonly figures: FiguresSource;
}

/** Pages and the hash of their inputs. */
interface GoodPages {
  readonly inputs: string;
  readonly digest: string;
  readonly pdf: Uint8Array;
}

/**
 * Tracks the definitions of one sheet as they change, and its pages in every state. A view is rendered on request, one
 * at a time, and cached until the next change; if pages can no longer be rendered, the last good ones stay.
 */
export class PreviewSession {
  readonly #options: SessionOptions;
  readonly #good = new Map<string, GoodPages>();
  #generation = 0;
  #loaded: Promise<LoadedSheet> | null = null;
  #languages: readonly Language[] = LANGUAGES.slice(0, 1);
  #views = new Map<string, Promise<View>>();
  #queue: Promise<unknown> = Promise.resolve();
  #waiting: (() => void)[] = [];

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Counts the changes. */
  get generation(): number {
    return this.#generation;
  }

  /** Notes that a definition changed: every view is out of date. */
  change(): void {
    this.#generation++;
    this.#loaded = null;
    this.#views = new Map();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Resolves when definitions have changed since a generation. */
  changedSince(generation: number): Promise<void> {
    if (this.#generation > generation) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The languages shown: those of the sheet as last loaded, if none were requested. */
  async languages(): Promise<readonly Language[]> {
    if (this.#options.languages) return this.#options.languages;
    const loaded = await this.#load().catch(() => null); // the view of each language shows what is wrong
    if (loaded) this.#languages = loaded.sheet.languages;
    return this.#languages;
  }

  /** Returns the current view. Failures of the definitions are part of it, so it does not reject. */
  view(variant: Variant, language: Language): Promise<View> {
    const key = `${variant} ${language}`;
    const known = this.#views.get(key);
    if (known) return known;
    const view = this.#queue.then(() => this.#viewNow(variant, language));
    this.#queue = view;
    this.#views.set(key, view);
    return view;
  }

  /** Returns the last good pages; null before the first. */
  pdf(variant: Variant, language: Language): Uint8Array | null {
    return this.#good.get(`${variant} ${language}`)?.pdf ?? null;
  }

  async #viewNow(variant: Variant, language: Language): Promise<View> {
    const started = performance.now();
    const problem = await this.#render(variant, language).then(
      () => null,
      (error: unknown) => asProblem(error, this.#options.files),
    );
    return {
      sheet: this.#options.sheet,
      variant,
      language,
      languages: await this.languages(),
      digest: this.#good.get(`${variant} ${language}`)?.digest ?? null,
      problem,
      milliseconds: Math.round(performance.now() - started),
    };
  }

  /** Reads only the language's own wording: an error in another language does not prevent rendering. */
  async #render(variant: Variant, language: Language): Promise<void> {
    const loaded = await this.#load();
    const { sheet, edition } = buildVariant(loaded, variant);
    const inputs = sha256(JSON.stringify([loaded.inputsOf(language), edition]));
    const key = `${variant} ${language}`;
    if (this.#good.get(key)?.inputs === inputs) return;
    const { files, fonts } = this.#options;
    const own = { ...sheet, languages: sheet.languages.filter((item) => item === language) };
    const compiled = await compiledSheet(loaded.definitions, files, own);
    const { pdf } = await renderEdition({ fonts }, compiled, edition, language);
    this.#good.set(key, { inputs, digest: sha256(pdf), pdf });
  }

  #load(): Promise<LoadedSheet> {
    const { files, figures, sheet } = this.#options;
    this.#loaded ??= loadSheetNow(files, figures, sheet);
    return this.#loaded;
  }
}
