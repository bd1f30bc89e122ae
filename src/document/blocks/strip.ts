import { formatMonth } from '../../words/dates-and-counts.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import { type PageNode, rect, type Shape, shapes } from '../page/nodes.ts';
import type { PageContext } from '../page/page-context.ts';
import { fillText } from '../page/placeholders.ts';
import { element, type SetText } from '../page/typeset.ts';

const HEIGHT = 14;
const GAP = 6;

/**
 * Returns the mark of an edition: the words of its strip in sentence case; null if it has none. A draft takes
 * precedence over a correction.
 */
export function markOf(context: PageContext): string | null {
  const { complete, corrects } = context.edition;
  const revision = corrects ? `, ${context.text('strip.revision')}` : '';
  if (!complete) return `${context.text('strip.draft')}${revision}`;
  return corrects ? `${context.text('strip.corrected')}${revision}` : null;
}

/**
 * Draws the strip above a page's head: what the edition is and what it lacks, or which revision it replaces. It is read
 * on the first page, and is an artifact on the others, where it repeats. Its shapes are returned separately, as
 * `under`, because bands are drawn below texts.
 */
export function strip(
  context: PageContext,
  hotlines: Readonly<Record<string, string>>,
): {
  readonly under: readonly PageNode[];
  readonly nodes: readonly PageNode[];
} {
  const { complete, corrects } = context.edition;
  if (complete && !corrects) return { under: [], nodes: [] };
  const key = complete ? 'strip.corrected' : 'strip.draft';
  const first = context.text(key).toUpperCase();
  const revision = corrects ? `, ${context.text('strip.revision')}` : '';
  const mark = context.set.set({
    name: key,
    text: `${first}${revision} `,
    role: 'stripMark',
    x: context.grid.left,
    y: 0,
    width: context.grid.right - context.grid.left,
    lines: 1,
  });
  const say = sayOf(context, complete ? null : missingOf(context, hotlines), context.grid.left + mark.width + GAP);
  const type = context.page.number === 1 ? 'P' : null;
  return {
    under: [complete ? correctedShapes(context) : draftShapes(context)],
    nodes: [element(type, { ...say, nodes: [...mark.nodes, ...say.nodes] })],
  };
}

/** Sets the strip's sentence, with as many of the missing exports as fit on its line. */
function sayOf(context: PageContext, missing: Missing | null, x: number): SetText {
  const place = { role: 'stripText', x, y: 0, width: context.grid.right - GAP - x, lines: 1 } as const;
  if (missing === null)
    return context.set.set({ ...place, name: 'strip.corrected.say', text: context.word('strip.corrected.say') });
  const sentence = (shown: number): string => {
    const more = fillText(context.text('strip.more'), { count: String(missing.count - shown) });
    const list = [...missing.first.slice(0, shown), ...(shown < missing.count ? [more] : [])].join(
      READER_WORDS[context.language].page.semicolon,
    );
    return fillText(context.text('strip.draft.say'), { missing: list });
  };
  const fits = (shown: number): boolean => {
    const lines = context.set.lines(sentence(shown), place.role, place.width);
    return lines.length === 1 && (lines[0]?.width ?? 0) <= place.width;
  };
  const { count, first } = missing;
  let shown = count === first.length && fits(count) ? count : 0;
  while (shown < first.length && shown + 1 < count && fits(shown + 1)) shown += 1;
  return context.set.set({ ...place, name: 'strip.draft.say', text: sentence(shown) });
}

/** The months that lack a table, by hotline. */
interface Missing {
  readonly count: number;
  /** The first of them, as many as a line can have room for: `Consejo Ciudadano, July 2017`. */
  readonly first: readonly string[];
}

/** More than a line has room for. A first draft may lack thousands, and naming them takes as long as the rest of the page. */
const MOST_NAMED = 40;

function missingOf({ edition, language }: PageContext, hotlines: Readonly<Record<string, string>>): Missing {
  const named = edition.missing.map(({ hotline, month }) => ({ name: hotlines[hotline] ?? hotline, month }));
  const all = [...new Map(named.map((one) => [`${one.name} ${one.month}`, one])).values()];
  const first = all.slice(0, MOST_NAMED).map(({ name, month }) => `${name}, ${formatMonth(month, language)}`);
  return { count: all.length, first };
}

function draftShapes(context: PageContext): PageNode {
  const stripes = [0, 1, 2].flatMap((index) => [
    stripe(4 + index * 9),
    stripe(context.grid.page.width - 31 + index * 9),
  ]);
  return shapes(rect(0, 0, context.grid.page.width, HEIGHT, 'amber'), ...stripes);
}

const stripe = (x: number): Shape => ({
  type: 'polyline',
  points: [
    { x, y: HEIGHT },
    { x: x + 3.5, y: HEIGHT },
    { x: x + 10, y: 0 },
    { x: x + 6.5, y: 0 },
  ],
  closePath: true,
  color: 'ink',
});

const correctedShapes = (context: PageContext): PageNode =>
  shapes(
    rect(0, 0, context.grid.page.width, HEIGHT, 'cream'),
    rect(0, HEIGHT, context.grid.page.width, 1, 'ink'),
    rect(context.grid.left - 10, 4, 6, 6, 'ink'),
  );
