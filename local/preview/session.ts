import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Language } from '../../src/contract/languages.ts';
import type { DefinitionFiles, FontFiles } from '../../src/domain/effects.ts';
import { type Definitions, loadDefinitions, loadSheet } from '../../src/steps/load-definitions.ts';
import { renderEdition } from '../../src/steps/render-report.ts';
import type { FiguresSource } from './figures-source.ts';
import { asProblem, type PreviewProblem } from './preview-problem.ts';
import { type Sample, type Variant, variantOf } from './variants.ts';

/** The pages of one language as last rendered well. */
export interface Page {
  readonly language: Language;
  /** SHA-256 of the PDF: equal pages need no drawing. */
  readonly digest: string;
  /** An older state of the definitions: the newest could not be rendered. */
  readonly stale: boolean;
}

/** What an editor sees of one variant: the last good pages, and what is wrong now. */
export interface View {
  readonly sheet: string;
  readonly variant: Variant;
  readonly pages: readonly Page[];
  readonly problems: readonly PreviewProblem[];
  /** How long rendering took, figures included where they were counted anew. */
  readonly milliseconds: number;
}

/** What a session renders from. */
export interface SessionOptions {
  readonly sheet: string;
  /** The languages shown; by default the sheet's. */
  readonly languages: readonly Language[] | null;
  readonly files: DefinitionFiles;
  readonly fonts: FontFiles;
  readonly figures: FiguresSource;
}

interface Loaded extends Sample {
  readonly definitions: Definitions;
}

interface Rendered {
  readonly digest: string;
  readonly pdf: Uint8Array;
}

/**
 * The definitions of one sheet as they change, and its pages in every state. A view is rendered when it is asked for, one
 * at a time, and kept until the next change; pages that cannot be rendered any more stay as they were.
 */
export class PreviewSession {
  readonly #options: SessionOptions;
  readonly #good = new Map<string, Rendered>();
  #generation = 0;
  #loaded: Promise<Loaded> | null = null;
  #views = new Map<Variant, Promise<View>>();
  #queue: Promise<unknown> = Promise.resolve();
  #waiting: (() => void)[] = [];

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Counts the changes seen. */
  get generation(): number {
    return this.#generation;
  }

  /** Tells that a definition changed: every view is out of date. */
  change(): void {
    this.#generation++;
    this.#loaded = null;
    this.#views = new Map();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Resolves when definitions changed after a generation. */
  changedSince(generation: number): Promise<void> {
    if (this.#generation > generation) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The present view of a variant. Failures of the definitions are part of it, so it never rejects. */
  view(variant: Variant): Promise<View> {
    const known = this.#views.get(variant);
    if (known) return known;
    const view = this.#queue.then(() => this.#render(variant));
    this.#queue = view;
    this.#views.set(variant, view);
    return view;
  }

  /** The last good pages; null before there were any. */
  pdf(variant: Variant, language: Language): Uint8Array | null {
    return this.#good.get(`${variant} ${language}`)?.pdf ?? null;
  }

  async #render(variant: Variant): Promise<View> {
    const started = performance.now();
    const problems = new Map<string, PreviewProblem>();
    const fresh = new Set<Language>();
    const note = async (error: unknown): Promise<void> => {
      const problem = await asProblem(error, this.#options.files);
      problems.set(problem.message, problem);
    };
    const loaded = await this.#load().catch(note);
    if (loaded) {
      const sample = { ...loaded, ...variantOf(loaded, variant) };
      for (const language of this.#options.languages ?? sample.sheet.languages) {
        const rendered = await this.#renderOne(sample, language).catch(note);
        if (!rendered) continue;
        fresh.add(language);
        this.#good.set(`${variant} ${language}`, rendered);
      }
    }
    const milliseconds = Math.round(performance.now() - started);
    const { sheet } = this.#options;
    return { sheet, variant, pages: this.#pagesOf(variant, fresh), problems: [...problems.values()], milliseconds };
  }

  #load(): Promise<Loaded> {
    this.#loaded ??= load(this.#options);
    return this.#loaded;
  }

  async #renderOne({ definitions, sheet, edition }: Loaded, language: Language): Promise<Rendered> {
    const { files, fonts } = this.#options;
    const effects = { definitions: files, fonts, codes: definitions.codes };
    const { pdf } = await renderEdition(effects, definitions, sheet, edition, language);
    return { pdf, digest: createHash('sha256').update(pdf).digest('hex') };
  }

  #pagesOf(variant: Variant, fresh: ReadonlySet<Language>): Page[] {
    return [...this.#good].flatMap(([key, { digest }]) => {
      const [of, language] = key.split(' ');
      if (of !== variant || (language !== 'en' && language !== 'es')) return [];
      return [{ language, digest, stale: !fresh.has(language) }];
    });
  }
}

async function load({ files, figures, sheet: id }: SessionOptions): Promise<Loaded> {
  const definitions = await loadDefinitions(files);
  const sheet = await loadSheet(files, definitions, id);
  return { definitions, sheet, edition: await figures.editionOf(definitions, sheet) };
}
