import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** The headings of the runbook's chapter "Alarms"; a test holds the two together. */
export type AlarmHeading =
  | 'Uploads set aside'
  | 'Uploads waiting'
  | 'Editions set aside'
  | 'Editions waiting'
  | 'Publication failed'
  | 'Edition behind'
  | 'Report changed'
  | 'Function failing'
  | 'Function throttled'
  | 'Export rejected'
  | 'Export overdue'
  | 'Nothing to distribute'
  | 'Distribution incomplete'
  | 'Distribution missed'
  | 'Events undelivered';

export interface Watched {
  readonly heading: AlarmHeading;
  /** What distinguishes this alarm from others of its heading. */
  readonly of?: string;
  readonly metric: IMetric;
  /** Above this it rings. */
  readonly above: number;
  readonly why: string;
}

/** Alarms that tell the operators, each with the heading of docs/runbook.md that says what to do. */
export class Alarms extends Construct {
  readonly all: Alarm[] = [];
  private readonly topic: ITopic;
  /** Where this stage's own metrics are. */
  readonly namespace: string;
  private readonly stage: string;

  constructor(scope: Construct, id: string, topic: ITopic, stage: string) {
    super(scope, id);
    this.topic = topic;
    this.stage = stage;
    this.namespace = `Factsheets/${stage}`;
  }

  /** No data is no trouble: these metrics are silent while nothing happens. */
  watch({ heading, of, metric, above, why }: Watched): void {
    const alarm = new Alarm(this, `${heading} ${of ?? ''}`.replaceAll(/\W/gu, ''), {
      alarmName: `Factsheets ${this.stage}: ${heading}${of === undefined ? '' : ` (${of})`}`,
      alarmDescription: `${why} What to do: docs/runbook.md#${anchor(heading)}`,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    this.all.push(alarm);
  }
}

const anchor = (heading: string): string => heading.toLowerCase().replaceAll(' ', '-');

/** Over how long alarms add up: long enough that a burst is one mail. */
export const ALARM_PERIOD = Duration.minutes(5);
