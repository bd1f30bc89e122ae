import { Duration } from 'aws-cdk-lib';
import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StageConfig } from './stage-config.ts';

/** The headings of the runbook's chapter "Alarms". A test checks that both lists agree. */
export type AlarmHeading =
  | 'Uploads in dead-letter queue'
  | 'Uploads waiting'
  | 'Editions in dead-letter queue'
  | 'Editions waiting'
  | 'Publication failed'
  | 'Edition behind'
  | 'Report changed'
  | 'State changed'
  | 'Function failing'
  | 'Function throttled'
  | 'Export rejected'
  | 'Export overdue'
  | 'Draft waiting'
  | 'Nothing to distribute'
  | 'Distribution incomplete'
  | 'Distribution missed'
  | 'Events undelivered'
  | 'Not running'
  | 'Canary silent'
  | 'Mail reputation'
  | 'Address failing'
  | 'Checks in dead-letter queue'
  | 'Checks waiting'
  | 'Public edition behind';

/** The urgency of an alarm: 1 at once, even at night; 2 today; 3 this week. */
export type Severity = 1 | 2 | 3;

/** The runbook's table "How urgent it is". A test checks that both agree. */
export const SEVERITY: Readonly<Record<AlarmHeading, Severity>> = {
  'Uploads in dead-letter queue': 2,
  'Uploads waiting': 2,
  'Editions in dead-letter queue': 2,
  'Editions waiting': 2,
  'Publication failed': 2,
  'Edition behind': 2,
  'Report changed': 1,
  'State changed': 1,
  'Function failing': 2,
  'Function throttled': 2,
  'Export rejected': 3,
  'Export overdue': 3,
  'Draft waiting': 3,
  'Nothing to distribute': 3,
  'Distribution incomplete': 1,
  'Distribution missed': 1,
  'Events undelivered': 1,
  'Not running': 2,
  'Canary silent': 2,
  'Mail reputation': 2,
  'Address failing': 2,
  'Checks in dead-letter queue': 3,
  'Checks waiting': 3,
  'Public edition behind': 1,
};

/** The parts of a stage's configuration that alarms use. */
export type AlarmConfig = Pick<StageConfig, 'stage' | 'runbook'>;

interface Named {
  readonly heading: AlarmHeading;
  /** Distinguishes this alarm from others with the same heading. */
  readonly of?: string;
  readonly metric: IMetric;
  readonly why: string;
}

export interface Watched extends Named {
  /** The alarm goes off above this value. */
  readonly above: number;
}

export interface Declining extends Named {
  /** The alarm goes off below this value. */
  readonly below: number;
}

export interface Expected extends Named {
  /** The alarm goes off after this number of periods of the metric without a count. */
  readonly periods: number;
}

/** Alarms that notify the operators. Each names the heading of docs/runbook.md that describes what to do. */
export class Alarms extends Construct {
  readonly all: Alarm[] = [];
  private readonly topic: ITopic;
  /** The namespace of this stage's own metrics. */
  readonly namespace: string;
  private readonly config: AlarmConfig;

  constructor(scope: Construct, id: string, topic: ITopic, config: AlarmConfig) {
    super(scope, id);
    this.topic = topic;
    this.config = config;
    this.namespace = `Factsheets/${config.stage}`;
  }

  /** Adds an alarm on a metric that is silent while nothing happens: missing data is not breaching. */
  watch({ above, ...named }: Watched): void {
    this.add(named, {
      metric: named.metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** Adds an alarm on a metric that must not fall: missing data is not breaching. */
  watchDecline({ below, ...named }: Declining): void {
    this.add(named, {
      metric: named.metric,
      threshold: below,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** Adds an alarm on a metric that counts something that must happen: missing data is breaching. */
  expect({ periods, ...named }: Expected): void {
    this.add(named, {
      metric: named.metric,
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  /** Sends a notice when the alarm begins and when it ends, so that no one has to check whether it is over. */
  private add({ heading, of, why }: Named, props: AlarmProps): void {
    const alarm = new Alarm(this, `${heading} ${of ?? ''}`.replaceAll(/\W/gu, ''), {
      alarmName: `Factsheets ${this.config.stage}: ${heading}${of === undefined ? '' : ` (${of})`}`,
      alarmDescription: `Severity ${SEVERITY[heading]}. ${why} What to do: ${this.config.runbook}#${anchor(heading)}`,
      ...props,
    });
    const action = new SnsAction(this.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    this.all.push(alarm);
  }
}

const anchor = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');

/** The period over which alarms add up: long enough that a burst causes one message. */
export const ALARM_PERIOD = Duration.minutes(5);
