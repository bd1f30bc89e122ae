import { type Grant, isAnalystOf, type Person, rolesOf } from '../../domain/person.ts';
import { isValidToken, LONGEST_TOKEN_DAYS, type Token } from '../../domain/token.ts';
import { dateText, momentText } from '../formatted-dates.ts';
import type { PortalWords } from '../words/portal-words.ts';
import { type Frame, Layout } from './layout.tsx';
import { Detail } from './notice.tsx';

interface TokenForm {
  readonly name: string;
  readonly days: string;
  readonly scopes: readonly Grant[];
}

export interface TokensPageProps {
  readonly frame: Frame;
  readonly person: Person;
  /** The names of hotlines by id. */
  readonly hotlines: ReadonlyMap<string, string>;
  readonly now: Date;
  readonly tokens: readonly Token[];
  /** When each token was last used, by id; missing if it was never used. */
  readonly uses: ReadonlyMap<string, string>;
  /** The text of the token that was just made; it is shown this once. */
  readonly made?: string;
  /** What was typed into a form that was refused, and why; the reason is in English. */
  readonly form?: TokenForm;
  readonly wrong?: string;
}

/** The tokens that a person may see, and a form for a new one. */
export const TokensPage = (props: TokensPageProps) => {
  const { frame, tokens, made, wrong } = props;
  const t = frame.words.tokens;
  return (
    <Layout frame={frame} title={t.title} current="tokens">
      <div class="head">
        <h1>{t.title}</h1>
      </div>
      <p class="lead">{t.lead}</p>
      {made !== undefined && (
        <div class="panel" role="status">
          <h2>{t.madeTitle}</h2>
          <p>{t.made}</p>
          <p>
            <code class="secret">{made}</code>
          </p>
        </div>
      )}
      {wrong !== undefined && (
        <div class="panel wrong" role="alert" tabindex={-1} data-notice>
          <h2>{t.wrong}</h2>
          <p>{t.wrongText(LONGEST_TOKEN_DAYS)}</p>
          <Detail words={frame.words} text={wrong} />
        </div>
      )}
      <NewToken {...props} />
      <h2>{t.list}</h2>
      {tokens.length === 0 ? <p class="lead">{t.none}</p> : <TokenTable {...props} />}
    </Layout>
  );
};

const NewToken = ({ frame, person, hotlines, form, tokens }: TokensPageProps) => {
  const { words } = frame;
  const t = words.tokens;
  return (
    <form class="new-token" method="post" action="/tokens" data-keep={String(tokens.length)}>
      <p>
        <label for="name">{t.name}</label>
        <span class="hint" id="name-hint">
          {t.nameHint}
        </span>
        <input
          id="name"
          name="name"
          type="text"
          required
          maxlength={100}
          value={form?.name ?? ''}
          aria-describedby="name-hint"
        />
      </p>
      <fieldset>
        <legend>{t.scopes}</legend>
        {scopesOf(person, hotlines).map((grant) => (
          <div class="radio">
            <input
              id={`scope-${grant}`}
              type="checkbox"
              name="scopes"
              value={grant}
              checked={form?.scopes.includes(grant) ?? false}
            />
            <label for={`scope-${grant}`}>{scopeText(grant, hotlines, words)}</label>
          </div>
        ))}
      </fieldset>
      <p>
        <label for="days">{t.days(LONGEST_TOKEN_DAYS)}</label>
        <input id="days" name="days" type="text" inputmode="numeric" required maxlength={2} value={form?.days ?? ''} />
      </p>
      <p>
        <button type="submit">{t.make}</button>
      </p>
    </form>
  );
};

/** Every grant that a token of this person may have: an analyst of every hotline may choose one. */
function scopesOf(person: Person, hotlines: ReadonlyMap<string, string>): Grant[] {
  const every: Grant[] = person.grants.includes('analyst:*') ? ['analyst:*'] : [];
  const analyst = [...hotlines.keys()].flatMap((id): Grant[] => (isAnalystOf(person, id) ? [`analyst:${id}`] : []));
  return [...every, ...analyst, ...rolesOf(person).flatMap((role) => (role === 'analyst' ? [] : role))];
}

/** Returns a grant in words: the role and, for analysts, the hotline. */
function scopeText(grant: Grant, hotlines: ReadonlyMap<string, string>, { tokens, roles }: PortalWords): string {
  const [role] = rolesOf({ name: '', grants: [grant] });
  if (role === undefined) return grant;
  if (role !== 'analyst') return roles[role];
  const id = grant.replace(/^analyst:/u, '');
  return tokens.ofHotline(roles.analyst, id === '*' ? tokens.everyHotline : (hotlines.get(id) ?? id));
}

const TokenTable = ({ frame, tokens, hotlines, uses, now }: TokensPageProps) => {
  const { words } = frame;
  const t = words.tokens;
  const moment = (at: string | undefined): string =>
    at === undefined ? t.never : momentText(new Date(at), now, words.language);
  return (
    <table class="stack lately log">
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.whose}</th>
          <th scope="col">{t.scopes}</th>
          <th scope="col">{t.until}</th>
          <th scope="col">{t.used}</th>
          <th scope="col">
            <span class="sr">{t.revoke}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr>
            <td>
              <b>{token.name}</b> <small>{token.id}</small>
            </td>
            <td>{token.person}</td>
            <td>{token.scopes.map((scope) => scopeText(scope, hotlines, words)).join(', ')}</td>
            <td>{validityText(token, now, words)}</td>
            <td>{moment(uses.get(token.id))}</td>
            <td>
              {isValidToken(token, now) && (
                <a href={`/tokens/${token.id}/revoke`} aria-label={t.revokeNamed(token.name)}>
                  {t.revoke}
                </a>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

function validityText(token: Token, now: Date, words: PortalWords): string {
  if (token.revokedAt !== null) return words.tokens.revoked;
  return isValidToken(token, now) ? dateText(new Date(token.until), words.language) : words.tokens.over;
}

/** Asks before a token is revoked. */
export const RevokeTokenPage = ({ frame, token }: { readonly frame: Frame; readonly token: Token }) => {
  const t = frame.words.tokens;
  return (
    <Layout frame={frame} title={t.revokeTitle(token.name)} current="tokens">
      <div class="head">
        <h1>{t.revokeTitle(token.name)}</h1>
      </div>
      <p class="lead">{t.revokeText}</p>
      <form class="acts" method="post" action={`/tokens/${token.id}/revoke`}>
        <button type="submit">{t.revoke}</button>
        <a href="/tokens">{t.back}</a>
      </form>
    </Layout>
  );
};
