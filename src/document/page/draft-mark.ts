import type { Language } from '../../domain/languages.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import { type GroupNode, type PageNode, paintNodes, rect, type Shape, shapes } from './nodes.ts';
import type { PageDocument } from './page-document.ts';
import type { Measure } from './text-measure.ts';
import { round, textTop } from './typeset.ts';
import { STYLES } from './typography.ts';

const HEIGHT = 14;
const PADDING = 8;
/** The margin beside the columns, which has no text. */
const BAND = { fromRight: 12, width: 8, step: 18 };

/** The mark of a draft: the title of the marked document, and what is drawn over each page. */
export interface DraftMark {
  readonly title: string;
  readonly pages: readonly GroupNode[];
}

/**
 * Returns the mark of a revision that is not approved, for each page of its document. Nothing moves, so that an approval
 * publishes exactly what was reviewed. The strip of an incomplete edition says in words that it is a draft and what is
 * missing; the marks of such an edition leave the strip readable.
 */
export function draftMark(
  { pageSize, palette, info, content }: PageDocument,
  { language, complete }: { readonly language: Language; readonly complete: boolean },
  measure: Measure,
): DraftMark {
  const words = READER_WORDS[language].page.draftMark;
  // creates new nodes for each page: pdfmake writes into the nodes that it lays out
  const nodes = (): PageNode[] => [margin(pageSize), ...(complete ? chip(words, pageSize.width, measure) : [])];
  const pages = content.map(
    ({ pageBreak }): GroupNode => ({ ...(pageBreak && { pageBreak }), stack: paintNodes(nodes(), palette) }),
  );
  return { title: `${words}: ${info.title}`, pages };
}

/** Draws the words at the right end of the strip above the page's head. */
function chip(words: string, pageWidth: number, measure: Measure): PageNode[] {
  const { face, size } = STYLES.stripMark;
  const width = measure(words, face, size) + 2 * PADDING;
  const x = round(pageWidth - width);
  return [
    shapes(rect(x, 0, width, HEIGHT, 'amber')),
    {
      text: words,
      style: 'stripMark',
      color: 'ink',
      absolutePosition: { x: round(x + PADDING), y: round(textTop(0, 'stripMark')) },
    },
  ];
}

/**
 * Draws stripes down the right margin of the entire page: they also show on a page that is cropped or seen from far
 * away.
 */
function margin(page: PageDocument['pageSize']): PageNode {
  const stripes: Shape[] = [];
  for (let y = HEIGHT; y + BAND.step <= page.height; y += BAND.step) {
    const left = page.width - BAND.fromRight;
    const right = left + BAND.width;
    const points = [
      { x: left, y: y + 12 },
      { x: right, y: y + 4 },
      { x: right, y: y + 10 },
      { x: left, y: y + 18 },
    ];
    stripes.push({ type: 'polyline', points, closePath: true, color: 'amber' });
  }
  return shapes(...stripes);
}
