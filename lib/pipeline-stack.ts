import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { EnvironmentName } from '../src/contract/environment.ts';
import { EVENT_SOURCE } from '../src/contract/event-names.ts';
import { Alarms } from './alarms.ts';
import type { DataStack } from './data-stack.ts';
import { Distribution } from './distribution.ts';
import { EventLog } from './event-log.ts';
import type { AssetName } from './function-sizes.ts';
import type { Granted } from './grant-statements.ts';
import { Ingest } from './ingest.ts';
import { Notices } from './notices.ts';
import { watchDistribution, watchEvents, watchPipeline } from './pipeline-alarms.ts';
import { addDashboard } from './pipeline-dashboard.ts';
import { Publish } from './publish.ts';
import type { StageConfig } from './stage-config.ts';
import { Watch } from './watch.ts';

export interface PipelineStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly code: Readonly<Record<AssetName, Code>>;
}

/** Everything that can be thrown away and deployed anew: queues, functions, the state machine, the bus, alarms. */
export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, { config, data, code, ...props }: PipelineStackProps) {
    super(scope, id, props);
    const bus = this.addBus(config.stage);
    const step = { config, code, granted: grantedBy(data, bus) };
    const ingest = new Ingest(this, 'Ingest', data.exports, step);
    const publish = new Publish(this, 'Publish', bus, step);
    const watch = new Watch(this, 'Watch', step);
    const distribution = config.mail && new Distribution(this, 'Distribution', bus, step, config.mail);
    const notices = new Notices(this, 'Notices', bus, config);
    const alarms = new Alarms(this, 'Alarms', notices.alarms, config.stage);
    const steps = [ingest.step, ...publish.steps, watch.step, ...(distribution?.steps ?? [])];
    watchPipeline(alarms, ingest, publish, steps);
    const events = new EventLog(this, 'Events', bus, config);
    watchEvents(alarms, events);
    if (distribution) watchDistribution(alarms, events, distribution);
    addDashboard(this, id, { alarms, ingest, publish, steps });
    const { stateMachineArn } = publish.machine.machine;
    new CfnOutput(this, 'Publications', { value: stateMachineArn, description: 'The state machine of publications' });
    new CfnOutput(this, 'BusName', { value: bus.eventBusName, description: 'The bus of docs/events.md' });
    new CfnOutput(this, 'UploadsQueue', { value: ingest.uploads.queue.queueUrl });
    new CfnOutput(this, 'UploadsSetAside', { value: ingest.uploads.deadLetters.queueUrl });
    new CfnOutput(this, 'EditionsQueue', { value: publish.editions.queue.queueUrl });
    new CfnOutput(this, 'EditionsSetAside', { value: publish.editions.deadLetters.queueUrl });
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

/**
 * Everything a step's list of effects can name, but what is made with the functions themselves. ARNs are exported by name
 * here, so that acknowledgements can name them too.
 */
function grantedBy(data: DataStack, bus: EventBus): Granted {
  const kept = (variable: EnvironmentName, arn: string, value: string) => ({
    variable,
    arn: imported(data, arn),
    value,
  });
  const hashKey = imported(data, data.hashKey.secretArn);
  return {
    keyArn: imported(data, data.key.keyArn),
    resources: {
      'exports-bucket': kept('exportsBucket', data.exports.bucketArn, data.exports.bucketName),
      'facts-bucket': kept('factsBucket', data.facts.bucketArn, data.facts.bucketName),
      'reports-bucket': kept('reportsBucket', data.reports.bucketArn, data.reports.bucketName),
      table: kept('table', data.table.tableArn, data.table.tableName),
      'hash-key': { variable: 'hashKeySecret', arn: hashKey, value: hashKey },
      bus: { variable: 'bus', arn: bus.eventBusArn, value: bus.eventBusName },
    },
  };
}

const imported = (data: DataStack, value: string): string => String(data.exportValue(value));
