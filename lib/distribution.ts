import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { EventBus as Bus, type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { ConfigurationSet, EmailSendingEvent, EventDestination, SuppressionReasons } from 'aws-cdk-lib/aws-ses';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENVIRONMENT } from '../src/domain/environment.ts';
import { EVENT_SOURCE, type EventName } from '../src/domain/event-names.ts';
import { schedulerExpression } from '../src/domain/schedule/schedule.ts';
import { acknowledgeDeadLetters } from './acknowledgements.ts';
import { schedulesFile } from './deployed-assets.ts';
import { FUNCTION_SIZES } from './function-sizes.ts';
import type { GrantedResource } from './grant-statements.ts';
import type { MailConfig } from './mail-config.ts';
import { constructId, StepLambda, type StepLambdaProps } from './step-lambda.ts';

export interface DistributionProps extends StepLambdaProps {
  /** The base address of links, unless the stage has its own address. */
  readonly linkUrl: string;
}

/** What the portal composes messages with, and the queue of its test messages. */
export interface PortalMail {
  readonly sender: string;
  /** The base address of links. */
  readonly linkUrl: string;
  readonly testQueue: GrantedResource;
}

/** Tries of a test message; the next one follows after a quarter of an hour, the function's timeout. */
const TEST_TRIES = 3;

type MailResources = Readonly<Record<'mail-identity' | 'mail-configuration' | 'mail-account', GrantedResource>>;

/**
 * Sends approved revisions to stakeholders by mail: schedules, links, feedback about returned mail, and the reviewers'
 * entry point.
 */
export class Distribution extends Construct {
  readonly steps: readonly StepLambda[];
  readonly review: StepLambda;
  /** Schedules, approvals and feedback that could not be processed. */
  readonly missed: Queue;
  /** Null in a stage without a portal. */
  readonly portal: PortalMail | null;
  /** The address for `factsheets approve ... --url`. */
  readonly reviewUrl: string;
  /** The rights of a reviewer, to be attached to reviewers' roles or groups. */
  readonly reviewers: ManagedPolicy;

  constructor(scope: Construct, id: string, bus: EventBus, props: DistributionProps, mail: MailConfig) {
    super(scope, id);
    const set = this.configurationSet();
    const linkUrl = mail.linkUrl ?? props.linkUrl;
    const resources = { ...props.granted.resources, ...this.mailResources(mail, set.configurationSetName) };
    const granted = { ...props, granted: { ...props.granted, resources } };
    const review = new StepLambda(this, 'decide-revision', granted);
    const feedback = new StepLambda(this, 'record-feedback', granted);
    const distribute = new StepLambda(this, 'distribute', granted);
    this.steps = [distribute, review, feedback];
    this.review = review;
    const url = review.fn.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM });
    distribute.fn.addEnvironment(ENVIRONMENT.sender, mail.sender);
    distribute.fn.addEnvironment(ENVIRONMENT.linkUrl, linkUrl);
    distribute.fn.addEnvironment(ENVIRONMENT.schedulesFile, schedulesFile(props.config.stage));
    this.missed = new Queue(this, 'Missed', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledgeDeadLetters(this.missed);
    this.runSchedules(distribute, mail);
    this.sendLateApprovals(bus, distribute);
    this.recordFeedback(feedback, set);
    for (const step of [distribute, feedback]) this.addDeadLetters(step);
    this.portal = props.config.portal ? { sender: mail.sender, linkUrl, testQueue: this.addTests(distribute) } : null;
    this.reviewUrl = url.url;
    this.reviewers = this.reviewersPolicy(review);
  }

  /**
   * Function URLs created since October 2025 require both rights (docs.aws.amazon.com/lambda/latest/dg/urls-auth.html).
   */
  private reviewersPolicy({ fn }: StepLambda): ManagedPolicy {
    const resources = [fn.functionArn];
    return new ManagedPolicy(this, 'Reviewers', {
      description: 'May review and decide on revisions of fact sheets (docs/review.md)',
      statements: [
        new PolicyStatement({
          actions: ['lambda:InvokeFunctionUrl'],
          resources,
          conditions: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
        }),
        new PolicyStatement({
          actions: ['lambda:InvokeFunction'],
          resources,
          conditions: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
        }),
      ],
    });
  }

  /** Adds the queue of test messages. They contain an address: they are deleted once they are sent. */
  private addTests({ fn }: StepLambda): GrantedResource {
    const queue = new Queue(this, 'Tests', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.hours(6),
      visibilityTimeout: Duration.seconds(FUNCTION_SIZES.distribute.timeout),
      deadLetterQueue: { queue: this.missed, maxReceiveCount: TEST_TRIES },
    });
    fn.addEventSource(new SqsEventSource(queue, { batchSize: 1, maxConcurrency: 2, reportBatchItemFailures: true }));
    return { arn: queue.queueArn, variable: 'testQueue', value: queue.queueUrl };
  }

  private configurationSet(): ConfigurationSet {
    const set = new ConfigurationSet(this, 'Mail', {
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      reputationMetrics: true,
    });
    set.addEventDestination('CameBack', {
      destination: EventDestination.eventBus(Bus.fromEventBusName(this, 'Default', 'default')),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    });
    return set;
  }

  private mailResources(mail: MailConfig, set: string): MailResources {
    const ses = (resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
    return {
      'mail-identity': { arn: ses('identity', mail.domain), variable: 'sender', value: mail.sender },
      'mail-configuration': { arn: ses('configuration-set', set), variable: 'configurationSet', value: set },
      'mail-account': { arn: '*', variable: 'configurationSet', value: set }, // ses:GetAccount takes no resource
    };
  }

  /** SES emits an event when mail bounces or causes a complaint. That address gets no more mail. */
  private recordFeedback(feedback: StepLambda, set: ConfigurationSet): void {
    new Rule(this, 'MailCameBack', {
      description: 'A message bounced, or a recipient complained',
      eventPattern: {
        source: ['aws.ses'],
        detailType: ['Email Bounced', 'Email Complaint Received'],
        detail: { mail: { tags: { 'ses:configuration-set': [set.configurationSetName] } } },
      },
      targets: [new LambdaFunction(feedback.fn, { deadLetterQueue: this.missed })],
    });
  }

  /**
   * A call that fails two more times goes to the dead-letter queue. A run that ran out of time before it reached
   * everyone continues on the next call.
   */
  private addDeadLetters({ fn }: StepLambda): void {
    fn.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
      onFailure: new SqsDestination(this.missed),
    });
  }

  /**
   * One schedule per sheet, in the sheet's time zone. The scheduled moment identifies the run, so a call that arrives
   * twice causes one run.
   */
  private runSchedules(distribute: StepLambda, { schedules }: MailConfig): void {
    const role = new Role(this, 'SchedulerRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    const { functionArn } = distribute.fn;
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.missed.queueArn] }));
    for (const schedule of schedules)
      new CfnSchedule(this, `Schedule${constructId(schedule.sheet)}`, {
        description: `${schedule.sheet} goes to its stakeholders`,
        scheduleExpression: schedulerExpression(schedule),
        scheduleExpressionTimezone: schedule.zone,
        flexibleTimeWindow: { mode: 'OFF' },
        target: {
          arn: functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify({ sheet: schedule.sheet, moment: '<aws.scheduler.scheduled-time>' }),
          deadLetterConfig: { arn: this.missed.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 3 },
        },
      });
  }

  /**
   * An approval after the scheduled moment sends at once if the sheet's schedule allows it; the step checks this. A
   * person's request also sends.
   */
  private sendLateApprovals(bus: EventBus, distribute: StepLambda): void {
    new Rule(this, 'LateApproval', {
      description: 'Sends an approved revision if its scheduled time has passed, or if a person requested it',
      eventBus: bus,
      eventPattern: {
        source: [EVENT_SOURCE],
        detailType: ['RevisionApproved', 'DistributionAsked'] satisfies EventName[],
      },
      targets: [new LambdaFunction(distribute.fn, { deadLetterQueue: this.missed })],
    });
  }
}
