import type { WordingKeys } from '../../definitions/wording.ts';
import type { PageDefinition, PartDefinition } from './page-definition.ts';

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

const LEGEND_WORDS = ['legend.all', 'legend.rest', 'legend.many', 'legend.nowhere'] as const;

/** Words that a sheet has whose numbers are rounded. */
const ROUNDED_WORDS = ['rounded.note', 'rounded.short'] as const;

/** The words and sections of prose a page asks of its wording: those of its parts, each once. */
export function wordingKeysOf(page: PageDefinition, { rounded } = { rounded: false }): WordingKeys {
  const parts = page.pages.flatMap((one) => one.parts).map(keysOfPart);
  const once = (keys: readonly string[]): readonly string[] => [...new Set(keys)];
  return {
    words: once([...COMMON_WORDS, ...(rounded ? ROUNDED_WORDS : []), ...parts.flatMap((keys) => keys.words ?? [])]),
    prose: once(parts.flatMap((keys) => keys.prose ?? [])),
    mayHave: once(parts.flatMap((keys) => keys.mayHave ?? [])),
  };
}

function keysOfPart(entry: PartDefinition): Partial<WordingKeys> {
  switch (entry.part) {
    case 'masthead':
      return { words: ['kicker', 'partners'] };
    case 'running-head':
      return {};
    case 'intro-and-period':
      return { words: ['period'], prose: ['intro'] };
    case 'tiles':
      return { words: entry.figures.flatMap((figure) => [`${figure}.noun`, `${figure}.gloss`]) };
    case 'map-and-legend':
      return { words: [...headed(entry.figure), `${entry.figure}.note`, ...LEGEND_WORDS] };
    case 'type-bar':
    case 'trend':
      return { words: headed(entry.figure) };
    case 'ranked-lists':
      return { words: ['own-scale', ...entry.lists.flatMap((list) => headed(list.figure))] };
    case 'demographics':
      return {
        words: [
          ...['head', 'noun', 'say', 'note'].map((key) => `${entry.people}.${key}`),
          ...entry.figures.map((figure) => `${figure}.head`),
          'column.count',
          'column.share',
          'column.none',
          'column.few',
        ],
      };
    case 'panels':
      return { words: [`${entry.left}.kicker`, `${entry.left}.mark`], prose: [entry.left, entry.right] };
    case 'notes':
      return {
        prose: entry.notes.map((note) => `note.${note}`),
        mayHave: entry.notes.map((note) => `note.${note}.incomplete`),
      };
    case 'help':
      return { prose: ['help'] };
    case 'footer':
      return { words: ['footer.help'] };
  }
}

const headed = (figure: string): string[] => [`${figure}.head`, `${figure}.unit`];
