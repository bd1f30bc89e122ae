import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, it } from 'vitest';
import { REASONS } from '../../lib/acknowledgements.ts';
import { factsheetsApp } from '../../lib/factsheets-app.ts';
import { stageTemplates } from './stage-templates.ts';

/** Returns every acknowledgement of a stage: the construct, the finding and the reason. */
function acknowledged(stage: 'dev' | 'prod') {
  const { stacks } = stageTemplates(stage);
  return [stacks.data, stacks.edge, stacks.pipeline]
    .flatMap((stack) => stack.node.findAll())
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap(({ data }) =>
          Object.entries(data as object).map(([id, reason]) => ({ path: node.path, id, reason: String(reason) })),
        ),
    );
}

describe('cdk-nag', () => {
  it.each(['dev', 'prod'] as const)('finds nothing in %s that is not acknowledged', (stage) => {
    expect(() => stageTemplates(stage)).not.toThrow();
  });

  it('is asked in every synthesis', () => {
    const app = factsheetsApp({ outdir: mkdtempSync(join(tmpdir(), 'factsheets-cdk-')) });
    new Bucket(new Stack(app, 'Careless'), 'Open');
    expect(() => app.synth()).toThrow(/[Vv]alidation/u);
  });

  it('is answered finding by finding, each with its reason', () => {
    const all = acknowledged('prod');
    for (const { reason } of all) expect(Object.values(REASONS)).toContain(reason);
    const ofRoutes = all.filter(({ id }) => id.endsWith('AwsSolutions-APIG4'));
    const routes = stageTemplates('prod').pipeline.findResources('AWS::ApiGatewayV2::Route');
    expect(ofRoutes).toHaveLength(Object.keys(routes).length);
    expect(
      all
        .filter((one) => !ofRoutes.includes(one))
        .map(({ path, id }) => `${path.split('/').slice(1).join('/')} ${shortened(id)}`)
        .sort(),
    ).toMatchInlineSnapshot(`
      [
        "AnswerLink/Role AwsSolutions-IAM5[Resource::Reports/approved/*]",
        "AnswerLink/Role AwsSolutions-IAM5[Resource::Reports/heads/*]",
        "Canary/RunCanary/Role AwsSolutions-IAM5[Resource::Exports/exports/canary/*]",
        "Distribution/DecideRevision/Role AwsSolutions-IAM5[Resource::Reports/activity/*]",
        "Distribution/DecideRevision/Role AwsSolutions-IAM5[Resource::Reports/approved/*]",
        "Distribution/DecideRevision/Role AwsSolutions-IAM5[Resource::Reports/heads/*]",
        "Distribution/DecideRevision/Role AwsSolutions-IAM5[Resource::Reports/reports/*]",
        "Distribution/Distribute/Role AwsSolutions-IAM5[Resource::*]",
        "Distribution/Distribute/Role AwsSolutions-IAM5[Resource::Reports/activity/*]",
        "Distribution/Distribute/Role AwsSolutions-IAM5[Resource::Reports/heads/*]",
        "Distribution/Distribute/Role AwsSolutions-IAM5[Resource::Reports/reports/*]",
        "Distribution/Missed AwsSolutions-SQS3",
        "HashKey AwsSolutions-SMG4",
        "Ingest/IngestExport/Role AwsSolutions-IAM5[Resource::Exports/exports/*]",
        "Ingest/IngestExport/Role AwsSolutions-IAM5[Resource::Exports/problems/*]",
        "Ingest/IngestExport/Role AwsSolutions-IAM5[Resource::Facts/facts/*]",
        "Links AwsSolutions-SMG4",
        "Portal/CheckUpload/Role AwsSolutions-IAM5[Resource::Exports/check-results/*]",
        "Portal/CheckUpload/Role AwsSolutions-IAM5[Resource::Exports/check-values/*]",
        "Portal/CheckUpload/Role AwsSolutions-IAM5[Resource::Exports/checks/*]",
        "Portal/ClientSecret AwsSolutions-SMG4",
        "Portal/People AwsSolutions-COG1",
        "Portal/People AwsSolutions-COG8",
        "Portal/PortalExports/Role AwsSolutions-IAM5[Resource::Exports/check-results/*]",
        "Portal/PortalExports/Role AwsSolutions-IAM5[Resource::Exports/checks/*]",
        "Portal/PortalExports/Role AwsSolutions-IAM5[Resource::Exports/exports/*]",
        "Portal/PortalExports/Role AwsSolutions-IAM5[Resource::Reports/activity/*]",
        "Portal/PortalMail/Role AwsSolutions-IAM5[Resource::Reports/activity/*]",
        "Portal/PortalMail/Role AwsSolutions-IAM5[Resource::Reports/approved/*]",
        "Portal/PortalMail/Role AwsSolutions-IAM5[Resource::Reports/heads/*]",
        "Portal/PortalProblems/Role AwsSolutions-IAM5[Resource::Exports/check-results/*]",
        "Portal/PortalProblems/Role AwsSolutions-IAM5[Resource::Exports/check-values/*]",
        "Portal/PortalProblems/Role AwsSolutions-IAM5[Resource::Exports/exports/*]",
        "Portal/PortalProblems/Role AwsSolutions-IAM5[Resource::Exports/problems/*]",
        "Portal/PortalProblems/Role AwsSolutions-IAM5[Resource::Exports/value-requests/*]",
        "Portal/PortalProblems/Role AwsSolutions-IAM5[Resource::Reports/activity/*]",
        "Portal/PortalReview/Role AwsSolutions-IAM5[Resource::Reports/activity/*]",
        "Portal/PortalReview/Role AwsSolutions-IAM5[Resource::Reports/approved/*]",
        "Portal/PortalReview/Role AwsSolutions-IAM5[Resource::Reports/heads/*]",
        "Portal/PortalReview/Role AwsSolutions-IAM5[Resource::Reports/reports/*]",
        "Portal/PortalStakeholders/Role AwsSolutions-IAM5[Resource::Reports/activity/*]",
        "Portal/PortalTokens/Role AwsSolutions-IAM5[Resource::Reports/activity/*]",
        "Portal/PortalView/Role AwsSolutions-IAM5[Resource::Exports/exports/*]",
        "Portal/PortalView/Role AwsSolutions-IAM5[Resource::Reports/activity/*]",
        "Portal/PortalView/Role AwsSolutions-IAM5[Resource::Reports/approved/*]",
        "Public/Distribution AwsSolutions-CFR1",
        "Public/Distribution AwsSolutions-CFR2",
        "Public/Distribution AwsSolutions-CFR4",
        "Publish/ComputeFigures/Role AwsSolutions-IAM5[Resource::Facts/count-index/*]",
        "Publish/ComputeFigures/Role AwsSolutions-IAM5[Resource::Facts/counts/*]",
        "Publish/ComputeFigures/Role AwsSolutions-IAM5[Resource::Facts/facts/*]",
        "Publish/ComputeFigures/Role AwsSolutions-IAM5[Resource::Reports/families/*]",
        "Publish/Publication/FamilyPolicy AwsSolutions-IAM5[Resource::Reports/families/*]",
        "Publish/Publication/FamilyPolicy AwsSolutions-IAM5[Resource::Reports/families/runs/*]",
        "Publish/Publication/FamilyPolicy AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<PublishPublicationMachineA0D47252.Name>/Sheets:*]",
        "Publish/Publication/FamilyPolicy AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<PublishPublicationMachineA0D47252.Name>:*]",
        "Publish/Publication/Role AwsSolutions-IAM5[Resource::*]",
        "Publish/RecordReport/Role AwsSolutions-IAM5[Resource::Reports/reports/*]",
        "Publish/RenderReport/Role AwsSolutions-IAM5[Resource::Reports/reports/*]",
        "Publish/RenderSheets/Role AwsSolutions-IAM5[Resource::Reports/reports/*]",
        "Publish/StartEditions/Role AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<PublishPublicationMachineA0D47252.Name>:*]",
        "Query/ListActiveFacts/Role AwsSolutions-IAM5[Resource::Facts/active/*]",
        "Query/Rights AwsSolutions-IAM5[Resource::Facts/active/*]",
        "Query/Rights AwsSolutions-IAM5[Resource::Facts/facts/*]",
        "Query/Rights AwsSolutions-IAM5[Resource::Facts/query-results/*]",
        "Query/Rights AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:glue:<AWS::Region>:<AWS::AccountId>:table/factsheets_prod/*]",
        "Retention/Retire/Role AwsSolutions-IAM5[Resource::Exports/exports/*]",
        "Retention/Retire/Role AwsSolutions-IAM5[Resource::Exports/problems/*]",
        "Retention/Retire/Role AwsSolutions-IAM5[Resource::Facts/facts/*]",
        "Retention/Retire/Role AwsSolutions-IAM5[Resource::Reports/reports/*]",
        "Site/PublishPublic/Role AwsSolutions-IAM5[Resource::PublicSite/site/*]",
        "Site/PublishPublic/Role AwsSolutions-IAM5[Resource::Reports/activity/*]",
        "Site/PublishPublic/Role AwsSolutions-IAM5[Resource::Reports/approved/*]",
        "Undelivered AwsSolutions-SQS3",
      ]
    `);
  });
});

const shortened = (id: string): string =>
  id.replace('Annotation::', '').replace(/Resource::[\w:-]+?FnGetAtt(\w+?)[0-9A-F]{8}Arn[0-9A-F]{8}/u, 'Resource::$1');
