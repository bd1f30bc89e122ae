import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { FUNCTION_SIZES } from '../../lib/function-sizes.ts';
import { constructId } from '../../lib/step-lambda.ts';
import { ENVIRONMENT } from '../../src/domain/environment.ts';
import { MOST_FAILURES } from '../../src/steps/ingest-export/failed-readings.ts';
import { stageTemplates } from './stage-templates.ts';

const { edge, pipeline } = stageTemplates('prod');
const functions = [pipeline, edge].flatMap((template) =>
  Object.values(template.findResources('AWS::Lambda::Function')),
);
const functionOf = (step: string) =>
  functions.find(({ Properties }) => Properties.Handler === `${step}.handler`)!.Properties;
const queues = pipeline.findResources('AWS::SQS::Queue');

describe('the functions', () => {
  it('are those of the table of sizes', () => {
    const handlers = functions.map(({ Properties }) => Properties.Handler.replace('.handler', ''));
    expect(handlers.sort()).toEqual(Object.keys(FUNCTION_SIZES).sort());
  });

  it.each(Object.entries(FUNCTION_SIZES))('run %s on arm64 with the size measured for it', (step, size) => {
    expect(functionOf(step)).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      MemorySize: size.memory,
      Timeout: size.timeout,
      EphemeralStorage: { Size: size.disk },
    });
  });

  it('receive only the names of what they may touch', () => {
    const environmentOf = (step: string) =>
      Object.keys(functionOf(step).Environment.Variables).filter((name) => name.startsWith('FACTSHEETS_'));
    expect(environmentOf('watch-exports').sort()).toEqual(
      [ENVIRONMENT.bus, ENVIRONMENT.dueDays, ENVIRONMENT.reviewDays, ENVIRONMENT.table].sort(),
    );
    expect(environmentOf('render-report').sort()).toEqual([ENVIRONMENT.reportsBucket, ENVIRONMENT.table].sort());
    expect(environmentOf('ingest-export')).toContain(ENVIRONMENT.engineMemory);
  });

  it('leave the engine less memory than they have', () => {
    for (const { engine, memory } of Object.values(FUNCTION_SIZES))
      expect(engine?.memory ?? 0).toBeLessThan(memory * 0.7);
  });

  it('keep their logs as long as the stage says', () => {
    const groups = [pipeline, edge].flatMap((one) => Object.values(one.findResources('AWS::Logs::LogGroup')));
    expect(groups).toHaveLength(functions.length + 3); // those of the state machine, the event bus and the portal's requests
    expect(groups.map(({ Properties }) => Properties.RetentionInDays)).toEqual(groups.map(() => 365));
  });

  it('have no limit of their own but the one that everybody may call, where its stage says so', () => {
    const limits = (of: typeof functions) =>
      of.flatMap(({ Properties: { Handler, ReservedConcurrentExecutions: limit } }) =>
        limit === undefined ? [] : [[Handler, limit]],
      );
    expect(limits(functions)).toEqual([['answer-link.handler', 5]]);
    const templates = [stageTemplates('dev').pipeline, stageTemplates('dev').edge];
    const dev = templates.flatMap((one) => Object.values(one.findResources('AWS::Lambda::Function')));
    expect(dev.map(({ Properties }) => Properties.Handler)).toContain('answer-link.handler');
    expect(limits(dev)).toEqual([]);
  });

  it('take no resource of CDK along: no custom resource, no function of its own', () => {
    expect(pipeline.findResources('Custom::AWS')).toEqual({});
    expect(functions).toHaveLength(Object.keys(FUNCTION_SIZES).length);
  });
});

describe('the queues', () => {
  it.each(Object.keys(queues))('encrypt %s and refuse it without TLS', (id) => {
    expect(queues[id]?.Properties.SqsManagedSseEnabled).toBe(true);
    pipeline.hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [{ Ref: id }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  it.each([
    ['IngestUploadsQueue', 'ingest-export', 0],
    ['PublishEditionsQueue', 'start-editions', 90],
  ] as const)(
    'hide a message of %s for six times its worker’s timeout, and set it aside after five',
    (name, step, delay) => {
      const [, queue] = Object.entries(queues).find(([id]) => id.startsWith(name))!;
      expect(queue.Properties).toMatchObject({
        VisibilityTimeout: 6 * FUNCTION_SIZES[step].timeout,
        DelaySeconds: delay,
        RedrivePolicy: { maxReceiveCount: 5 },
        MessageRetentionPeriod: 14 * 86_400,
      });
    },
  );

  it('give back only what failed, and work on a bounded number at a time', () => {
    const sources = Object.values(pipeline.findResources('AWS::Lambda::EventSourceMapping'));
    expect(
      sources.map(({ Properties }) => [
        Properties.BatchSize,
        Properties.ScalingConfig,
        Properties.FunctionResponseTypes,
      ]),
    ).toEqual([
      [1, { MaximumConcurrency: 4 }, ['ReportBatchItemFailures']],
      [1, { MaximumConcurrency: 2 }, ['ReportBatchItemFailures']],
      [1, { MaximumConcurrency: 2 }, ['ReportBatchItemFailures']],
      [1, { MaximumConcurrency: 2 }, ['ReportBatchItemFailures']],
      [10, undefined, undefined], // a FIFO queue with one group: one call at a time, and all messages fail together
    ]);
  });
});

describe('an upload that kills its reading', () => {
  it('is quarantined before its message is a dead letter: a person then finds its problem, not a dead letter', () => {
    const [, uploads] = Object.entries(queues).find(([id]) => id.startsWith('IngestUploadsQueue'))!;
    expect(uploads.Properties.RedrivePolicy.maxReceiveCount).toBeGreaterThan(MOST_FAILURES);
  });
});

describe('the rules', () => {
  const patterns = Object.values(pipeline.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);

  it('hear of objects below exports/ alone', () => {
    const [s3] = patterns.filter(({ EventPattern }) => EventPattern?.source?.includes('aws.s3'));
    expect(s3.EventPattern['detail-type']).toEqual(['Object Created', 'Object Deleted']);
    expect(s3.EventPattern.detail.object.key).toEqual([{ prefix: 'exports/' }]);
    expect(Object.keys(s3.EventPattern.detail.bucket.name[0])).toEqual(['Fn::ImportValue']);
  });

  it('look at every edition every six hours, and for exports that are due every day', () => {
    const scheduled = patterns.flatMap(({ ScheduleExpression, Targets }) =>
      ScheduleExpression ? [[ScheduleExpression, Targets[0].Input]] : [],
    );
    expect(scheduled).toEqual([
      ['rate(6 hours)', '{"sweep":true}'],
      ['cron(0 12 * * ? *)', undefined],
      ['cron(0 3 * * ? *)', undefined],
      ['cron(0 5 * * ? *)', undefined],
      ['cron(0 4 * * ? *)', undefined],
      ['rate(6 hours)', '{"sweep":true}'],
    ]);
  });

  it('lose no event that cannot be delivered', () => {
    const targets = patterns.flatMap(({ Targets }) => Targets);
    expect(targets).toHaveLength(17);
    for (const target of targets) expect(target.DeadLetterConfig, target.Arn).toEqual(expect.anything());
  });

  it('may send to the queue of the undelivered, each for itself', () => {
    const [, policy] = Object.entries(pipeline.findResources('AWS::SQS::QueuePolicy')).find(([id]) =>
      id.startsWith('Undelivered'),
    )!;
    const senders = policy.Properties.PolicyDocument.Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    ).map(({ Action, Condition }: { Action: string; Condition: object }) => `${Action} ${JSON.stringify(Condition)}`);
    expect(senders).toHaveLength(11);
    for (const rule of [
      'EventsAll',
      'NoticesRevisionReady',
      'NoticesDraftWaiting',
      'WatchDaily',
      'RetentionDaily',
      'CanaryDaily',
      'CanaryReady',
      'SiteOccasions',
      'SiteSweep',
    ])
      expect(senders.filter((one: string) => one.startsWith('sqs:SendMessage') && one.includes(rule))).toHaveLength(1);
  });

  it('name the event log without the end that CloudFormation gives its ARN', () => {
    const [log] = patterns
      .flatMap(({ Targets }) => Targets)
      .filter(({ Arn }) => /log-group/u.test(JSON.stringify(Arn)));
    expect(log.Arn['Fn::Join'][1].at(-1)).toBe(':log-group:/aws/events/factsheets-prod');
  });

  it('keep every event for thirty days', () => {
    pipeline.hasResourceProperties('AWS::Events::Archive', { RetentionDays: 30 });
  });
});

const patternsOf = (event: string) =>
  Object.values(pipeline.findResources('AWS::Events::Rule'))
    .map(({ Properties }) => Properties)
    .filter(({ EventPattern }) => EventPattern?.['detail-type']?.includes(event));

describe('the canary', () => {
  const dev = stageTemplates('dev').pipeline;

  it('is compared when its own draft is ready, and no mail is written of it', () => {
    const [toReviewers, toCanary] = [true, false].map((byRole) =>
      patternsOf('RevisionReady').filter(({ Targets }) => Boolean(Targets[0].RoleArn) === byRole),
    );
    expect(toCanary?.map(({ EventPattern }) => EventPattern.detail)).toEqual([{ sheet: ['canary'] }]);
    expect(toReviewers?.map(({ EventPattern }) => EventPattern.detail)).toEqual([
      { sheet: [{ 'anything-but': ['canary'] }] },
    ]);
    const [waiting] = patternsOf('DraftWaiting');
    expect(waiting?.EventPattern.detail).toEqual({ sheet: [{ 'anything-but': ['canary'] }] });
  });

  it('is in no schedule of mail', () =>
    expect(JSON.stringify(pipeline.findResources('AWS::Scheduler::Schedule'))).not.toContain('canary'));

  it('is left out of a stage that does not want it', () => {
    const text = JSON.stringify([
      dev.findResources('AWS::Lambda::Function'),
      dev.findResources('AWS::CloudWatch::Alarm'),
    ]);
    expect(text).not.toMatch(/canary/iu);
    expect(JSON.stringify(pipeline.findResources('AWS::Lambda::Function'))).toContain('run-canary.handler');
  });
});

describe('the notices', () => {
  it('reach everyone the stage names, by topics that are encrypted and refuse requests without TLS', () => {
    const topics = Object.values(edge.findResources('AWS::SNS::Topic'));
    expect(topics.map(({ Properties }) => Boolean(Properties.KmsMasterKeyId))).toEqual([true, true]);
    const subscribed = Object.values(edge.findResources('AWS::SNS::Subscription'));
    expect(subscribed.map(({ Properties }) => Properties.Endpoint).sort()).toEqual([
      'operators@example.org',
      'reviewers@example.org',
    ]);
    expect(JSON.stringify(edge.findResources('AWS::SNS::TopicPolicy')).match(/aws:SecureTransport/gu)).toHaveLength(2);
  });

  it.each([
    ['NoticesAlarms', ['cloudwatch.amazonaws.com']],
    ['NoticesReviewers', []],
  ])('admit services to %s: %j, and no one else', (topic, services) => {
    const [, policy] = Object.entries(edge.findResources('AWS::SNS::TopicPolicy')).find(([id]) =>
      id.startsWith(topic),
    )!;
    const allowed = policy.Properties.PolicyDocument.Statement.filter(
      ({ Effect }: { Effect: string }) => Effect === 'Allow',
    );
    expect(allowed.map(({ Action, Principal }: Record<string, unknown>) => [Action, Principal])).toEqual(
      services.map((service) => ['sns:Publish', { Service: service }]),
    );
  });

  it('write to reviewers by a role of this account: no rule of another one gets in', () => {
    for (const event of ['RevisionReady', 'DraftWaiting']) {
      const [rule] = patternsOf(event).filter(({ Targets }) => Targets[0].RoleArn);
      expect(rule?.Targets[0].RoleArn).toEqual({
        'Fn::GetAtt': [expect.stringMatching(/^NoticesPublisherRole/u), 'Arn'],
      });
    }
    const [key] = Object.values(edge.findResources('AWS::KMS::Key'));
    expect(JSON.stringify(key?.Properties.KeyPolicy)).not.toContain('events.amazonaws.com');
  });

  it('leave no key behind when the stack goes, or when its first deployment fails', () => {
    const keys: { DeletionPolicy?: string }[] = Object.values(edge.findResources('AWS::KMS::Key'));
    expect(keys.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Delete']);
  });
});

describe('the budget', () => {
  it('notifies every operator when the month costs more than the stage allows, or will', () => {
    pipeline.hasResourceProperties('AWS::Budgets::Budget', {
      Budget: { BudgetLimit: { Amount: 60, Unit: 'USD' }, TimeUnit: 'MONTHLY', BudgetType: 'COST' },
      NotificationsWithSubscribers: ['ACTUAL', 'FORECASTED'].map((NotificationType) => ({
        Notification: Match.objectLike({ NotificationType, Threshold: 100, ThresholdType: 'PERCENTAGE' }),
        Subscribers: [{ Address: 'operators@example.org', SubscriptionType: 'EMAIL' }],
      })),
    });
  });
});

describe('the distribution', () => {
  const addresses = [pipeline, edge].flatMap((template) => Object.values(template.findResources('AWS::Lambda::Url')));
  const permissions = addresses.map(({ Properties }) => [
    Properties.TargetFunctionArn['Fn::GetAtt'][0].replace(/[0-9A-F]{8}$/u, ''),
    Properties.AuthType,
  ]);

  it('lets callers of AWS alone decide, and whoever has a link open it', () => {
    expect(permissions.toSorted()).toEqual([
      ['AnswerLinkFunction', 'NONE'],
      ['DistributionDecideRevisionFunction', 'AWS_IAM'],
    ]);
  });

  it('gives reviewers the two rights that an address made today asks for, on that one function', () => {
    const policies = pipeline.findResources('AWS::IAM::ManagedPolicy');
    const policy = policies[Object.keys(policies).find((id) => id.startsWith('DistributionReviewers')) ?? ''];
    const statements: { Action: string; Resource: unknown; Condition: unknown }[] =
      policy?.Properties.PolicyDocument.Statement;
    expect(statements.map(({ Action, Condition }) => [Action, Condition])).toEqual([
      ['lambda:InvokeFunctionUrl', { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } }],
      ['lambda:InvokeFunction', { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } }],
    ]);
    for (const { Resource } of statements)
      expect(Resource).toEqual({
        'Fn::GetAtt': [expect.stringMatching(/^DistributionDecideRevisionFunction/u), 'Arn'],
      });
  });

  it('gives outputs the names that the documents use', () => {
    const names = [pipeline, edge]
      .flatMap((one) => Object.keys(one.findOutputs('*')))
      .filter((name) => !name.startsWith('ExportsOutput'));
    const logs = Object.keys(FUNCTION_SIZES).map((step) => `${constructId(step)}Log`);
    expect(names.filter((name) => name.endsWith('Log')).sort()).toEqual(logs.sort());
    expect(names.filter((name) => !name.endsWith('Log')).sort()).toEqual([
      'AlarmsTopic',
      'BusName',
      'ChecksDeadLetters',
      'ChecksDeadLettersArn',
      'ChecksQueue',
      'EditionsDeadLetters',
      'EditionsDeadLettersArn',
      'EditionsQueue',
      'EventLogName',
      'LinkUrl',
      'MissedQueue',
      'PeoplePool',
      'PortalUrl',
      'PublicBucket',
      'PublicDomainTarget',
      'PublicUrl',
      'Publications',
      'QueryPolicy',
      'ReviewUrl',
      'ReviewersPolicy',
      'UndeliveredQueue',
      'UploadsDeadLetters',
      'UploadsDeadLettersArn',
      'UploadsQueue',
    ]);
  });

  it('runs each sheet’s schedule in its own time zone, and names the run by its moment', () => {
    const [schedule] = Object.values(pipeline.findResources('AWS::Scheduler::Schedule'));
    expect(schedule?.Properties).toMatchObject({
      ScheduleExpression: 'cron(0 9 15 * ? *)',
      ScheduleExpressionTimezone: 'America/Mexico_City',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Input: '{"sheet":"us-mexico-border","moment":"<aws.scheduler.scheduled-time>"}' },
    });
  });

  it('gives the mail function everything it reads', () => {
    const variables = Object.keys(functionOf('distribute').Environment.Variables);
    for (const name of ['sender', 'linkUrl', 'configurationSet', 'schedulesFile'] as const)
      expect(variables).toContain(ENVIRONMENT[name]);
  });

  it('sets aside what failed three times', () => {
    const asked = Object.values(pipeline.findResources('AWS::Lambda::EventInvokeConfig')).map(
      ({ Properties }) => Properties,
    );
    expect(asked.map(({ MaximumRetryAttempts }) => MaximumRetryAttempts)).toEqual([2, 2]);
    for (const { DestinationConfig } of asked)
      expect(JSON.stringify(DestinationConfig.OnFailure)).toContain('DistributionMissed');
  });
});
