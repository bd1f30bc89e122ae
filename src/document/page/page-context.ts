import type { Wording } from '../../definitions/wording.ts';
import type { PublishedEdition } from '../../domain/edition.ts';
import { Failure } from '../../domain/failure.ts';
import type { CellLabels, CountClass, Dimension, PrintedFigure, PrintedNumber } from '../../domain/figure.ts';
import { formatCount, formatNumber } from '../../domain/format.ts';
import type { Language } from '../../domain/languages.ts';
import { type Line, type Prose, plain } from '../../domain/prose.ts';
import type { FigureDefinition } from '../../domain/sheet.ts';
import type { PageNode, SvgNode } from './nodes.ts';
import { fillText } from './placeholders.ts';
import type { Typesetter } from './typeset.ts';

/** What a part draws, and where it ends, so that no part runs into the next. */
export interface DrawnPart {
  /** In reading order. */
  readonly nodes: readonly PageNode[];
  /** Bands and panels: decoration that lies under everything else of the page. */
  readonly under?: readonly PageNode[];
  readonly bottom: number;
}

/** A chart as drawn by the charts stage: SVG at its final size in points, and the figure told in words. */
export interface DrawnChart {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly text: string;
}

/** The most a chart may measure in its place, in points. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** What a part may draw from: one edition in one language, its filled wording, and its place in the page sequence. */
export class PageContext {
  readonly edition: PublishedEdition;
  readonly language: Language;
  readonly wording: Wording;
  readonly set: Typesetter;
  readonly page: PagePlace;
  readonly #source: ContextSource;

  constructor(source: ContextSource) {
    this.edition = source.edition;
    this.language = source.language;
    this.wording = source.wording;
    this.set = source.set;
    this.page = source.page;
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

  /** A count as the sheet's locale writes it; the mark for a hidden one. */
  count(count: number | null): string {
    return formatCount(count, this.wording.locale);
  }

  /** A number as printed: a count, the mark, or `<5` for one that is rounded. */
  number(number: PrintedNumber): string {
    return formatNumber(number, this.wording.locale);
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
    const merge = this.#source.figures.find(({ id }) => id === figure.id)?.merge.find((one) => one.key === key);
    return (merge?.label ?? labels?.[key])?.[this.language] ?? key;
  }

  /** The classes a map prints, low to high, "none known" first (figures.md). */
  classesOf(id: string): readonly CountClass[] {
    const bounds = this.#source.figures.find((figure) => figure.id === id)?.classes ?? [];
    const classes = bounds.map((from, index) => ({ from, to: (bounds[index + 1] ?? 0) - 1 }));
    const open = classes.map((one, index) => (index === classes.length - 1 ? { from: one.from, to: null } : one));
    return [{ from: 0, to: 0 }, { from: 1, to: this.edition.threshold - 1 }, ...open];
  }

  /** Every place a map's figure may show: the states of its countries. */
  placesOf(id: string): readonly string[] {
    const groups = this.#source.figures.find((figure) => figure.id === id)?.groups;
    const states = Object.entries(this.#source.stateCountries);
    return states.filter(([, country]) => !groups || groups.includes(country)).map(([state]) => state);
  }

  /** The name of a class, from the words of charts: the legend and the map's chart say the same. */
  className({ from, to }: CountClass): string {
    const key = to === null ? 'more' : to === 0 ? 'none' : from === 1 ? 'fewer' : 'between';
    const values = {
      threshold: this.count(this.edition.threshold),
      from: this.count(from),
      to: this.count(to ?? 0),
    };
    return fillText(this.chartWord(`class.${key}`) ?? '', values);
  }

  /** A word of the charts, where the sheet has it. */
  chartWord(key: string): string | undefined {
    return this.wording.charts[key];
  }

  /** The country of a state, where a sheet has states of several. */
  countryOf(state: string): string {
    return this.#source.stateCountries[state] ?? '';
  }

  /** Whether a chart left the scale it shares with others. */
  hasOwnScale(chart: string): boolean {
    return this.#source.ownScaleCharts.includes(chart);
  }

  /**
   * A chart by name, for a place with so much room. Fails with DefinitionInvalid when the charts stage drew none of that
   * name, no size is in it, or it is larger than its place: it would run into what stands beside it, or off the page.
   */
  chart(name: string, room: Room): DrawnChart {
    const svg = this.#source.charts[name];
    if (svg === undefined) {
      const allowed = Object.keys(this.#source.charts).join(', ');
      throw new Failure(
        'DefinitionInvalid',
        `The page of sheet ${this.edition.sheet} shows the chart "${name}"; drawn are ${allowed}.`,
      );
    }
    const size = sizeOf(svg, name);
    if (size.width > room.width || size.height > room.height) {
      const file = `templates/${this.edition.sheet}/charts/${name}.vl.json`;
      throw new Failure(
        'DefinitionInvalid',
        `${file}: it is ${points(size)}; its place on the page has ${points(room)}.`,
      );
    }
    return { svg, ...size, text: this.#source.chartTexts[name] ?? '' };
  }
}

const points = ({ width, height }: Room): string => `${width} by ${height} points`;

/** A page's place among the pages, from 1. */
export interface PagePlace {
  readonly number: number;
  readonly of: number;
}

/** What a context is made of. */
export interface ContextSource {
  readonly page: PagePlace;
  readonly edition: PublishedEdition;
  readonly language: Language;
  readonly wording: Wording;
  readonly set: Typesetter;
  /** The figures as the sheet declares them: class bounds and merged codes. */
  readonly figures: readonly FigureDefinition[];
  readonly labels: Readonly<Partial<Record<Dimension, CellLabels>>>;
  readonly stateCountries: Readonly<Record<string, string>>;
  readonly charts: Readonly<Record<string, string>>;
  readonly chartTexts: Readonly<Record<string, string>>;
  readonly ownScaleCharts: readonly string[];
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
