import type { Language } from '../contract/languages.ts';
import type { PublishedEdition } from '../domain/edition.ts';
import { Failure } from '../domain/failure.ts';
import type { CellLabels, Dimension, PrintedFigure } from '../domain/figure.ts';
import type { PageNode, SvgNode } from './nodes.ts';
import { type Line, type Prose, plain } from './prose.ts';
import type { Typesetter } from './typeset.ts';
import type { Wording } from './wording.ts';

/** What a part draws: its nodes in reading order and where it ends, so that parts are kept from running into each other. */
export interface DrawnPart {
  readonly nodes: readonly PageNode[];
  readonly bottom: number;
}

/** A chart as drawn by the charts stage: SVG at its final size in points, and the figure told in words. */
export interface DrawnChart {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly text: string;
}

/** What a part may draw from: one edition in one language, its filled wording, and its place in the page sequence. */
export class PageContext {
  readonly edition: PublishedEdition;
  readonly language: Language;
  readonly wording: Wording;
  readonly set: Typesetter;
  readonly #source: ContextSource;

  constructor(source: ContextSource) {
    this.edition = source.edition;
    this.language = source.language;
    this.wording = source.wording;
    this.set = source.set;
    this.#source = source;
  }

  /** A word of the sheet; wording is checked when read, so an absent one is a part that did not ask for it. */
  word(key: string): Line {
    const line = this.wording.words[key];
    if (!line) throw new Failure('DefinitionInvalid', `${this.wording.file}, section "words": needs "- ${key}: ...".`);
    return line;
  }

  /** A word without its links and bold. */
  text(key: string): string {
    return plain(this.word(key));
  }

  /** A section of prose. */
  prose(key: string): Prose {
    const prose = this.wording.prose[key];
    if (!prose) throw new Failure('DefinitionInvalid', `${this.wording.file}: needs a section "## ${key}".`);
    return prose;
  }

  /** A figure of the edition. */
  figure(id: string): PrintedFigure {
    const figure = this.edition.figures.find((candidate) => candidate.id === id);
    if (figure) return figure;
    const allowed = this.edition.figures.map((candidate) => candidate.id).join(', ');
    throw new Failure('FigureUnknown', `The page of sheet ${this.edition.sheet} shows "${id}"; it has ${allowed}.`);
  }

  /** The label of a figure's cell; a code without a label prints itself. */
  label(figure: PrintedFigure, key: string): string {
    const labels = figure.by === undefined ? undefined : this.#source.labels[figure.by];
    return labels?.[key]?.[this.language] ?? key;
  }

  /** The country of a state, where a sheet has states of several. */
  countryOf(state: string): string {
    return this.#source.stateCountries[state] ?? '';
  }

  /** A chart by name. Fails with DefinitionInvalid when the charts stage drew none of that name or no size is in it. */
  chart(name: string): DrawnChart {
    const svg = this.#source.charts[name];
    if (svg === undefined) {
      const allowed = Object.keys(this.#source.charts).join(', ');
      throw new Failure(
        'DefinitionInvalid',
        `The page of sheet ${this.edition.sheet} shows the chart "${name}"; drawn are ${allowed}.`,
      );
    }
    return { svg, ...sizeOf(svg, name), text: this.#source.chartTexts[name] ?? '' };
  }
}

/** What a context is made of. */
export interface ContextSource {
  readonly edition: PublishedEdition;
  readonly language: Language;
  readonly wording: Wording;
  readonly set: Typesetter;
  readonly labels: Readonly<Partial<Record<Dimension, CellLabels>>>;
  readonly stateCountries: Readonly<Record<string, string>>;
  readonly charts: Readonly<Record<string, string>>;
  readonly chartTexts: Readonly<Record<string, string>>;
}

/** A chart placed with its upper left corner at a point. */
export const placeChart = (chart: DrawnChart, x: number, y: number): SvgNode => ({
  svg: chart.svg,
  width: chart.width,
  height: chart.height,
  absolutePosition: { x, y },
});

function sizeOf(svg: string, name: string): { width: number; height: number } {
  const root = /<svg\b[^>]*>/u.exec(svg)?.[0] ?? '';
  const side = (attribute: string): number => Number(new RegExp(`\\b${attribute}="([\\d.]+)`, 'u').exec(root)?.[1]);
  const size = { width: side('width'), height: side('height') };
  if (size.width > 0 && size.height > 0) return size;
  throw new Failure('DefinitionInvalid', `The chart "${name}" has no width and height in points.`);
}
