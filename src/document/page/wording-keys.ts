import type { WordingKeys } from '../../definitions/wording.ts';
import { partOf } from '../parts/registry.ts';
import { entriesOf, type PageDefinition } from './page-definition.ts';

/** Words that every sheet has, whatever its parts. */
const COMMON_WORDS = [
  'title',
  'author',
  'page',
  'suppressed',
  'suppressed.note',
  'suppressed.short',
  'withheld',
  'strip.draft',
  'strip.draft.say',
  'strip.more',
  'strip.corrected',
  'strip.revision',
  'strip.corrected.say',
] as const;

/** Words that a sheet with rounded numbers has. */
const ROUNDED_WORDS = ['rounded.note', 'rounded.short'] as const;

/** Words and sections that a family's sheet has besides: the title of a member, and what a page without figures means. */
const FAMILY_WORDS = ['title.member'] as const;
const FAMILY_PROSE = ['intro.few', 'intro.none'] as const;

/** What a sheet has that needs words of its own. */
export interface SheetFeatures {
  readonly rounded?: boolean;
  readonly logo?: boolean;
  readonly family?: boolean;
}

/** Returns the texts that a page of a member may print. */
export const printedKeys = (page: PageDefinition): WordingKeys => wordingKeysOf(page, { rounded: true, logo: true });

/**
 * Returns the words and prose sections that a page needs from its wording: the common ones and those of its parts, each
 * once.
 */
export function wordingKeysOf(
  page: PageDefinition,
  { rounded = false, logo = false, family = false }: SheetFeatures = {},
): WordingKeys {
  const parts = entriesOf(page).map((entry) => partOf(entry).wording(entry));
  const once = (keys: readonly string[]): readonly string[] => [...new Set(keys)];
  return {
    words: once([
      ...COMMON_WORDS,
      ...(rounded ? ROUNDED_WORDS : []),
      ...(logo ? ['logo'] : []),
      ...(family ? FAMILY_WORDS : []),
      ...parts.flatMap((keys) => keys.words ?? []),
    ]),
    prose: once([...parts.flatMap((keys) => keys.prose ?? []), ...(family ? FAMILY_PROSE : [])]),
    mayHave: once(parts.flatMap((keys) => keys.mayHave ?? [])),
  };
}
