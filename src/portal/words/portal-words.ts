import type { UserLanguage } from '../../domain/languages.ts';
import { counterIn, fill } from '../../words/fill.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import { distributionWords } from './distribution-words.ts';
import { editionWords, familyWords } from './edition-words.ts';
import { exportsWords, monthWords, tokenWords, waitingWords } from './month-words.ts';
import { activityWords, headlineWords, publishedWords, tilesWords, timetableWords } from './overview-words.ts';
import { PORTAL_TEXTS, type PortalTexts } from './portal-texts.ts';
import { reviewWords } from './review-words.ts';
import { stakeholderWords } from './stakeholder-words.ts';

/** The errors that a request can meet, each with a page of its own. */
export type ErrorKind = keyof PortalTexts['errors'];

/** A page of help: its paragraphs, in order. */
export interface HelpPageWords {
  readonly title: string;
  readonly text: readonly string[];
}

/** Returns the portal's own words in one language: its texts, and a function for each that has placeholders. */
function portalWords(texts: PortalTexts, language: UserLanguage) {
  const counter = counterIn(language, '');
  return {
    ...texts,
    language,
    /** Between a heading and what it is about: French has a space before it. */
    colon: READER_WORDS[language].page.colon,
    version: (version: string): string => fill(texts.version, { version }),
    headline: headlineWords(texts.headline),
    tiles: tilesWords(texts, counter),
    timetable: timetableWords(texts.timetable, counter),
    activity: activityWords(texts.activity, counter),
    published: publishedWords(texts.published, counter, language),
    edition: editionWords(texts.edition, counter),
    exports: exportsWords(texts.exports),
    activityLog: activityLogWords(texts.activityLog),
    tokens: tokenWords(texts.tokens),
    family: familyWords(texts.family, counter),
    month: monthWords(texts.month, counter),
    waiting: waitingWords(texts.waiting, counter),
    review: reviewWords(texts.review, counter),
    stakeholders: stakeholderWords(texts.stakeholders, counter),
    distribution: distributionWords(texts.distribution, counter),
    requestNumber: (id: string): string => fill(texts.requestNumber, { id }),
  };
}

export type PortalWords = ReturnType<typeof portalWords>;

function activityLogWords(texts: PortalTexts['activityLog']) {
  /** The name before a field's value; a field without a name is shown alone. */
  const fields: Readonly<Record<string, string>> = texts.fields;
  return { ...texts, fields, zone: (zone: string): string => fill(texts.zone, { zone }) };
}

export type ActivityLogWords = ReturnType<typeof activityLogWords>;

const WORDS: Readonly<Record<UserLanguage, PortalWords>> = {
  en: portalWords(PORTAL_TEXTS.en, 'en'),
  es: portalWords(PORTAL_TEXTS.es, 'es'),
  fr: portalWords(PORTAL_TEXTS.fr, 'fr'),
  pt: portalWords(PORTAL_TEXTS.pt, 'pt'),
};

export const wordsIn = (language: UserLanguage): PortalWords => WORDS[language];
