import type { PublishedEdition } from '../../domain/edition.ts';
import type { PrintedFigure } from '../../domain/figure.ts';
import { isFoot, type PartEntry, partOf } from '../parts/registry.ts';
import type { PageDefinition } from './page-definition.ts';

/**
 * Returns the pages of a member: without the figures that it does not count, the parts that show no other, and the
 * pages that would have only a head and a foot.
 */
export function memberPage(page: PageDefinition, figures: readonly string[]): PageDefinition {
  const pages = page.pages
    .map(({ parts }) => ({ parts: parts.flatMap((entry) => withFigures(entry, figures)) }))
    .filter(({ parts }) => parts.some((entry) => !isFoot(entry) && entry.part !== 'running-head'));
  return { ...page, pages };
}

function withFigures(entry: PartEntry, figures: readonly string[]): PartEntry[] {
  const has = (id: string): boolean => figures.includes(id);
  if (partOf(entry).figures(entry).every(has)) return [entry];
  if ('people' in entry && !has(entry.people)) return [];
  if ('figures' in entry) {
    const own = entry.figures.filter(has);
    return own.length > 0 ? [{ ...entry, figures: own }] : [];
  }
  if ('lists' in entry) {
    const lists = entry.lists.filter(({ figure }) => has(figure));
    return lists.length > 0 ? [{ ...entry, lists }] : [];
  }
  return [];
}

/** The parts of a short page, and its foot: the others show figures, or are about the main sheet. */
const SHORT_PARTS: readonly string[] = ['masthead', 'intro-and-period', 'notes'];

/**
 * Returns the page of a member with too little to print: its title, what that means (`intro.few` or `intro.none`), the
 * notes, and where to get help. It is one page, whatever the sheet has.
 */
export function shortPage(page: PageDefinition): PageDefinition {
  const entries = page.pages.flatMap(({ parts }) => parts);
  const parts = entries.filter(
    ({ part }, index) => SHORT_PARTS.includes(part) && entries.findIndex((other) => other.part === part) === index,
  );
  const foot = entries.findLast(isFoot);
  return { ...page, pages: [{ parts: foot ? [...parts, foot] : parts }] };
}

/**
 * Whether an edition has too little to print: `none` if every total is zero, `few` if every total is zero or hidden,
 * null if a page has a number to show.
 */
export function tooLittle({ figures }: Pick<PublishedEdition, 'figures'>): 'none' | 'few' | null {
  if (figures.every(({ total }) => total === 0)) return 'none';
  return figures.every(isEmpty) ? 'few' : null;
}

const isEmpty = ({ total, withheld }: PrintedFigure): boolean => total === null || total === 0 || withheld === true;
