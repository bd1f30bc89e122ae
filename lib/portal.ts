import { Duration, SecretValue, Stack } from 'aws-cdk-lib';
import { CfnIntegration, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  CfnManagedLoginBranding,
  CfnUserPoolClient,
  ClientAttributes,
  OAuthScope,
  UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ENVIRONMENT, type EnvironmentName } from '../src/domain/environment.ts';
import { DEPLOYED_PARTS, type DeployedPart } from '../src/domain/function-steps.ts';
import { PORTAL_ROUTES } from '../src/domain/portal-routes.ts';
import { acknowledgeClientSecret, acknowledgeOwnSignIn } from './acknowledgements.ts';
import { schedulesFile } from './deployed-assets.ts';
import type { PortalMail } from './distribution.ts';
import { FUNCTION_SIZES } from './function-sizes.ts';
import type { PortalAddress } from './portal-address.ts';
import { StepLambda, type StepLambdaProps } from './step-lambda.ts';
import { WorkQueue } from './work-queue.ts';

/** API Gateway ends a request after 30 seconds; the function answers or fails before. */
const LONGEST_ANSWER_MS = 29_500;

/** The identity provider's client as functions see it. */
interface RegisteredClient {
  readonly id: string;
  readonly secret: Secret;
}

/** `mail` is null for a stage that sends none: it has no function for messages. */
export interface PortalProps extends StepLambdaProps {
  readonly mail: PortalMail | null;
}

/** The portal: functions split by trust behind one address, sign-in with Cognito, and the check of files. */
export class Portal extends Construct {
  readonly steps: readonly StepLambda[];
  readonly address: PortalAddress;
  /** Files that wait for their check, and requests for values. */
  readonly checks: WorkQueue;

  constructor(scope: Construct, id: string, address: PortalAddress, exports: Bucket, props: PortalProps) {
    super(scope, id);
    this.address = address;
    const client = this.addClient(address, props);
    const secret = { arn: client.secret.secretArn, variable: 'signInSecret', value: client.secret.secretArn } as const;
    const pool = {
      // by its id: emulators make a pool in name only, without an ARN
      arn: Stack.of(this).formatArn({
        service: 'cognito-idp',
        resource: 'userpool',
        resourceName: address.people.userPoolId,
      }),
      variable: 'peoplePool',
      value: address.people.userPoolId,
    } as const;
    const { mail } = props;
    const own = { 'sign-in-secret': secret, 'people-pool': pool, ...(mail && { 'test-queue': mail.testQueue }) };
    const resources = { ...props.granted.resources, ...own };
    const granted = { ...props, granted: { ...props.granted, resources } };
    const served = DEPLOYED_PARTS.filter((part) => part !== 'mail' || mail !== null);
    const parts = served.map((part) => ({ part, step: new StepLambda(this, `portal-${part}`, granted) }));
    for (const { part, step } of parts) {
      this.addVariables(step, part, { address, client, exports, props });
      this.addRoutes(step, part, address);
    }
    const check = new StepLambda(this, 'check-upload', props);
    this.checks = this.checkStaged(check, exports);
    this.steps = [...parts.map(({ step }) => step), check];
  }

  /** Registers the portal with Cognito. Its tokens are used once, at sign-in, and every quarter of an hour. */
  private addClient({ people, origin }: PortalAddress, { granted }: StepLambdaProps): RegisteredClient {
    const client = new UserPoolClient(this, 'Client', {
      userPool: people,
      generateSecret: true,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE, OAuthScope.EMAIL],
        callbackUrls: [`${origin}/signed-in`],
        logoutUrls: [`${origin}/`],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(5),
      idTokenValidity: Duration.minutes(5),
      refreshTokenValidity: Duration.hours(9), // longer than a session
      readAttributes: new ClientAttributes().withStandardAttributes({ fullname: true, email: true }),
      // decisions are stored with the name, so people cannot change it
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    });
    new CfnManagedLoginBranding(this, 'Branding', {
      userPoolId: people.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    const secret = new Secret(this, 'ClientSecret', {
      description: 'With which the portal signs people in (made by Cognito)',
      encryptionKey: Key.fromKeyArn(this, 'KeyOfSecret', granted.keyArn),
      secretStringValue: SecretValue.resourceAttribute(cfnClient(client).attrClientSecret),
    });
    acknowledgeClientSecret(secret);
    return { id: client.userPoolClientId, secret };
  }

  private addVariables(
    { fn }: StepLambda,
    part: DeployedPart,
    { address, client, exports, props }: VariableSources,
  ): void {
    const { region } = Stack.of(this);
    const signOut = `${address.signIn.baseUrl()}/logout?client_id=${client.id}&logout_uri=`;
    const variables: Partial<Record<EnvironmentName, string>> = {
      ...(part === 'mail' && props.mail && { sender: props.mail.sender, linkUrl: props.mail.linkUrl }),
      portalPart: part,
      portalOrigin: address.origin,
      uploadOrigin: `https://${exports.bucketRegionalDomainName}`,
      signInIssuer: `https://cognito-idp.${region}.amazonaws.com/${address.people.userPoolId}`,
      signInClient: client.id,
      signOutAddress: `${signOut}${address.origin}/`,
      ...(props.config.mail && { schedulesFile: schedulesFile(props.config.stage) }),
    };
    for (const [name, value] of Object.entries(variables))
      fn.addEnvironment(ENVIRONMENT[name as EnvironmentName], value);
  }

  /**
   * Every route of a part goes to its function, and all other requests to the function with the least rights, which
   * answers 404 for routes of other parts.
   */
  private addRoutes({ fn }: StepLambda, part: DeployedPart, { api, requestsArn }: PortalAddress): void {
    const integration = new CfnIntegration(this, `Integration-${part}`, {
      apiId: api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: fn.functionArn,
      payloadFormatVersion: '2.0',
      timeoutInMillis: LONGEST_ANSWER_MS,
    });
    fn.addPermission('Requests', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: requestsArn,
    });
    const target = `integrations/${integration.ref}`;
    for (const [name, routeKey] of part === 'view' ? ([['Default', '$default']] as const) : routeKeysOf(part)) {
      const route = new CfnRoute(this, `Route-${name}`, { apiId: api.ref, routeKey, target });
      acknowledgeOwnSignIn(route);
    }
  }

  private checkStaged(check: StepLambda, exports: Bucket): WorkQueue {
    const { timeout } = FUNCTION_SIZES['check-upload'];
    const queue = new WorkQueue(this, 'Checks', { workTimeout: Duration.seconds(timeout), delay: Duration.seconds(0) });
    check.fn.addEventSource(
      new SqsEventSource(queue.queue, { batchSize: 1, maxConcurrency: 2, reportBatchItemFailures: true }),
    );
    new Rule(this, 'Staged', {
      description: 'A file waits for its check, or someone asked for the values in it',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [exports.bucketName] },
          object: { key: [{ prefix: 'checks/' }, { prefix: 'value-requests/' }] },
        },
      },
      targets: [new SqsQueue(queue.queue, { deadLetterQueue: queue.deadLetters })],
    });
    return queue;
  }
}

interface VariableSources {
  readonly address: PortalAddress;
  readonly client: RegisteredClient;
  readonly exports: Bucket;
  readonly props: PortalProps;
}

/** Returns the routes of a part for API Gateway, which decodes `%2F`: the name of a file takes the rest of the path. */
export const routeKeysOf = (part: DeployedPart): readonly (readonly [name: string, key: string])[] =>
  Object.entries(PORTAL_ROUTES)
    .filter(([, route]) => route.part === part)
    .map(([name, { method, path }]) => [name, `${method} ${path.replace(/\{file\}$/u, '{file+}')}`]);

function cfnClient(client: UserPoolClient): CfnUserPoolClient {
  const { defaultChild } = client.node;
  if (defaultChild instanceof CfnUserPoolClient) return defaultChild;
  throw new Error(`${client.node.path} is not a client of CloudFormation`);
}
