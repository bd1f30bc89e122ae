import type { Child } from 'hono/jsx';
import { USER_LANGUAGES } from '../../domain/languages.ts';
import { ALL_GRANTS, hasRole, type Person, rolesOf } from '../../domain/person.ts';
import { access, PORTAL_ROUTES } from '../../domain/portal-routes.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import type { AssetPaths } from '../portal-options.ts';
import type { PortalWords } from '../words/portal-words.ts';

/** The data that every page needs for its layout. */
export interface Frame {
  readonly words: PortalWords;
  /** Null if no one is signed in. */
  readonly person: Person | null;
  readonly assets: AssetPaths;
  readonly version: string;
  /** The path of the page, with its query but without `lang`; for the language switch. */
  readonly path: string;
}

export interface LayoutProps {
  readonly frame: Frame;
  readonly title: string;
  readonly current?: 'overview' | 'exports' | 'editions' | 'stakeholders' | 'activity' | 'tokens';
  /** A notice above the page that says what is pending. */
  readonly strip?: Child;
  readonly script?: string;
  readonly children: Child;
}

/** The pages of help, in the order of the foot. */
const HELP_TOPICS = ['uploading', 'api', 'accessibility'] as const;

export const Layout = ({ frame, title, current, strip, script, children }: LayoutProps) => (
  <html lang={frame.words.language}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} - ${frame.words.brand.name}`}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={frame.assets.styles} />
      <script type="module" src={frame.assets.script}></script>
      {script && <script type="module" src={script}></script>}
    </head>
    <body>
      <a class="skip" href="#main">
        {frame.words.skip}
      </a>
      <Band frame={frame} current={current} />
      {strip}
      <main id="main" tabindex={-1}>
        {children}
      </main>
      <footer>
        <span>{frame.words.confidential}</span>
        {frame.person && HELP_TOPICS.map((topic) => <a href={`/help/${topic}`}>{frame.words.help[topic].title}</a>)}
        <span>{frame.words.version(frame.version)}</span>
      </footer>
    </body>
  </html>
);

const Band = ({ frame, current }: { readonly frame: Frame; readonly current: LayoutProps['current'] | undefined }) => {
  const { words, person, path } = frame;
  const others = USER_LANGUAGES.filter((language) => language !== words.language);
  const link = `${path}${path.includes('?') ? '&' : '?'}lang=`;
  return (
    <header class="band">
      <div class="line" aria-hidden="true"></div>
      <div class="row top">
        <a class="brand" href="/">
          <span class="kicker">{words.brand.kicker}</span> {words.brand.name}
        </a>
        <div class="who">
          {person && (
            <span class="name">
              <b>{person.name}</b>, {roleNames(person, words)}
            </span>
          )}
          {others.map((language) => (
            <a href={`${link}${language}`} lang={language} hreflang={language}>
              {READER_WORDS[language].name}
            </a>
          ))}
          {person && (
            <a href="/tokens" aria-current={current === 'tokens' ? 'page' : undefined}>
              {words.tokens.title}
            </a>
          )}
          {person && (
            <form method="post" action="/sign-out">
              <button type="submit" class="link">
                {words.signOut}
              </button>
            </form>
          )}
        </div>
      </div>
      {person && (
        <nav class="row" aria-label={words.mainNavigation}>
          <ul>
            <NavLink href="/" text={words.overview} isCurrent={current === 'overview'} />
            <NavLink href="/exports" text={words.exports.title} isCurrent={current === 'exports'} />
            <NavLink href="/editions" text={words.editions} isCurrent={current === 'editions'} />
            {access(PORTAL_ROUTES.stakeholdersPage, person, null) === 'allowed' && (
              <NavLink href="/stakeholders" text={words.stakeholders.title} isCurrent={current === 'stakeholders'} />
            )}
            {hasRole(person, 'approver', 'operator') && (
              <NavLink href="/activity" text={words.activityLog.title} isCurrent={current === 'activity'} />
            )}
          </ul>
        </nav>
      )}
    </header>
  );
};

interface NavLinkProps {
  readonly href: string;
  readonly text: string;
  readonly isCurrent: boolean;
}

const NavLink = ({ href, text, isCurrent }: NavLinkProps) => (
  <li>
    <a href={href} aria-current={isCurrent ? 'page' : undefined}>
      {text}
    </a>
  </li>
);

function roleNames(person: Person, words: PortalWords): string {
  if (ALL_GRANTS.every((grant) => person.grants.includes(grant))) return words.allRoles;
  return rolesOf(person)
    .map((role) => words.roles[role])
    .join(', ');
}
