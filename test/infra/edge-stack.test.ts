import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { addStage, factsheetsApp } from '../../lib/factsheets-app.ts';
import { loadStageConfig } from '../../lib/stage-config.ts';
import { isAtLength } from '../at-length.ts';
import { ROOT, stageTemplates } from './stage-templates.ts';

const { edge, pipeline, stacks } = stageTemplates('prod');

describe('addresses that people outside the account use', () => {
  it('is in no stack that may be thrown away: the address of links, confirmed subscriptions, the log of events', () => {
    edge.resourceCountIs('AWS::Lambda::Url', 1);
    edge.resourceCountIs('AWS::SNS::Topic', 2);
    edge.resourceCountIs('AWS::SNS::Subscription', 2);
    expect(stacks.edge.terminationProtection).toBe(true);
    for (const type of ['AWS::SNS::Topic', 'AWS::SNS::Subscription', 'AWS::KMS::Key', 'AWS::Logs::ResourcePolicy'])
      expect(Object.keys(pipeline.findResources(type)).length, type).toEqual(/Policy/u.test(type) ? 1 : 0);
    const logs = Object.values(pipeline.findResources('AWS::Logs::LogGroup')).map(({ Properties }) => Properties);
    expect(JSON.stringify(logs)).not.toContain('/aws/events/');
  });

  it('does not depend on the pipeline, which depends on it', () => {
    expect(JSON.stringify(edge.toJSON())).not.toContain('Prod-Pipeline:');
    expect(stacks.edge.dependencies.map(({ stackName }) => stackName)).toEqual(['Factsheets-Prod-Data']);
    expect(stacks.pipeline.dependencies.map(({ stackName }) => stackName)).toContain('Factsheets-Prod-Edge');
  });

  it('keeps the log of events, encrypted with the key of the data; a key for messages on their way goes with its stack', () => {
    edge.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        LogGroupName: '/aws/events/factsheets-prod',
        KmsKeyId: { 'Fn::ImportValue': 'Factsheets-Prod-Data:ExportsOutputFnGetAttKey961B73FDArn5A860C43' },
      },
    });
    edge.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
  });

  it('gives messages, the public edition and the portal the address of a domain of one’s own, where there is one', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'factsheets-cdk-'));
    const app = factsheetsApp({ outdir, builtinCloudFormationValidation: isAtLength });
    // code from a folder, as it is deployed: CDK refuses the same one in two stacks
    const folder = mkdtempSync(join(tmpdir(), 'factsheets-asset-'));
    writeFileSync(join(folder, 'index.js'), '');
    const code = () => Code.fromAsset(folder);
    const config = loadStageConfig(ROOT, 'prod');
    const mail = config.mail && { ...config.mail, linkUrl: 'https://sheets.example.org' };
    const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/a-b';
    const site = { domain: { name: 'figures.example.org', certificate } };
    const domain = { name: 'portal.example.org', certificate };
    const portal = config.portal && { ...config.portal, domain };
    const own = addStage(app, { ...config, mail, public: site, portal }, code);
    Template.fromStack(own.pipeline).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'DaysToExpiry',
      Dimensions: [{ Name: 'CertificateArn', Value: certificate }],
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 14,
      TreatMissingData: 'notBreaching',
    });
    Template.fromStack(own.edge).hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
    Template.fromStack(own.edge).hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['figures.example.org'],
        ViewerCertificate: { AcmCertificateArn: certificate, MinimumProtocolVersion: 'TLSv1.2_2021' },
      },
    });
    Template.fromStack(own.pipeline).hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'publish-public.handler',
      Environment: { Variables: { FACTSHEETS_PUBLIC_ADDRESS: 'https://figures.example.org' } },
    });
    Template.fromStack(own.pipeline).hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'distribute.handler',
      Environment: { Variables: { FACTSHEETS_LINK_URL: 'https://sheets.example.org' } },
    });
    const [sending] = Object.values(pipeline.findResources('AWS::Lambda::Function')).filter(
      ({ Properties }) => Properties.Handler === 'distribute.handler',
    );
    expect(JSON.stringify(sending?.Properties.Environment.Variables.FACTSHEETS_LINK_URL)).toMatch(
      /"Fn::ImportValue":"Factsheets-Prod-Edge:[^"]*AnswerLinkFunction/u,
    );
  });
});
