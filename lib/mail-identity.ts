import { CfnOutput, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EmailIdentity, Identity, MailFromBehaviorOnMxFailure } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

/**
 * The sender's domain in SES, with DKIM keys that SES makes, and a MAIL FROM domain of its own, so that SPF holds for the domain
 * in the address. Mail goes out once whoever runs the domain's DNS has set the records of the outputs. It is part of what outlives
 * deployments: an identity made again has other DKIM keys, and the records would have to be set again.
 */
export class MailIdentity extends Construct {
  constructor(scope: Construct, id: string, domain: string, removalPolicy: RemovalPolicy) {
    super(scope, id);
    const mailFrom = `bounce.${domain}`;
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      mailFromDomain: mailFrom,
      // until its MX record is there, mail goes out from amazonses.com instead of not at all
      mailFromBehaviorOnMxFailure: MailFromBehaviorOnMxFailure.USE_DEFAULT_VALUE,
    });
    identity.applyRemovalPolicy(removalPolicy);
    const { region } = Stack.of(this);
    const records = [
      ...identity.dkimRecords.map(({ name, value }, at) => [`DkimRecord${at + 1}`, `${name} CNAME ${value}`] as const),
      ['MailFromMxRecord', `${mailFrom} MX 10 feedback-smtp.${region}.amazonses.com`] as const,
      ['MailFromSpfRecord', `${mailFrom} TXT "v=spf1 include:amazonses.com ~all"`] as const,
      ['DmarcRecord', `_dmarc.${domain} TXT "v=DMARC1; p=quarantine; adkim=r; aspf=r"`] as const,
    ];
    for (const [name, value] of records)
      new CfnOutput(scope, name, { value, description: 'A record for the DNS of the domain mail is sent from' });
  }
}
