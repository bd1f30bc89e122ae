import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  JsonPath,
  LogLevel,
  Map as MapState,
  StateMachine,
  StateMachineType,
  Succeed,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { rolePath } from './access.ts';
import { acknowledgeLogDelivery } from './acknowledgements.ts';
import { familyMap, grantFamilyMap } from './family-map.ts';
import { grantedResource } from './grant-statements.ts';
import { failuresRetriedBy, fields, retriedTask } from './publication-task.ts';
import type { StepLambdaProps } from './step-lambda.ts';

/** The functions that a publication runs, by step. */
export interface PublicationSteps {
  readonly compute: IFunction;
  readonly render: IFunction;
  readonly sheets: IFunction;
  readonly record: IFunction;
  readonly notify: IFunction;
}

/**
 * Runs one publication: one sheet, one month, one state of the exports.
 *
 *   ComputeFigures ─► recorded already? ─yes─► Done
 *    ▲                 │ no
 *    │                 ▼
 *    │              a family? ─yes─► RenderFamily (family-map.ts) ───────────┐
 *    │                 │ no                                                  ▼
 *   Wait 60 s ◄── RenderLanguages (a Map: RenderReport) ─► RecordReport ─► NotifyReviewers ─► Done
 *   DefinitionChanged
 *
 * A failure that nothing here can fix ends the execution at its own task, under its own name. From there the execution
 * can be redriven once the cause is fixed. If the failure were caught and led to a Fail state, a redrive would start,
 * and end, at that Fail state.
 */
export class PublicationMachine extends Construct {
  readonly machine: StateMachine;
  /** The ARN pattern of all executions of the machine. */
  readonly executionsArn: string;

  constructor(scope: Construct, id: string, steps: PublicationSteps, props: StepLambdaProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const { config, granted } = props;
    // the path of a function's role: the key's policy lets it read lists of sheets
    const path = rolePath(config.stage, false);
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('states.amazonaws.com'), path });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: Object.values<IFunction>({ ...steps }).map(({ functionArn }) => functionArn),
      }),
    );
    role.addToPolicy(new PolicyStatement({ actions: [...LOG_DELIVERY, ...TRACING], resources: ['*'] }));
    acknowledgeLogDelivery(role);
    this.machine = new StateMachine(this, 'Machine', {
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(this.definition(steps, props)),
      comment: 'From the active exports to a fact sheet that waits for review',
      timeout: Duration.hours(2),
      tracingEnabled: true,
      // CDK would let the role invoke every version of every function.
      role: role.withoutPolicyUpdates(),
      logs: {
        destination: new LogGroup(this, 'Log', {
          // Log names below this prefix keep CloudWatch's policy for log delivery short; the policy has a size limit.
          logGroupName: `/aws/vendedlogs/states/${stack.stackName}`,
          retention: config.logDays,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    this.machine.node.addDependency(role);
    // CDK's own policy for the map is not part of the template, because the role takes no updates; cdk-nag would check it
    this.machine.node.tryRemoveChild('DistributedMapPolicy');
    grantFamilyMap(this, role, this.machine, granted);
    this.executionsArn = stack.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.machine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  private definition(steps: PublicationSteps, { config, granted }: StepLambdaProps): LambdaInvoke {
    const compute = retriedTask(this, {
      ...{ id: 'ComputeFigures', fn: steps.compute, resultPath: '$.figures' },
      input: fields('$', 'sheet', 'month', 'isNewest', 'state'),
    });
    const revision = fields('$.figures', 'sheet', 'month', 'revision');
    const render = this.renderLanguages(steps.render, revision);
    const bucketName = grantedResource(granted, { on: 'reports-bucket' }).value;
    const family = familyMap(this, { render: steps.sheets, bucketName, atATime: config.familyConcurrency });
    const record = retriedTask(this, {
      ...{ id: 'RecordReport', fn: steps.record },
      input: { ...revision, ...fields('$', 'rendered') },
    });
    const notify = retriedTask(this, {
      ...{ id: 'NotifyReviewers', fn: steps.notify },
      input: { ...revision, ...fields('$.figures', 'list') },
    });
    const done = new Succeed(this, 'Done');
    const again = this.waitForDeployment();
    compute.next(
      new Choice(this, 'RecordedAlready')
        .when(Condition.booleanEquals('$.figures.recorded', true), done)
        .when(Condition.isString('$.figures.list'), family)
        .otherwise(render),
    );
    for (const state of [render, notify])
      state.addCatch(again, { errors: failuresRetriedBy('publication'), resultPath: '$.caught' });
    again.next(compute);
    render.next(record).next(notify).next(done);
    family.next(notify);
    return compute;
  }

  private waitForDeployment(): Wait {
    return new Wait(this, 'WaitForDeployment', {
      comment: 'Until every function has the new definitions',
      time: WaitTime.duration(Duration.seconds(60)),
    });
  }

  /** Renders two languages at a time, because there are two. The results are collected in `$.rendered`. */
  private renderLanguages(render: IFunction, revision: Readonly<Record<string, string>>): MapState {
    const languages = new MapState(this, 'RenderLanguages', {
      itemsPath: '$.figures.languages',
      itemSelector: { ...revision, language: JsonPath.stringAt('$$.Map.Item.Value') },
      maxConcurrency: 2,
      resultPath: '$.rendered',
    });
    const item = fields('$', 'sheet', 'month', 'revision', 'language');
    return languages.itemProcessor(retriedTask(this, { id: 'RenderReport', fn: render, input: item, resultPath: '$' }));
  }
}

/** Rights that CloudWatch and X-Ray grant only on all resources. */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];
const TRACING = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];
