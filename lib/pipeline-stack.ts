import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { EVENT_SOURCE } from '../src/domain/event-names.ts';
import { Alarms } from './alarms.ts';
import { Canary, watchCanary } from './canary.ts';
import { Daily, type DailyStep } from './daily.ts';
import type { DataStack } from './data-stack.ts';
import { rulesOf, watchDelivery } from './delivery-alarms.ts';
import { Distribution } from './distribution.ts';
import type { EdgeStack, Links } from './edge-stack.ts';
import { EventLog } from './event-log.ts';
import { grantedData } from './granted-data.ts';
import { Ingest } from './ingest.ts';
import { Notices } from './notices.ts';
import { watchHeartbeats, watchOutside } from './outside-alarms.ts';
import { watchDistribution, watchEvents, watchPipeline } from './pipeline-alarms.ts';
import { addDashboard } from './pipeline-dashboard.ts';
import { Portal } from './portal.ts';
import { watchPortal, watchSite } from './portal-alarms.ts';
import { Publish } from './publish.ts';
import { PublishPublic } from './publish-public.ts';
import { Query } from './query.ts';
import { Spending } from './spending.ts';
import type { StageConfig } from './stage-config.ts';
import { type AssetCode, constructId, type StepLambda, type StepLambdaProps } from './step-lambda.ts';
import { undeliveredQueue } from './undelivered.ts';
import type { WorkQueue } from './work-queue.ts';

export interface PipelineStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly edge: EdgeStack;
  readonly code: AssetCode;
}

/** The resources that appear in the outputs. */
interface Shown {
  readonly bus: EventBus;
  readonly ingest: Ingest;
  readonly publish: Publish;
  readonly undelivered: Queue;
  readonly steps: readonly StepLambda[];
}

/** Steps that run once a day. */
const DAILY: readonly (readonly [id: string, DailyStep])[] = [
  ['Watch', { step: 'watch-exports', hour: 12, description: 'Finds overdue exports and drafts that wait too long' }],
  ['Retention', { step: 'retire', hour: 3, description: 'Retires files that are neither counted nor approved' }],
];

/** Everything that can be deleted and redeployed: queues, functions, the state machine, the event bus, alarms. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, { config, data, edge, code, ...props }: PipelineStackProps) {
    super(scope, id, props);
    const bus = this.addBus(config.stage);
    const granted = grantedData(data, config);
    const busGranted = { variable: 'bus', arn: bus.eventBusArn, value: bus.eventBusName } as const;
    const step = { config, code, granted: { ...granted, resources: { ...granted.resources, bus: busGranted } } };
    const ingest = new Ingest(this, 'Ingest', data.exports, step);
    const publish = new Publish(this, 'Publish', bus, step);
    const undelivered = undeliveredQueue(this);
    const daily = this.addDaily(bus, { ...step, undelivered });
    const { links, notices } = edge;
    const distribution =
      config.mail && links
        ? new Distribution(this, 'Distribution', bus, { ...step, linkUrl: links.url }, config.mail)
        : null;
    new Notices(this, 'Notices', bus, undelivered, notices);
    const portalProps = { ...step, mail: distribution?.portal ?? null };
    const portal = edge.portal ? new Portal(this, 'Portal', edge.portal, data.exports, portalProps) : null;
    const site = edge.site ? new PublishPublic(this, 'Site', bus, { ...step, undelivered, site: edge.site }) : null;
    const alarms = new Alarms(this, 'Alarms', notices.alarms, config);
    const steps = [
      ...[ingest.step, ...publish.steps, ...daily, links?.step],
      ...[...(distribution?.steps ?? []), ...(portal?.steps ?? []), site?.step],
    ].filter((one) => one !== null && one !== undefined);
    watchPipeline(alarms, ingest, publish, steps);
    watchHeartbeats(alarms, steps);
    for (const one of daily.filter((one) => one.step === 'run-canary')) watchCanary(alarms, one);
    const events = new EventLog(this, 'Events', bus, { log: edge.log, undelivered, stage: config.stage });
    watchEvents(alarms, events);
    if (links && distribution) this.watchMail(alarms, events, links, distribution);
    if (portal) {
      watchPortal(alarms, portal);
      this.addQueues('Checks', portal.checks);
    }
    if (site) watchSite(alarms, site);
    watchDelivery(alarms, undelivered, rulesOf(this));
    if (config.monthlyBudget !== null) new Spending(this, 'Spending', config, config.monthlyBudget);
    addDashboard(this, id, { alarms, ingest, publish, steps });
    this.addOutputs({ bus, ingest, publish, undelivered, steps });
  }

  /** Adds the functions that run once a day; two of them also run at events. */
  private addDaily(bus: EventBus, props: StepLambdaProps & { readonly undelivered: Queue }): StepLambda[] {
    const { canary, query } = props.config;
    return [
      ...DAILY.map(([id, one]) => new Daily(this, id, one, props)),
      ...(canary ? [new Canary(this, 'Canary', bus, props)] : []),
      ...(query ? [new Query(this, 'Query', bus, props, query)] : []),
    ].map((daily) => daily.step);
  }

  private watchMail(alarms: Alarms, events: EventLog, links: Links, distribution: Distribution): void {
    watchDistribution(alarms, events, distribution);
    watchOutside(alarms, [links.step, distribution.review]);
    this.addMailOutputs(distribution);
  }

  /** The runbook names outputs, so their names are given here and not derived by CDK from the construct's path. */
  private addOutput(name: string, value: string, description: string): void {
    new CfnOutput(this, name, { value, description });
  }

  private addOutputs({ bus, ingest, publish, undelivered, steps }: Shown): void {
    this.addOutput('Publications', publish.machine.machine.stateMachineArn, 'The state machine of publications');
    this.addOutput('BusName', bus.eventBusName, 'The bus of docs/events.md');
    this.addQueues('Uploads', ingest.uploads);
    this.addQueues('Editions', publish.editions);
    this.addOutput('UndeliveredQueue', undelivered.queueUrl, 'Events that no rule could deliver');
    for (const { step, log } of steps.filter((one) => Stack.of(one) === this))
      this.addOutput(`${constructId(step)}Log`, log.logGroupName, `The log of ${step}`);
  }

  private addMailOutputs({ missed, reviewUrl, reviewers }: Distribution): void {
    this.addOutput('MissedQueue', missed.queueUrl, 'Schedules, approvals and feedback that failed');
    this.addOutput('ReviewUrl', reviewUrl, 'factsheets approve ... --url');
    this.addOutput('ReviewersPolicy', reviewers.managedPolicyArn, 'Attach it to the roles of reviewers');
  }

  private addQueues(name: 'Uploads' | 'Editions' | 'Checks', { queue, deadLetters }: WorkQueue): void {
    this.addOutput(`${name}Queue`, queue.queueUrl, 'Messages waiting to be processed');
    this.addOutput(`${name}DeadLetters`, deadLetters.queueUrl, 'Messages that failed five times');
    this.addOutput(`${name}DeadLettersArn`, deadLetters.queueArn, 'aws sqs start-message-move-task --source-arn');
  }

  private addBus(stage: string): EventBus {
    const bus = new EventBus(this, 'Bus', {
      eventBusName: `factsheets-${stage}`,
      description: 'What happened to exports and editions (docs/events.md)',
    });
    bus.archive('Archive', {
      description: 'What can be replayed',
      eventPattern: { source: [EVENT_SOURCE] },
      retention: Duration.days(30),
    });
    return bus;
  }
}
