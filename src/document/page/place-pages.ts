import { Failure } from '../../domain/failure.ts';
import { isFoot, type PartEntry, partOf } from '../parts/registry.ts';
import { fillPage, type MeasuredPart } from './flow.ts';
import type { PageContext } from './page-context.ts';
import type { PageDefinition } from './page-definition.ts';
import { round } from './typeset.ts';

/** A part and its top, in points from the top of the page. */
export type PlacedPart = PartEntry & { readonly y: number };

/** The parts of one page of page.json, measured. */
interface PageParts {
  /** The parts from the top of the page. */
  readonly body: readonly (MeasuredPart & { readonly entry: PartEntry })[];
  /** The part at the foot of the page. */
  readonly foot: PartEntry | undefined;
}

/**
 * Decides on which page each part is, and where: one below the other in the order of page.json, with the foot at the
 * bottom. Parts that do not fit continue on pages with the head and the foot that page.json names for such pages.
 * @param context any page of the document: no part's height depends on the number of its page
 * @returns the parts of each page of the document
 * @throws Failure DefinitionInvalid if a part does not fit on its page and page.json does not say how to continue, or
 *   if it is higher than a page
 */
export function placePages(definition: PageDefinition, context: PageContext): PlacedPart[][] {
  const next = definition.continued && measure(definition.continued.parts, context);
  return definition.pages.flatMap(({ parts }, index) => {
    const page = measure(parts, context);
    const placed = [placePage(page, page.body, context)];
    let rest = page.body.slice(placed[0]?.count ?? 0);
    let lacks = placed[0]?.lacks ?? 0;
    while (rest.length > 0) {
      const continued = next && placePage(next, [...next.body, ...rest], context);
      const moved = (continued?.count ?? 0) - (next?.body.length ?? 0);
      if (!continued || moved <= 0)
        throw tooHigh(context, { page: index + 1, entry: rest[0]?.entry, lacks: continued?.lacks ?? lacks });
      placed.push(continued);
      rest = rest.slice(moved);
      lacks = continued.lacks;
    }
    return placed.map((one) => one.parts);
  });
}

function measure(parts: readonly PartEntry[], context: PageContext): PageParts {
  return {
    body: parts
      .filter((entry) => !isFoot(entry))
      .map((entry) => ({ entry, space: entry.space, height: partOf(entry).draw({ ...entry, y: 0 }, context).bottom })),
    foot: parts.find(isFoot),
  };
}

interface PlacedPage {
  readonly parts: PlacedPart[];
  /** How many parts of the body fit. */
  readonly count: number;
  readonly lacks: number;
}

function placePage({ foot }: PageParts, body: PageParts['body'], context: PageContext): PlacedPage {
  const footTop = context.grid.page.height - ((foot && partOf(foot).footHeight) ?? 0);
  const { tops, lacks } = fillPage(body, footTop);
  const parts = body.slice(0, tops.length).map(({ entry }, index) => ({ ...entry, y: round(tops[index] ?? 0) }));
  return { parts: foot ? [...parts, { ...foot, y: footTop }] : parts, count: tops.length, lacks };
}

function tooHigh(
  context: PageContext,
  { page, entry, lacks }: { readonly page: number; readonly entry: PartEntry | undefined; readonly lacks: number },
): Failure {
  const place = `page.json of ${context.edition.sheet}, page ${page}`;
  const remedy =
    'shorten its texts, print fewer cells, move it to another page, or name the parts of "continued" pages';
  return new Failure(
    'DefinitionInvalid',
    `${place}: "${entry?.part ?? ''}" needs ${Math.ceil(lacks)} points more than the page has; ${remedy}.`,
  );
}
