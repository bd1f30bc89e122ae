import * as oauth from 'oauth4webapi';
import * as z from 'zod';
import { Failure } from '../domain/failure.ts';
import type { Identity, IdentityProvider, PendingSignIn } from '../domain/session.ts';

/** An OpenID Connect provider, and this program's registration with it. */
export interface OidcClient {
  /** The provider's issuer identifier; its configuration is found below it. */
  readonly issuer: URL;
  readonly clientId: string;
  /** Returns the client's secret. */
  readonly secret: () => Promise<string>;
  /** The address of the portal to which the provider sends browsers back. */
  readonly returnAddress: string;
  /** The scopes that make the provider send a name, groups and a refresh token. */
  readonly scope: string;
  /** Whether the provider may be reached without TLS: in tests, on this machine. */
  readonly allowsHttp?: boolean;
}

/** How long the provider may take for one answer, in milliseconds. */
const PATIENCE_MS = 5000;

/** The claims of Amazon Cognito's ID tokens that name a person and the groups of an administrator. */
const CLAIMS = z.object({
  sub: z.string().min(1),
  name: z.string().min(1).max(200).optional(),
  email: z.string().min(1).max(320).optional(),
  'cognito:groups': z.array(z.string()).default([]),
});

/**
 * Signs people in with an OpenID Connect provider: authorization code with PKCE (S256), state and nonce, all checked on
 * the server. The ID token comes from the token endpoint over TLS, which proves its origin (OpenID Connect Core
 * 3.1.3.7).
 */
export function oidcIdentity(client: OidcClient): IdentityProvider {
  const provider = discoverOnce(client);
  const registered: oauth.Client = { client_id: client.clientId };
  const authenticated = async (): Promise<oauth.ClientAuth> => oauth.ClientSecretBasic(await client.secret());
  return {
    async begin() {
      const { authorization_endpoint: endpoint } = await requireAnswer(client, provider);
      if (endpoint === undefined) throw unavailable(client, 'has no authorization endpoint');
      const pending = {
        state: oauth.generateRandomState(),
        nonce: oauth.generateRandomNonce(),
        verifier: oauth.generateRandomCodeVerifier(),
      };
      const address = new URL(endpoint);
      for (const [name, value] of Object.entries(await queryOf(client, pending))) address.searchParams.set(name, value);
      return { address: address.href, pending };
    },
    async finish(returned, pending) {
      const auth = await authenticated();
      return refusable(client, async () => {
        const server = await provider();
        const parameters = oauth.validateAuthResponse(server, registered, returned, pending.state);
        const response = await oauth.authorizationCodeGrantRequest(
          server,
          registered,
          auth,
          parameters,
          client.returnAddress,
          pending.verifier,
          requestOptions(client),
        );
        const checks = { expectedNonce: pending.nonce, requireIdToken: true };
        return identityIn(await oauth.processAuthorizationCodeResponse(server, registered, response, checks));
      });
    },
    async refresh(token, subject) {
      const auth = await authenticated();
      return refusable(client, async () => {
        const server = await provider();
        const response = await oauth.refreshTokenGrantRequest(server, registered, auth, token, requestOptions(client));
        const identity = identityIn(await oauth.processRefreshTokenResponse(server, registered, response));
        return identity?.subject === subject ? identity : null;
      });
    },
  };
}

async function queryOf(client: OidcClient, pending: PendingSignIn): Promise<Record<string, string>> {
  return {
    client_id: client.clientId,
    redirect_uri: client.returnAddress,
    response_type: 'code',
    scope: client.scope,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
  };
}

/** Returns the person in the ID token; null for a response without an ID token or with another form. */
function identityIn(response: oauth.TokenEndpointResponse): Identity | null {
  const claims = CLAIMS.safeParse(oauth.getValidatedIdTokenClaims(response));
  if (!claims.success) return null;
  const { sub, name, email, 'cognito:groups': groups } = claims.data;
  return { subject: sub, name: name ?? email ?? sub, groups, refreshToken: response.refresh_token ?? null };
}

/** Reads the provider's configuration on first use. A failure is not remembered. */
function discoverOnce(client: OidcClient): () => Promise<oauth.AuthorizationServer> {
  let known: Promise<oauth.AuthorizationServer> | null = null;
  return () => {
    known ??= oauth
      .discoveryRequest(client.issuer, requestOptions(client))
      .then((response) => oauth.processDiscoveryResponse(client.issuer, response))
      .catch((error: unknown) => {
        known = null;
        throw error;
      });
    return known;
  };
}

const requestOptions = ({ allowsHttp = false }: OidcClient) => ({
  [oauth.allowInsecureRequests]: allowsHttp,
  signal: () => AbortSignal.timeout(PATIENCE_MS),
});

/** What the provider answers when it does not accept a code, a token or a person any more (RFC 6749, 5.2). */
const REFUSED = 'invalid_grant';

/** Converts refusals, and answers that fail a check of state, nonce or token, to null; other errors to a failure. */
async function refusable(client: OidcClient, work: () => Promise<Identity | null>): Promise<Identity | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) return null;
    if (error instanceof oauth.ResponseBodyError && error.error === REFUSED) return null;
    if (error instanceof oauth.OperationProcessingError && !OF_THE_SERVER.has(error.code ?? '')) return null;
    throw error instanceof Failure ? error : unavailable(client, 'does not answer as it should', error);
  }
}

/** Codes of errors that say that the provider, not the request, is wrong. */
const OF_THE_SERVER: ReadonlySet<string> = new Set([oauth.RESPONSE_IS_NOT_CONFORM, oauth.RESPONSE_IS_NOT_JSON]);

async function requireAnswer<Answer>(client: OidcClient, ask: () => Promise<Answer>): Promise<Answer> {
  return ask().catch((error: unknown) => {
    throw unavailable(client, 'does not answer as it should', error);
  });
}

/** The message names only the provider: an answer of the provider may contain a token. */
const unavailable = ({ issuer }: OidcClient, what: string, cause?: unknown): Failure =>
  new Failure('IdentityUnavailable', `the identity provider ${issuer.href} ${what}`, { cause });
