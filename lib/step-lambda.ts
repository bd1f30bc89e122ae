import { Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../src/domain/environment.ts';
import { grantsOf } from '../src/domain/function-grants.ts';
import { rolePath } from './access.ts';
import { acknowledgeMailAccount, acknowledgePrefixes } from './acknowledgements.ts';
import { type AssetName, type DeployedStep, FUNCTION_SIZES } from './function-sizes.ts';
import { type Granted, grantedResource, statementsOf } from './grant-statements.ts';
import type { StageConfig } from './stage-config.ts';

/**
 * Returns the code of an asset. Each function needs a new one, because a stack cannot use an asset of another stack.
 */
export type AssetCode = (asset: AssetName) => Code;

export interface StepLambdaProps {
  readonly config: StageConfig;
  readonly code: AssetCode;
  readonly granted: Granted;
}

/** The function that runs one step. Its role allows exactly the step's list of effects and its own log. */
export class StepLambda extends Construct {
  readonly step: DeployedStep;
  readonly fn: LambdaFunction;
  readonly log: LogGroup;
  readonly role: Role;

  constructor(scope: Construct, step: DeployedStep, props: StepLambdaProps) {
    super(scope, constructId(step));
    this.step = step;
    const size = FUNCTION_SIZES[step];
    this.log = new LogGroup(this, 'Log', { retention: props.config.logDays, removalPolicy: RemovalPolicy.DESTROY });
    this.role = this.roleOf(step, props);
    this.fn = new LambdaFunction(this, 'Function', {
      description: `Hotline fact sheets, ${props.config.stage}: ${step}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: props.code(size.asset),
      handler: `${step}.handler`,
      memorySize: size.memory,
      timeout: Duration.seconds(size.timeout),
      ephemeralStorageSize: Size.mebibytes(size.disk),
      role: this.role,
      logGroup: this.log,
      environment: environmentOf(step, props),
      ...atATime(step, props.config),
    });
  }

  private roleOf(step: DeployedStep, { config, granted }: StepLambdaProps): Role {
    const grants = grantsOf(step);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      path: rolePath(
        config.stage,
        grants.some(({ on }) => on === 'hash-key'),
      ),
      description: `What ${step} touches, from its list of effects (docs/permissions.md)`,
    });
    this.log.grantWrite(role);
    const stack = Stack.of(this);
    for (const statement of statementsOf(stack, grants, granted)) role.addToPolicy(statement);
    acknowledgePrefixes(role, stack, grants, granted);
    if (grants.some(({ on }) => on === 'mail-account')) acknowledgeMailAccount(role);
    return role;
  }
}

/** Only the public function has its own limit; queues with their own limits call the others. */
const atATime = (step: DeployedStep, { answersAtATime }: StageConfig) =>
  step === 'answer-link' && answersAtATime !== null ? { reservedConcurrentExecutions: answersAtATime } : {};

/** Converts the name of a step to the id of a construct: `ingest-export` to `IngestExport`. */
export const constructId = (step: string): string =>
  step.replaceAll(/(?:^|-)([a-z])/gu, (_, letter: string) => letter.toUpperCase());

/** Returns the environment of a function: only the resources that it may access. */
function environmentOf(step: DeployedStep, { config, granted }: StepLambdaProps): Record<string, string> {
  const { engine } = FUNCTION_SIZES[step];
  const touched = grantsOf(step).map((grant) => grantedResource(granted, grant));
  return {
    ...Object.fromEntries(touched.map(({ variable, value }) => [ENVIRONMENT[variable], value])),
    ...(engine && {
      [ENVIRONMENT.engineMemory]: String(engine.memory),
      [ENVIRONMENT.engineThreads]: String(engine.threads),
    }),
    ...(step === 'watch-exports' && {
      [ENVIRONMENT.dueDays]: JSON.stringify(config.dueDays),
      [ENVIRONMENT.reviewDays]: String(config.reviewDays),
    }),
    NODE_OPTIONS: '--enable-source-maps',
    POWERTOOLS_SERVICE_NAME: step,
    POWERTOOLS_LOG_LEVEL: 'INFO',
  };
}
