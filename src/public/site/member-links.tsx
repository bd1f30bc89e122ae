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
