import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions } from '../../src/definitions/load-definitions.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import type { Language } from '../../src/domain/languages.ts';
import type { Day, Month } from '../../src/domain/month.ts';
import type { EditionInLanguages } from '../../src/public/data-package/package-tables.ts';
import type { ShownEdition } from '../../src/public/figure-tables.ts';
import { currentWordings, wordingIn } from '../../src/steps/edition-wording.ts';

export const files = openDefinitions();
export const definitions = await loadDefinitions(files);

const total = (id: 'signals' | 'cases' | 'victims' | 'traffickers', count: number | null): PrintedFigure => ({
  id,
  counts: id,
  multi: false,
  total: count,
  cells: [],
});

/** An edition of the first sheet with three totals, one of them hidden, and more figures. */
export const editionWith = (...figures: readonly PrintedFigure[]): PublishedEdition => ({
  sheet: 'us-mexico-border',
  month: '2017-07' as Month,
  from: '2015-09-30' as Day,
  through: '2017-07-31' as Day,
  revision: 1,
  complete: true,
  missing: [],
  threshold: 10,
  generatedFrom: [],
  figures: [total('signals', 1189), total('cases', null), total('victims', 57), ...figures],
});

/** A figure with a hidden cell. */
export const GENDER: PrintedFigure = {
  id: 'victims-by-gender',
  counts: 'victims',
  by: 'gender',
  multi: false,
  total: 57,
  cells: [
    { key: 'male', count: 41, share: 72 },
    { key: 'female', count: null, share: null, suppressed: true },
  ],
};

/** A map of two states. */
export const STATES: PrintedFigure = {
  id: 'cases-by-state',
  counts: 'cases',
  by: 'state',
  multi: true,
  total: null,
  cells: [
    { key: 'MX-MEX', class: { from: 50, to: null } },
    { key: 'US-TX', class: { from: 10, to: 24 } },
  ],
};

/** An edition with its stored words in one language. */
export const shownIn = async (edition: PublishedEdition, language: Language): Promise<ShownEdition> => ({
  edition,
  words: wordingIn(await currentWordings({ definitions, files }, edition), language, true),
});

/** An edition with its stored words in both languages. */
export const shownInBoth = async (edition: PublishedEdition): Promise<EditionInLanguages> =>
  new Map([
    ['en', await shownIn(edition, 'en')],
    ['es', await shownIn(edition, 'es')],
  ]);
