import { ArnFormat, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnApi, CfnApiMapping, CfnDomainName, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  UserPool,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { PORTAL_ROLES } from '../src/domain/person.ts';
import { acknowledgePeople } from './acknowledgements.ts';
import type { PortalConfig } from './portal-config.ts';
import type { StageConfig } from './stage-config.ts';

/** Days for which an invitation's password works. */
const INVITATION_DAYS = 3;

const INVITATION = [
  'You have an account for the portal of the hotline fact sheets. Sign in with {username} and the password {####}',
  `within ${INVITATION_DAYS} days. You will choose your own password and add an authenticator app.`,
  '<br><br>',
  'Tiene una cuenta para el portal de las hojas informativas. Inicie sesión con {username} y la contraseña {####}',
  `en un plazo de ${INVITATION_DAYS} días. Elegirá su propia contraseña y agregará una aplicación de autenticación.`,
].join(' ');

/** What an access log line has: never a path, because paths contain names of files, nor a query. */
const ACCESS_LOG_FORMAT = JSON.stringify({
  time: '$context.requestTime',
  request: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  bytes: '$context.responseLength',
  address: '$context.identity.sourceIp',
  error: '$context.error.messageString',
  integration: '$context.integrationErrorMessage',
});

/**
 * What people of the portal hold on to: its address, and their accounts, second factors and groups. The pipeline stack
 * puts functions behind the address.
 */
export class PortalAddress extends Construct {
  readonly people: UserPool;
  readonly signIn: UserPoolDomain;
  readonly api: CfnApi;
  /** `https://` and the host. */
  readonly origin: string;
  /** The ARN of the certificate of a custom address; null for the address of API Gateway. */
  readonly certificate: string | null;

  constructor(scope: Construct, id: string, config: StageConfig, portal: PortalConfig) {
    super(scope, id);
    this.people = this.addPeople(config);
    this.addGroups(portal);
    this.signIn = this.people.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: `factsheets-${config.stage}-${Stack.of(this).account}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.api = new CfnApi(this, 'Api', {
      name: `factsheets-${config.stage}`,
      description: `Hotline fact sheets, ${config.stage}: the portal`,
      protocolType: 'HTTP',
      disableExecuteApiEndpoint: portal.domain !== null,
    });
    const stage = this.addStage(config, portal);
    this.certificate = portal.domain?.certificate ?? null;
    this.origin = portal.domain ? this.ownOrigin(portal.domain, stage) : this.api.attrApiEndpoint;
    this.addOutputs();
  }

  /** Only administrators create accounts; a second factor is required. Names cannot be changed by the people themselves. */
  private addPeople({ dataOnDelete }: StageConfig): UserPool {
    const people = new UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: { minLength: 14, requireSymbols: false, tempPasswordValidity: Duration.days(INVITATION_DAYS) },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.ESSENTIALS,
      userInvitation: {
        emailSubject: 'Hotline fact sheets: your account / su cuenta',
        emailBody: INVITATION,
      },
      deletionProtection: dataOnDelete === 'keep',
      removalPolicy: dataOnDelete === 'keep' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledgePeople(people);
    return people;
  }

  /** One group for each role, and for the analysts of each hotline. */
  private addGroups({ hotlines }: PortalConfig): void {
    const roles = PORTAL_ROLES.filter((role) => role !== 'analyst');
    for (const groupName of [...roles, ...hotlines.map((hotline) => `analyst-${hotline}`)])
      new CfnUserPoolGroup(this, `Group-${groupName}`, { userPoolId: this.people.userPoolId, groupName });
  }

  private addStage({ stage, logDays }: StageConfig, { requestsPerSecond }: PortalConfig): CfnStage {
    // With this prefix, AWS needs no entry in the account's policy on logs, whose size is limited.
    const log = new LogGroup(this, 'Log', {
      logGroupName: `/aws/vendedlogs/factsheets-${stage}-portal`,
      retention: logDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return new CfnStage(this, 'Stage', {
      apiId: this.api.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: requestsPerSecond, throttlingBurstLimit: 2 * requestsPerSecond },
      accessLogSettings: { destinationArn: log.logGroupArn, format: ACCESS_LOG_FORMAT },
    });
  }

  private ownOrigin({ name, certificate }: NonNullable<PortalConfig['domain']>, stage: CfnStage): string {
    const domain = new CfnDomainName(this, 'Domain', {
      domainName: name,
      domainNameConfigurations: [{ certificateArn: certificate, endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2' }],
    });
    new CfnApiMapping(this, 'Mapping', { apiId: this.api.ref, domainName: domain.ref, stage: stage.ref });
    new CfnOutput(Stack.of(this), 'PortalDomainTarget', {
      value: domain.attrRegionalDomainName,
      description: `What the DNS record CNAME of ${name} points to`,
    });
    return `https://${name}`;
  }

  /** The ARN pattern of every request to the API, for the rights to call functions. */
  get requestsArn(): string {
    return Stack.of(this).formatArn({
      service: 'execute-api',
      resource: this.api.ref,
      resourceName: '*/*',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }

  private addOutputs(): void {
    const stack = Stack.of(this);
    new CfnOutput(stack, 'PortalUrl', { value: this.origin, description: 'The portal' });
    new CfnOutput(stack, 'PeoplePool', {
      value: this.people.userPoolId,
      description: 'aws cognito-idp ... --user-pool-id',
    });
  }
}
