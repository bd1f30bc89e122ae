import { Duration } from 'aws-cdk-lib';
import { Alarm, type AlarmProps, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StageConfig } from './stage-config.ts';

/** The headings of the runbook's chapter "Alarms"; a test holds the two together. */
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
  | 'Address failing';

/** How soon somebody looks: 1 at once, at night too; 2 today; 3 this week. */
export type Severity = 1 | 2 | 3;

/** The runbook's table "How urgent it is"; a test holds the two together. */
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
};

/** What of a stage's configuration is in an alarm. */
export type AlarmConfig = Pick<StageConfig, 'stage' | 'runbook'>;

interface Named {
  readonly heading: AlarmHeading;
  /** What distinguishes this alarm from others of its heading. */
  readonly of?: string;
  readonly metric: IMetric;
  readonly why: string;
}

export interface Watched extends Named {
  /** Above this it rings. */
  readonly above: number;
}

export interface Expected extends Named {
  /** After so many periods of the metric without a count it rings. */
  readonly periods: number;
}

/** Alarms that tell the operators, each with the heading of docs/runbook.md that says what to do. */
export class Alarms extends Construct {
  readonly all: Alarm[] = [];
  private readonly topic: ITopic;
  /** Where this stage's own metrics are. */
  readonly namespace: string;
  private readonly config: AlarmConfig;

  constructor(scope: Construct, id: string, topic: ITopic, config: AlarmConfig) {
    super(scope, id);
    this.topic = topic;
    this.config = config;
    this.namespace = `Factsheets/${config.stage}`;
  }

  /** No data is no trouble: these metrics are silent while nothing happens. */
  watch({ above, ...named }: Watched): void {
    this.add(named, {
      metric: named.metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** Silence is the trouble: these metrics count what must happen. */
  expect({ periods, ...named }: Expected): void {
    this.add(named, {
      metric: named.metric,
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  /** Tells when it begins and when it is over, so that nobody has to go and look whether it is. */
  private add({ heading, of, why }: Named, props: AlarmProps): void {
    const alarm = new Alarm(this, `${heading} ${of ?? ''}`.replaceAll(/\W/gu, ''), {
      alarmName: `Factsheets ${this.config.stage}: ${heading}${of === undefined ? '' : ` (${of})`}`,
      alarmDescription: `Severity ${SEVERITY[heading]}. ${why} What to do: ${this.config.runbook}#${anchor(heading)}`,
      ...props,
    });
    const tell = new SnsAction(this.topic);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
    this.all.push(alarm);
  }
}

const anchor = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');

/** Over how long alarms add up: long enough that a burst is one mail. */
export const ALARM_PERIOD = Duration.minutes(5);
