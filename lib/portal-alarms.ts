import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ALARM_PERIOD, type Alarms } from './alarms.ts';
import { watchQueue } from './pipeline-alarms.ts';
import type { Portal } from './portal.ts';
import type { PublishPublic } from './publish-public.ts';

/** ACM renews a certificate weeks earlier. */
const DAYS_TO_EXPIRY = 14;

/** Adds alarms on errors at the portal's address, on its certificate, and on files that wait for their check. */
export function watchPortal(alarms: Alarms, { address, checks }: Portal): void {
  alarms.watch({
    heading: 'Address failing',
    of: 'portal',
    metric: new Metric({
      namespace: 'AWS/ApiGateway',
      metricName: '5xx',
      dimensionsMap: { ApiId: address.api.ref },
      period: ALARM_PERIOD,
      statistic: 'Sum',
    }),
    above: 0,
    why: 'Whoever used the portal got an error.',
  });
  if (address.certificate !== null)
    alarms.watchDecline({
      heading: 'Address failing',
      of: 'certificate of the portal',
      metric: new Metric({
        namespace: 'AWS/CertificateManager',
        metricName: 'DaysToExpiry',
        dimensionsMap: { CertificateArn: address.certificate },
        period: Duration.days(1),
        statistic: 'Minimum',
      }),
      below: DAYS_TO_EXPIRY,
      why: 'The certificate of the portal expires soon, and browsers will refuse the portal.',
    });
  watchQueue(alarms, checks, 'Checks', Duration.minutes(15));
}

/** Adds an alarm on changes that the public edition does not show: what was removed may still be read. */
export function watchSite(alarms: Alarms, { deadLetters }: PublishPublic): void {
  alarms.watch({
    heading: 'Public edition behind',
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' }),
    above: 0,
    why: 'The public edition was not rewritten after an approval, a hold or a release.',
  });
}
