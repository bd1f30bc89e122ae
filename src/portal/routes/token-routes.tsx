import { Failure } from '../../domain/failure.ts';
import { textFor } from '../../domain/languages.ts';
import { hasRole, type Person, parseGrant } from '../../domain/person.ts';
import { isTokenOf, type Token } from '../../domain/token.ts';
import { makeToken, revokeToken } from '../../steps/issue-token.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { conditionalJson } from '../conditional-answer.ts';
import { RevokeTokenPage, TokensPage, type TokensPageProps } from '../pages/tokens-page.tsx';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { notFound, Refused } from '../problem-document.ts';
import { readForm } from '../read-form.ts';
import { invalid, jsonBody, pathParameter } from '../read-request.ts';
import { actorIn } from '../record.ts';
import { shownToken, TOKEN_ASKED } from '../token-schemas.ts';
import type { Handlers } from './handlers.ts';

type TokenHandlers = Pick<
  Handlers,
  'tokensPage' | 'makeTokenPage' | 'revokeTokenPage' | 'revokeToken' | 'tokens' | 'makeToken' | 'revocation'
>;

/** The routes of the tokens with which programs use the API. */
export function tokenRoutes(options: PortalOptions): TokenHandlers {
  return {
    tokensPage: (c) => options.use((context) => tokensPage(c, options, context, {})),
    makeTokenPage: (c) => options.use((context) => makeByForm(c, options, context)),
    revokeTokenPage: (c) =>
      options.use(async (context) =>
        sendPage(c, <RevokeTokenPage frame={frameOf(c, options)} token={await ownToken(c, context)} />),
      ),
    revokeToken: (c) =>
      options.use(async (context) => {
        await revoke(c, context);
        return c.redirect('/tokens', 303);
      }),
    tokens: (c) => options.use(async (context) => conditionalJson(c, { tokens: await shownTokens(c, context) })),
    async makeToken(c) {
      assertNoToken(c);
      const asked = await jsonBody(c, TOKEN_ASKED);
      const made = options.use(({ effects }) => makeToken(effects, c.get('person'), asked));
      const { token, text } = await made.catch(orInvalid);
      return c.json({ ...shownToken(token, null), token: text }, 201);
    },
    revocation: (c) =>
      options.use(async (context) => {
        await revoke(c, context);
        const token = await ownToken(c, context);
        return c.json(shownToken(token, await context.effects.tokens.usedAt(token.id)));
      }),
  };
}

/** A leaked token must not make another one that outlives it. */
function assertNoToken(c: PortalRequest): void {
  if (c.get('token') !== undefined)
    throw new Refused({ status: 403, kind: 'forbidden', title: 'A token cannot make another token; sign in' });
}

/** The path names nothing that could be missing, so a wrong request is about its body. */
function orInvalid(error: unknown): never {
  if (error instanceof Failure && error.name === 'WrongUsage') throw invalid([{ pointer: '', detail: error.message }]);
  throw error;
}

/** Operators see the tokens of everyone, others their own. */
async function visibleTokens({ effects }: PortalContext, person: Person): Promise<Token[]> {
  const all = await effects.tokens.all();
  const visible = hasRole(person, 'operator') ? all : all.filter((token) => isTokenOf(token, person));
  return visible.toSorted((a, b) => (a.madeAt < b.madeAt ? 1 : -1));
}

async function shownTokens(c: PortalRequest, context: PortalContext) {
  const uses = await context.effects.tokens.uses();
  const tokens = await visibleTokens(context, c.get('person'));
  return tokens.map((token) => shownToken(token, uses.get(token.id) ?? null));
}

async function ownToken(c: PortalRequest, context: PortalContext): Promise<Token> {
  const id = pathParameter(c, 'token');
  const found = (await visibleTokens(context, c.get('person'))).find((token) => token.id === id);
  if (!found) throw notFound();
  return found;
}

async function revoke(c: PortalRequest, context: PortalContext): Promise<void> {
  const { id } = await ownToken(c, context);
  await revokeToken(context.effects, id, actorIn(c));
}

async function makeByForm(c: PortalRequest, options: PortalOptions, context: PortalContext): Promise<Response> {
  const fields = await readForm(c);
  const [name, days] = [fields.text('name'), fields.text('days')];
  const scopes = fields
    .all('scopes')
    .map(parseGrant)
    .filter((grant) => grant !== null);
  const form = { name, days, scopes };
  try {
    const made = await makeToken(context.effects, c.get('person'), { name, scopes, days: Number(days) });
    return await tokensPage(c, options, context, { made: made.text }, 201);
  } catch (error) {
    if (!(error instanceof Failure) || error.name !== 'WrongUsage') throw error;
    return tokensPage(c, options, context, { form, wrong: error.message }, 422);
  }
}

async function tokensPage(
  c: PortalRequest,
  options: PortalOptions,
  context: PortalContext,
  more: Pick<TokensPageProps, 'made' | 'form' | 'wrong'>,
  status: 200 | 201 | 422 = 200,
): Promise<Response> {
  const hotlines = new Map(
    [...context.definitions.hotlines.values()].map(({ id, label }) => [id, textFor(label, c.get('language'))]),
  );
  const props = { frame: frameOf(c, options), person: c.get('person'), hotlines, now: context.effects.clock.now() };
  const [tokens, uses] = [await visibleTokens(context, c.get('person')), await context.effects.tokens.uses()];
  return sendPage(c, <TokensPage {...props} {...more} tokens={tokens} uses={uses} />, status);
}
