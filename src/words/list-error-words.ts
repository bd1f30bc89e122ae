import { LANGUAGES, type UserLanguage } from '../domain/languages.ts';
import { fill, pluralText } from './fill.ts';
import { someOf } from './joined.ts';
import { languageName, ownNames } from './language-name.ts';
import type { UserTexts } from './user-texts.ts';

type ListTexts = UserTexts['list'];

/** What can be wrong with a list of stakeholders or one of its lines. */
export type ListErrorKind = keyof ListTexts['errors'];

/** What a person may have meant otherwise in a line that is accepted. */
export type ListRemarkKind = keyof ListTexts['remarks'];

/** The headings of a list of stakeholders. */
export type ListHeading = keyof ListTexts['writtenHeadings'];

/** What is wrong and what to do, by kind. The names are of headings, sheets or languages, never of people. */
type ListErrors = Readonly<Record<ListErrorKind, (names: readonly string[]) => string>>;

export function listErrorWords({ list, values }: UserTexts, language: UserLanguage): ListErrors {
  const { errors, writtenHeadings } = list;
  const byName: ReadonlyMap<string, string> = new Map(Object.entries(writtenHeadings));
  const own = (headings: readonly string[]): string => headings.map((name) => byName.get(name) ?? name).join(', ');
  const headings = Object.values(writtenHeadings).join(', ');
  return {
    workbook: () => errors.workbook,
    // the decoder's message is in English and says more
    'not-utf8': ([detail]) => (language === LANGUAGES[0] ? (detail ?? errors['not-utf8']) : errors['not-utf8']),
    'not-csv': ([code = '']) => fill(errors['not-csv'], { code }),
    'headings-missing': ([, ...missing]) =>
      fill(pluralText(errors['headings-missing'], missing.length, language), { missing: own(missing), headings }),
    'headings-other': ([, count = '']) =>
      fill(pluralText(errors['headings-other'], Number(count), language), { count, headings }),
    'heading-twice': ([heading = '']) => fill(errors['heading-twice'], { heading: own([heading]) }),
    'too-many-cells': () => errors['too-many-cells'],
    name: () => errors.name,
    email: () => errors.email,
    organisation: () => errors.organisation,
    language: (codes) => fill(errors.language, { codes: codes.join(values.or), names: ownNames(codes) }),
    'no-sheets': () => errors['no-sheets'],
    'unknown-sheets': ([count = '', ...sheets]) =>
      fill(pluralText(errors['unknown-sheets'], Number(count), language), { count, sheets: sheets.join(', ') }),
    'unknown-member': ([family = '', nearest = '', ...members]) => {
      const hint = nearest === '' ? '' : `${fill(list.didYouMean, { nearest })} `;
      return `${hint}${fill(errors['unknown-member'], { family, members: someOf(members) })}`;
    },
    'unwritten-sheet': ([sheet = '', code = '']) =>
      fill(errors['unwritten-sheet'], { sheet, language: nameOf(code, language) }),
    delivery: () => errors.delivery,
    reason: () => errors.reason,
  };
}

function nameOf(code: string, user: UserLanguage): string {
  const language = LANGUAGES.find((known) => known === code);
  return language ? languageName(language, user) : code;
}
