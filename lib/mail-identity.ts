import { CfnOutput, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EmailIdentity, Identity, MailFromBehaviorOnMxFailure } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';

/**
 * The sender's domain in SES, with DKIM keys from SES and its own MAIL FROM domain, so that SPF passes for the domain
 * in the address. Mail can be sent once the domain's DNS administrator has set the records of the outputs. The identity
 * belongs to the stack that outlives deployments: a new identity would have different DKIM keys, and the records would
 * have to be set again.
 */
export class MailIdentity extends Construct {
  constructor(scope: Construct, id: string, domain: string, removalPolicy: RemovalPolicy) {
    super(scope, id);
    const mailFrom = `bounce.${domain}`;
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(domain),
      mailFromDomain: mailFrom,
      // Until its MX record exists, mail is sent from amazonses.com instead of not being sent at all.
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
