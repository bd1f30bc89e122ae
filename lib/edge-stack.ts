import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { eventLogName } from './data-key.ts';
import type { DataStack } from './data-stack.ts';
import { grantedData } from './granted-data.ts';
import { NoticeTopics } from './notice-topics.ts';
import { PortalAddress } from './portal-address.ts';
import { PublicSite } from './public-site.ts';
import type { StageConfig } from './stage-config.ts';
import { type AssetCode, StepLambda } from './step-lambda.ts';

export interface EdgeStackProps extends StackProps {
  readonly config: StageConfig;
  readonly data: DataStack;
  readonly code: AssetCode;
}

/** The function that answers the links in messages, and the address of the links. */
export interface Links {
  readonly step: StepLambda;
  readonly url: string;
}

/**
 * Resources on which people outside depend and which they must find unchanged after the pipeline is deleted and
 * redeployed: the address of links in messages that were sent, confirmed subscriptions, the log of events, and the
 * portal's address and accounts, the public edition.
 */
export class EdgeStack extends Stack {
  readonly notices: NoticeTopics;
  /** The log of all events on the event bus. */
  readonly log: LogGroup;
  /** Null in a stage that sends nothing. */
  readonly links: Links | null;
  /** Null in a stage without a portal. */
  readonly portal: PortalAddress | null;
  /** Null in a stage without a public edition. */
  readonly site: PublicSite | null;

  constructor(scope: Construct, id: string, { config, data, code, ...props }: EdgeStackProps) {
    super(scope, id, props);
    this.notices = new NoticeTopics(this, 'Notices', config);
    this.log = new LogGroup(this, 'EventLog', {
      logGroupName: eventLogName(config.stage),
      retention: config.logDays,
      // The log contains the names that uploaders gave to files, and exact counts.
      encryptionKey: data.key,
      removalPolicy: config.dataOnDelete === 'keep' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
    this.portal = config.portal ? new PortalAddress(this, 'Portal', config, config.portal) : null;
    this.site = config.public ? new PublicSite(this, 'Public', config, config.public) : null;
    this.links = config.mail ? this.addLinks({ config, data, code }) : null;
    new CfnOutput(this, 'EventLogName', { value: this.log.logGroupName, description: 'Every event of the bus' });
    new CfnOutput(this, 'AlarmsTopic', { value: this.notices.alarms.topicArn, description: 'Where alarms go' });
    if (!this.links) return;
    const { url, step } = this.links;
    new CfnOutput(this, 'LinkUrl', { value: url, description: 'Where links lead' });
    new CfnOutput(this, 'AnswerLinkLog', { value: step.log.logGroupName, description: 'The log of answer-link' });
  }

  private addLinks({ config, data, code }: EdgeStackProps): Links {
    const step = new StepLambda(this, 'answer-link', { config, code, granted: grantedData(data, config) });
    // A link authenticates itself: a forged, expired or revoked link gives access to nothing (docs/distribution.md).
    return { step, url: step.fn.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url };
  }
}
