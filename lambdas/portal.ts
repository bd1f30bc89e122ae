import { type APIGatewayProxyResult, handle, type LambdaEvent } from 'hono/aws-lambda';
import { dynamoRequests } from '../src/adapters/aws/dynamo-requests.ts';
import { dynamoSessions } from '../src/adapters/aws/dynamo-sessions.ts';
import { oidcIdentity } from '../src/adapters/oidc-identity.ts';
import { PROGRAM_VERSION } from '../src/definitions/versions.ts';
import { type DeployedPart, partOf } from '../src/domain/function-steps.ts';
import { limitedAttempts } from '../src/portal/attempts.ts';
import { type Portal, portal } from '../src/portal/portal.ts';
import { providerSessions } from '../src/portal/provider-sessions.ts';
import type { SessionEffects } from '../src/steps/use-session.ts';
import { accounts, clock, environment, once, ROOT, signInSecret, table } from './aws-effects.ts';
import { canMail } from './mail-environment.ts';
import { deployedPortalAssets } from './portal-assets.ts';
import { portalContext } from './portal-context.ts';
import { withEncodedPath } from './portal-event.ts';
import { mailRuns } from './portal-mail.ts';
import { reportFailure } from './telemetry.ts';

/** The name keeps other hosts from setting the cookie, and needs TLS. */
const COOKIE = '__Host-factsheets';

/** Of each copy of the function. */
const FAILED_A_MINUTE = 30;

function servedPart(): DeployedPart {
  const name = environment('portalPart');
  const found = partOf(`portal-${name}`);
  if (!found) throw new Error(`${name} is not a part of the portal`);
  return found;
}

const sessionEffects = once(async (): Promise<SessionEffects> => {
  const returnAddress = `${environment('portalOrigin')}/signed-in`;
  const provider = { issuer: new URL(environment('signInIssuer')), clientId: environment('signInClient') };
  // Amazon Cognito sends a refresh token without a scope for it
  const client = { ...provider, secret: signInSecret, returnAddress, scope: 'openid profile email' };
  return { sessions: dynamoSessions(await table()), identity: oidcIdentity(client), clock };
});

const context = once(async () => portalContext(servedPart()));

const app = once(async (): Promise<Portal> => {
  const served = servedPart();
  const origin = new URL(environment('portalOrigin'));
  const signOutAddress = environment('signOutAddress');
  return portal({
    ...(await deployedPortalAssets(ROOT, served === 'view')),
    ...providerSessions(await sessionEffects(), signOutAddress),
    part: served,
    origins: { connect: [environment('uploadOrigin')], form: [new URL(signOutAddress).origin] },
    hosts: () => [origin.host],
    scheme: 'https',
    cookie: COOKIE,
    personOf: async ({ subject }) => (subject === null ? null : accounts().bySubject(subject)),
    attempts: limitedAttempts(FAILED_A_MINUTE, Date.now),
    version: PROGRAM_VERSION,
    requests: { requests: dynamoRequests(await table()), clock },
    canMail: canMail(),
    runs: served === 'mail' ? await mailRuns() : null,
    changes: null,
    use: async (work) => work(await context()),
    report: (request, error) => void reportFailure(`portal-${served}`, error, request),
  });
});

/** Handles a request to the HTTP API with the part of the portal that `FACTSHEETS_PORTAL_PART` names. */
export const handler = async (event: HttpApiEvent): Promise<APIGatewayProxyResult> => {
  const opened = await app().catch((error: unknown) => Promise.reject(reportFailure('portal', error)));
  return handle(opened)(withEncodedPath(event));
};

type HttpApiEvent = Extract<LambdaEvent, { readonly rawPath: string }>;
