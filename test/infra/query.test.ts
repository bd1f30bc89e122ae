import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { loadStageConfig } from '../../lib/stage-config.ts';
import { viewQuery } from '../../src/domain/athena-tables.ts';
import { everyExtraColumn } from '../../src/domain/dimensions.ts';
import { TABLES } from '../../src/domain/tables.ts';
import { ROOT, stageTemplates, synthesizeStage } from './stage-templates.ts';

const { pipeline } = stageTemplates('prod');
const tables = Object.values(pipeline.findResources('AWS::Glue::Table')).map(({ Properties }) => Properties);
const tableOf = (name: string) => tables.find(({ TableInput }) => TableInput.Name === name)?.TableInput;

describe('questions to the facts in AWS', () => {
  it.each(TABLES)('read %s from the lists of active facts, by hotline and month', (table) => {
    const input = tableOf(`${table}_files`);
    expect(input.Parameters).toMatchObject({
      'projection.enabled': 'true',
      'projection.hotline.values': 'linea-145,linea-nacional,nhth',
      'projection.month.range': '2010-01,NOW',
    });
    const template = JSON.stringify(input.Parameters['storage.location.template']);
    expect(template).toMatch(new RegExp(`/active/${table}/hotline=\\$\\{hotline\\}/month=\\$\\{month\\}"`, 'u'));
    expect(input.StorageDescriptor.InputFormat).toBe('org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat');
    expect(input.PartitionKeys).toEqual([
      { Name: 'hotline', Type: 'string' },
      { Name: 'month', Type: 'string' },
    ]);
  });

  it.each(TABLES)('have a view %s that Trino can decode', (table) => {
    const input = tableOf(table);
    const encoded = /^\/\* Presto View: (\S+) \*\/$/u.exec(input.ViewOriginalText)?.[1] ?? '';
    expect(JSON.parse(Buffer.from(encoded, 'base64').toString())).toMatchObject({
      originalSql: viewQuery(table, everyExtraColumn({})),
      catalog: 'awsdatacatalog',
      schema: 'factsheets_prod',
      columns: expect.arrayContaining([{ name: 'weight', type: 'integer' }]),
    });
    expect(input.StorageDescriptor.Columns.map(({ Name }: { Name: string }) => Name)).not.toContain('withdrawn');
  });

  it('stop at a gigabyte and write encrypted results where they are deleted', () => {
    pipeline.hasResourceProperties('AWS::Athena::WorkGroup', {
      Name: 'factsheets_prod',
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: 1_000_000_000,
        ResultConfiguration: {
          EncryptionConfiguration: { EncryptionOption: 'SSE_KMS', KmsKey: Match.anyValue() },
          OutputLocation: { 'Fn::Join': ['', Match.arrayWith(['/query-results/'])] },
        },
      },
    });
  });

  it('stop at the number of gigabytes that the stage sets', () => {
    const config = loadStageConfig(ROOT, 'prod');
    if (!config.query) throw new Error('prod has no query');
    const { pipeline: larger } = synthesizeStage({ ...config, query: { ...config.query, gigabytesPerQuery: 25 } });
    larger.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: { BytesScannedCutoffPerQuery: 25_000_000_000 },
    });
  });

  it('write nothing but results, with the rights of the person who asks', () => {
    const [policy] = Object.values(
      pipeline.findResources('AWS::IAM::ManagedPolicy', {
        Properties: { Description: Match.stringLikeRegexp('query exact facts') },
      }),
    );
    const statements: { Action: string | string[]; Resource: unknown }[] = policy?.Properties.PolicyDocument.Statement;
    const writing = statements.filter(({ Action }) => /Put|Delete|Update|Create/u.test(JSON.stringify(Action)));
    expect(writing).toHaveLength(1);
    expect(JSON.stringify(writing[0]?.Resource)).toMatch(/"\/query-results\/\*"/u);
  });

  it('are not in a stage that does not ask for them', () => {
    const { pipeline: dev } = stageTemplates('dev');
    dev.resourceCountIs('AWS::Glue::Table', 0);
    expect(Object.keys(dev.findResources('AWS::Lambda::Function')).join(' ')).not.toMatch(/ListActiveFacts/u);
  });
});
