import { describe, expect, it } from 'vitest';
import { SEVERITY } from '../../lib/alarms.ts';
import { FUNCTION_SIZES } from '../../lib/function-sizes.ts';
import { readDocument, tableUnder } from '../docs/document-blocks.ts';
import { stageTemplates } from './stage-templates.ts';

const { pipeline } = stageTemplates('prod');
const alarms = Object.values(pipeline.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
const RUNBOOK = readDocument('docs/runbook.md');

/** The headings of the runbook's chapter on alarms, by anchor. */
const chapter = RUNBOOK.split(/^# /mu).find((part) => part.startsWith('Alarms\n')) ?? '';
const headings = new Map(
  [...chapter.matchAll(/^## (.+)$/gmu)].map(([, heading = '']) => [
    heading.toLowerCase().replaceAll(' ', '-'),
    heading,
  ]),
);
const linked = alarms.map(({ AlarmDescription }) => /docs\/runbook\.md#([a-z-]+)$/u.exec(AlarmDescription)?.[1] ?? '');

/** The number of functions that run on a schedule. */
const HEARTBEATS = 4;

const filtersOf = (id: RegExp) =>
  Object.entries(pipeline.findResources('AWS::Logs::MetricFilter'))
    .filter(([name]) => id.test(name))
    .map(([, { Properties }]) => Properties);

describe('the alarms', () => {
  it('watch the three queues, their dead letters, publications, every function, exports, and the portal', () => {
    expect(alarms).toHaveLength(
      2 + 1 + 4 + 2 + 2 + 2 * Object.keys(FUNCTION_SIZES).length + 3 + 3 + 3 + HEARTBEATS + 1 + 5 + 1,
    );
  });

  it('link to a heading of the runbook, and every heading has an alarm', () => {
    expect([...new Set(linked)].sort()).toEqual([...headings.keys()].sort());
  });

  it('say how urgent they are as the runbook does, and open the page from a mail', () => {
    const rows = tableUnder(RUNBOOK, 'How urgent it is').map(([heading = '', severity]) => [
      /\[(.+)\]/u.exec(heading)?.[1],
      Number(severity),
    ]);
    expect(Object.fromEntries(rows)).toEqual(SEVERITY);
    for (const { AlarmName, AlarmDescription } of alarms) {
      const heading = /: ([^(]+?)(?: \(|$)/u.exec(AlarmName)?.[1] ?? '';
      expect(AlarmDescription).toMatch(new RegExp(`^Severity ${Object.fromEntries(rows)[heading]}\\. `, 'u'));
      expect(AlarmDescription).toMatch(/ What to do: https:\/\/\S+#[a-z-]+$/u);
    }
  });

  it.each([...headings.values()])(
    'find under "%s" what it means, how to investigate and how to resolve it',
    (heading) => {
      const text = chapter.split(/^## /mu).find((part) => part.startsWith(`${heading}\n`)) ?? '';
      expect([...text.matchAll(/^\*\*(\w+)\.\*\* \S/gmu)].map(([, part]) => part)).toEqual([
        'Description',
        'Investigation',
        'Resolution',
      ]);
    },
  );
});

describe('when an alarm rings', () => {
  it('all notify the operators, under a name with the stage', () => {
    for (const { AlarmActions, AlarmName } of alarms) {
      expect(JSON.stringify(AlarmActions)).toMatch(/NoticesAlarms/u);
      expect(AlarmName).toMatch(/^Factsheets prod: /u);
    }
  });

  it('are silent while nothing happens, but those that expect something to happen', () => {
    const expecting = alarms.filter(({ TreatMissingData }) => TreatMissingData !== 'notBreaching');
    expect(
      expecting.map(
        ({ AlarmName, TreatMissingData, MetricName, EvaluationPeriods, Period, Threshold, ComparisonOperator }) => [
          AlarmName.replace('Factsheets prod: ', ''),
          TreatMissingData,
          `${MetricName} ${ComparisonOperator} ${Threshold}`,
          (EvaluationPeriods * Period) / 3600,
        ],
      ),
    ).toEqual([
      ['Not running (start-editions)', 'breaching', 'Invocations LessThanThreshold 1', 12],
      ['Not running (watch-exports)', 'breaching', 'Invocations LessThanThreshold 1', 30],
      ['Not running (retire)', 'breaching', 'Invocations LessThanThreshold 1', 30],
      ['Not running (list-active-facts)', 'breaching', 'Invocations LessThanThreshold 1', 30],
      ['Canary silent', 'breaching', 'CanaryAlive LessThanThreshold 1', 30],
    ]);
  });

  it('say too when it is over', () => {
    for (const { AlarmActions, OKActions } of alarms) expect(OKActions).toEqual(AlarmActions);
  });

  it('hear of what no function hears of: errors of addresses, dropped schedules, the reputation of mail', () => {
    const outside = alarms.filter(
      ({ Namespace, MetricName }) => ['AWS/SES', 'AWS/Scheduler'].includes(Namespace) || MetricName === 'Url5xxCount',
    );
    expect(
      outside.map(({ Namespace, MetricName, Threshold }) => `${Namespace} ${MetricName} ${Threshold}`).sort(),
    ).toEqual([
      'AWS/Lambda Url5xxCount 0',
      'AWS/Lambda Url5xxCount 0',
      'AWS/SES Reputation.BounceRate 0.04',
      'AWS/SES Reputation.ComplaintRate 0.0008',
      'AWS/Scheduler InvocationDroppedCount 0',
    ]);
  });
});

describe('what the alarms hear of', () => {
  it('hear of each way a publication can end badly, though the others never happened', () => {
    const [failed] = alarms.filter(({ AlarmName }) => AlarmName.endsWith('Publication failed'));
    const metrics: { Expression?: string; MetricStat?: { Metric: { MetricName: string } } }[] = failed?.Metrics ?? [];
    expect(metrics.flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []).sort()).toEqual([
      'ExecutionsAborted',
      'ExecutionsFailed',
      'ExecutionsTimedOut',
    ]);
    expect(
      metrics
        .flatMap(({ Expression }) => Expression ?? [])
        .join()
        .match(/FILL\(\w+, 0\)/gu),
    ).toHaveLength(3);
  });

  it('count the events of the bus by the names the program gives them', () => {
    const filters = filtersOf(/^Events/u);
    expect(filters.map(({ FilterPattern }) => FilterPattern).sort()).toEqual([
      '{ $.detail-type = "DraftWaiting" }',
      '{ $.detail-type = "ExportOverdue" }',
      '{ $.detail-type = "ExportRejected" }',
      '{ $.detail-type = "NothingToDistribute" }',
      '{ ($.detail-type = "DistributionFinished") && (($.detail.waiting > 0) || ($.detail.failed > 0) || ($.detail.uncertain > 0)) }',
    ]);
    const counted = filters.map(({ MetricTransformations: [one] }) => `${one.MetricNamespace} ${one.MetricName}`);
    const watched = alarms.filter(
      ({ Namespace, AlarmName }) =>
        Namespace === 'Factsheets/prod' && !/(?:Edition behind|Canary silent)$/u.test(AlarmName),
    );
    expect(watched.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`).sort()).toEqual(counted.sort());
  });

  it('hear of failures that a handler answers for itself, which Lambda counts as no error', () => {
    for (const step of ['IngestExport', 'StartEditions', 'AnswerLink']) {
      const [filter] = filtersOf(new RegExp(`^Alarms${step}Failed`, 'u'));
      expect(filter?.FilterPattern).toBe('{ $.message = "failed" }');
      expect(JSON.stringify(filter?.LogGroupName)).toContain(`${step}Log`);
      const metric = `"MetricName":"${step}Failed"`;
      const [alarm] = alarms.filter(({ Metrics }) => JSON.stringify(Metrics ?? []).includes(metric));
      expect(alarm?.AlarmDescription).toContain('#function-failing');
    }
  });

  it('ring as long as every sweep finds a publication that failed', () => {
    const [filter] = filtersOf(/^AlarmsEditionsBehind/u);
    expect(filter?.FilterPattern).toBe('{ ($.message = "publication") && ($.status = "retried") }');
    const [alarm] = alarms.filter(({ MetricName }) => MetricName === 'EditionsBehind');
    expect(alarm).toMatchObject({ Period: 6 * 3600, EvaluationPeriods: 1, Threshold: 0 });
  });

  it('ring when no invented export became the expected draft for more than a day', () => {
    const [filter] = filtersOf(/^AlarmsCanaryAlive/u);
    expect(filter?.FilterPattern).toBe('{ $.message = "canary-alive" }');
    expect(JSON.stringify(filter?.LogGroupName)).toContain('RunCanaryLog');
    expect(filter?.MetricTransformations).toMatchObject([{ MetricName: 'CanaryAlive', MetricValue: '1' }]);
  });

  it('hear of every rule that cannot deliver, by its bus and its name', () => {
    const rules = Object.keys(pipeline.findResources('AWS::Events::Rule'));
    const undelivered = alarms.filter(({ AlarmName }) => AlarmName.includes('Events undelivered (rules'));
    // CloudWatch accepts 10, and their sum
    for (const { Metrics } of undelivered) expect(Metrics.length).toBeLessThanOrEqual(11);
    const text = JSON.stringify(undelivered.map(({ Metrics }) => Metrics));
    for (const rule of rules) expect(text).toContain(`"Fn::GetAtt":["${rule}","Arn"]`);
    expect(text.match(/"Name":"EventBusName"/gu)).toHaveLength(8);
    expect(text.match(/FILL\(rule\d, 0\)/gu)).toHaveLength(rules.length);
  });

  it('are on a dashboard', () => {
    const [dashboard] = Object.values(pipeline.findResources('AWS::CloudWatch::Dashboard'));
    expect(JSON.stringify(dashboard?.Properties.DashboardBody).match(/AlarmsFunctionfailing/gu)?.length).toBe(
      Object.keys(FUNCTION_SIZES).length,
    );
  });
});
