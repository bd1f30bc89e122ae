import type { Wording } from '../../definitions/wording.ts';
import type { PublishedEdition } from '../../domain/edition.ts';
import type { CellLabels, Dimension } from '../../domain/figure.ts';
import type { Language } from '../../domain/languages.ts';
import type { Palette } from '../../domain/palette.ts';
import type { FigureDefinition } from '../../domain/sheet.ts';
import type { MemberWords } from '../../words/member-words.ts';
import { strip } from '../blocks/strip.ts';
import { partOf } from '../parts/registry.ts';
import { Grid } from './grid.ts';
import type { Logo } from './logo.ts';
import { type GroupNode, paintNodes } from './nodes.ts';
import { PageContext } from './page-context.ts';
import type { PageDefinition } from './page-definition.ts';
import { type PageDocument, PDFMAKE_DEFAULTS, pdfmakeStyles } from './page-document.ts';
import { type PlacedPart, placePages } from './place-pages.ts';
import { fillWording } from './placeholders.ts';
import type { Measure } from './text-measure.ts';
import { typesetter } from './typeset.ts';

/** The complete input of a document. */
export interface PageInput {
  readonly edition: PublishedEdition;
  readonly language: Language;
  /** The wording as read; its placeholders are filled here. */
  readonly wording: Wording;
  readonly page: PageDefinition;
  /** The sheet's figures as declared, for class bounds and merged codes. */
  readonly figures: readonly FigureDefinition[];
  /** SVG at final size in points, by chart name. */
  readonly charts: Readonly<Record<string, string>>;
  /** Alternative texts in this language, by chart name. */
  readonly chartTexts: Readonly<Record<string, string>>;
  /** Charts whose ranked lists had to leave the shared scale; their unit says so. */
  readonly ownScaleCharts: readonly string[];
  /** The labels of cells by dimension and key. */
  readonly labels: Readonly<Partial<Record<Dimension, CellLabels>>>;
  /** The country of each state (the state code's group). */
  readonly stateCountries: Readonly<Record<string, string>>;
  /** The names of the sheet's hotlines in this language by id, in the sheet's order. */
  readonly hotlines: Readonly<Record<string, string>>;
  /** The names of the member that the edition is of; undefined for the main sheet. */
  readonly member?: MemberWords | undefined;
  readonly measure: Measure;
  /** The colours of the sheet's theme. */
  readonly palette: Palette;
  readonly logo: Logo | null;
}

/**
 * Lays out a sheet in one language.
 * @throws Failure FigureUnknown if a text or part names a figure that the edition lacks; TextTooLong if a text needs
 *   more room than its part has; DefinitionInvalid for parts that do not fit on their page or a chart that was not drawn
 */
export function layOut(input: PageInput): PageDocument {
  const { edition, language, labels, figures, member } = input;
  const hotlineNames = Object.values(input.hotlines);
  const wording = fillWording(input.wording, { edition, language, labels, figures, hotlineNames, member });
  const set = typesetter(input.measure, wording);
  const grid = new Grid(input.page.paper ?? 'Letter');
  const contexts = (of: number) => (number: number) =>
    new PageContext({ ...input, wording, set, grid, page: { number, of } });
  const pages = placePages(input.page, contexts(input.page.pages.length)(1));
  const contextOf = contexts(pages.length);
  const content = pages.map((parts, index) => drawPage(parts, contextOf(index + 1), input.hotlines));
  const text = (key: string): string => contextOf(1).text(key);
  return {
    pageSize: grid.page,
    palette: input.palette,
    pageMargins: 0,
    version: '1.7',
    language: wording.locale,
    info: { title: text('title'), author: text('author'), creationDate: new Date(`${edition.through}T00:00:00Z`) },
    styles: pdfmakeStyles(input.palette),
    defaultStyle: PDFMAKE_DEFAULTS,
    content: paintNodes(content, input.palette),
  };
}

function drawPage(
  parts: readonly PlacedPart[],
  context: PageContext,
  hotlines: Readonly<Record<string, string>>,
): GroupNode {
  const over = strip(context, hotlines);
  const drawn = parts.map((entry) => partOf(entry).draw(entry, context));
  const stack = [
    ...drawn.flatMap(({ under }) => under ?? []),
    ...over.under,
    ...over.nodes,
    ...drawn.flatMap(({ nodes }) => nodes),
  ];
  return context.page.number > 1 ? { pageBreak: 'before', stack } : { stack };
}
