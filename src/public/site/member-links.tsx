import type { Language } from '../../domain/languages.ts';
import { editionPath, type SiteSheet } from './site-source.ts';
import { siteWords } from './site-words.ts';

interface MemberLinksProps {
  readonly of: SiteSheet;
  readonly language: Language;
  /** The way from the page to the root of the site. */
  readonly root: string;
}

/** The members of a family by name, each with its newest edition; nothing for other sheets. */
export const MemberLinks = ({ of, language, root }: MemberLinksProps) => {
  const members = of.members.filter(({ names }) => names.has(language));
  if (members.length === 0) return null;
  const { members: heading } = siteWords(language);
  return (
    <nav class="by-name" aria-label={heading}>
      <h2>{heading}</h2>
      <ul>
        {members.map(({ sheet, names }) => (
          <li>
            <a href={`${root}${editionPath(sheet.id, language, 'newest')}index.html`}>{names.get(language)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

/** The way from a member to the main sheet of its family; nothing for other sheets. */
export const MainLink = ({ of: { main }, language, root }: MemberLinksProps) => {
  const title = main?.names.get(language);
  if (main === undefined || title === undefined) return null;
  return (
    <p class="crumb">
      <a href={`${root}${editionPath(main.id, language, 'newest')}index.html`}>{title}</a>
    </p>
  );
};

/**
 * Returns the address of the member that a row is about, in a table by what the members differ by; null for other rows,
 * and for members without an approved edition in the language.
 */
export const memberLink =
  ({ of, language, root }: MemberLinksProps, by: string | undefined) =>
  (key: string): string | null => {
    const member = of.members.find((one) => one.by === by && one.key === key && one.names.has(language));
    return member ? `${root}${editionPath(member.sheet.id, language, 'newest')}index.html` : null;
  };
