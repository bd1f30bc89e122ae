import { createServer, type Server } from 'node:http';
import Provider from 'oidc-provider';
import type { OidcClient } from '../../src/adapters/oidc-identity.ts';

export const CLIENT_ID = 'the-portal';
const CLIENT_SECRET = 'a secret of the portal, for tests';

/** An OpenID Connect provider on this machine, from a kept library that knows nothing of this program. */
export interface LocalProvider {
  readonly origin: string;
  /** The groups of each account, by its name; an account without an entry does not exist. */
  readonly accounts: Map<string, readonly string[]>;
  /** Returns the registration of a portal at an origin. */
  client(portal: string): OidcClient;
  signOutAddress(portal: string): string;
  /** Stops answering, and answers again. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a provider that signs in with any password and asks for a consent, and whose ID tokens name groups as Amazon
 * Cognito's do.
 * @param portal the origin to which it sends browsers back
 */
export async function startProvider(portal: string): Promise<LocalProvider> {
  const accounts = new Map<string, readonly string[]>();
  const server = createServer();
  const port = await listen(server, 0);
  const origin = `http://127.0.0.1:${port}`;
  const provider = new Provider(origin, {
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        redirect_uris: [`${portal}/signed-in`],
        post_logout_redirect_uris: [`${portal}/`],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: ['a key for tests'] },
    claims: { openid: ['sub', 'cognito:groups'], profile: ['name'], email: ['email'] },
    conformIdTokenClaims: false,
    issueRefreshToken: async () => true,
    rotateRefreshToken: false,
    findAccount: async (_, id) => {
      const groups = accounts.get(id);
      return (
        groups && { accountId: id, claims: async () => ({ sub: id, name: `${id} Reyes`, 'cognito:groups': groups }) }
      );
    },
  });
  server.on('request', provider.callback());
  return {
    origin,
    accounts,
    client: (at) => ({
      issuer: new URL(origin),
      clientId: CLIENT_ID,
      secret: async () => CLIENT_SECRET,
      returnAddress: `${at}/signed-in`,
      scope: 'openid profile email',
      allowsHttp: true,
    }),
    signOutAddress: (at) =>
      `${origin}/session/end?client_id=${CLIENT_ID}&post_logout_redirect_uri=${encodeURIComponent(`${at}/`)}`,
    pause: () => closed(server),
    resume: async () => void (await listen(server, port)),
    close: () => closed(server),
  };
}

export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(address && typeof address === 'object' ? address.port : 0);
    });
  });

export const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
