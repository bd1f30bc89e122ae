import { ArnFormat, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import {
  type AthenaColumn,
  filesTable,
  PARTITION_COLUMNS,
  storedColumns,
  viewColumns,
  viewQuery,
} from '../src/domain/athena-tables.ts';
import { EVENT_SOURCE, type EventName } from '../src/domain/event-names.ts';
import { TABLES, type Table } from '../src/domain/tables.ts';
import { acknowledgeQueries } from './acknowledgements.ts';
import { Daily } from './daily.ts';
import { grantedResource } from './grant-statements.ts';
import { type QueryConfig, RESULTS_PREFIX } from './query-config.ts';
import type { StepLambdaProps } from './step-lambda.ts';

/** What Athena reads in the bucket, with the rights of the person who asks. */
const READ = ['facts/', 'active/', RESULTS_PREFIX];

const BYTES_PER_GIGABYTE = 1_000_000_000;

const DAILY = { step: 'list-active-facts', hour: 4, description: 'Lists the active facts of every month' } as const;

const CHANGES: readonly EventName[] = ['ExportAccepted', 'ExportWithdrawn'];

/**
 * Lets analysts query the facts with Athena: a Glue database whose tables read the files listed by `list-active-facts`,
 * views with each record in its latest version, a workgroup with limits, and the rights to use them.
 */
export class Query extends Daily {
  private readonly stage: string;
  private readonly bucket: { readonly arn: string; readonly value: string };
  private readonly keyArn: string;

  constructor(
    scope: Construct,
    id: string,
    bus: EventBus,
    props: StepLambdaProps & { readonly undelivered: Queue },
    query: QueryConfig,
  ) {
    super(scope, id, DAILY, props);
    this.stage = props.config.stage;
    this.bucket = grantedResource(props.granted, { on: 'facts-bucket' });
    this.keyArn = props.granted.keyArn;
    new Rule(this, 'Changes', {
      description: 'Facts became active or inactive',
      eventBus: bus,
      eventPattern: { source: [EVENT_SOURCE], detailType: [...CHANGES] },
      targets: [new LambdaFunction(this.step.fn, { deadLetterQueue: props.undelivered })],
    });
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name: this.name, description: 'Active facts: exact, as confidential as the exports' },
    });
    for (const table of TABLES) {
      const files = this.addFiles(table, query);
      files.addResourceDependency(database);
      this.addView(table, query).addResourceDependency(files);
    }
    this.addWorkGroup(query);
    const policy = this.addRights();
    new CfnOutput(Stack.of(this), 'QueryPolicy', {
      value: policy.managedPolicyArn,
      description: 'The rights to query exact facts, to be attached to the roles of query.roles',
    });
  }

  /** The name of the database and of the workgroup; names of databases have no hyphens. */
  private get name(): string {
    return `factsheets_${this.stage}`;
  }

  private addFiles(table: Table, { from, hotlines, columns }: QueryConfig): CfnTable {
    const location = `s3://${this.bucket.value}/active/${table}`;
    return new CfnTable(this, `Files${table}`, {
      catalogId: Stack.of(this).account,
      databaseName: this.name,
      tableInput: {
        name: filesTable(table),
        tableType: 'EXTERNAL_TABLE',
        partitionKeys: PARTITION_COLUMNS.map((name) => ({ name, type: 'string' })),
        parameters: {
          EXTERNAL: 'TRUE',
          'projection.enabled': 'true',
          'projection.hotline.type': 'enum',
          'projection.hotline.values': hotlines.join(','),
          'projection.month.type': 'date',
          'projection.month.format': 'yyyy-MM',
          'projection.month.range': `${from},NOW`,
          'projection.month.interval': '1',
          'projection.month.interval.unit': 'MONTHS',
          'storage.location.template': `${location}/hotline=\${hotline}/month=\${month}`,
        },
        storageDescriptor: {
          columns: storedColumns(table, columns).map(hiveColumn),
          location,
          inputFormat: 'org.apache.hadoop.hive.ql.io.SymlinkTextInputFormat',
          outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
          serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
        },
      },
    });
  }

  private addView(table: Table, { columns: extra }: QueryConfig): CfnTable {
    const columns = viewColumns(table, extra);
    const view = {
      originalSql: viewQuery(table, extra),
      catalog: 'awsdatacatalog',
      schema: this.name,
      columns: columns.map(({ name, trino }) => ({ name, type: trino })),
    };
    return new CfnTable(this, `View${table}`, {
      catalogId: Stack.of(this).account,
      databaseName: this.name,
      tableInput: {
        name: table,
        tableType: 'VIRTUAL_VIEW',
        parameters: { presto_view: 'true', comment: 'Presto View' },
        viewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify(view)).toString('base64')} */`,
        viewExpandedText: '/* Presto View */',
        storageDescriptor: { columns: columns.map(hiveColumn), serdeInfo: {} },
      },
    });
  }

  private addWorkGroup({ gigabytesPerQuery }: QueryConfig): void {
    new CfnWorkGroup(this, 'WorkGroup', {
      name: this.name,
      description: 'Questions to the facts (docs/query.md)',
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: gigabytesPerQuery * BYTES_PER_GIGABYTE,
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${this.bucket.value}/${RESULTS_PREFIX}`,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: this.keyArn },
        },
      },
    });
  }

  /** The rights to query, and nothing else. Who has them sees exact numbers, and no names or ids: facts have none. */
  private addRights(): ManagedPolicy {
    const stack = Stack.of(this);
    const glue = (resource: string, resourceName: string): string =>
      stack.formatArn({ service: 'glue', resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
    const catalog = stack.formatArn({ service: 'glue', resource: 'catalog', arnFormat: ArnFormat.NO_RESOURCE_NAME });
    const workGroup = stack.formatArn({ service: 'athena', resource: 'workgroup', resourceName: this.name });
    const objects = (prefix: string): string => `${this.bucket.arn}/${prefix}*`;
    const policy = new ManagedPolicy(this, 'Rights', {
      description: 'May query exact facts with Athena (docs/query.md)',
      statements: [
        new PolicyStatement({
          actions: [
            'GetWorkGroup',
            'StartQueryExecution',
            'StopQueryExecution',
            'GetQueryExecution',
            'GetQueryResults',
            'GetQueryResultsStream',
            'ListQueryExecutions',
          ].map((action) => `athena:${action}`),
          resources: [workGroup],
        }),
        new PolicyStatement({
          actions: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions'],
          resources: [catalog, glue('database', this.name), glue('table', `${this.name}/*`)],
        }),
        new PolicyStatement({ actions: ['s3:GetObject'], resources: READ.map(objects) }),
        new PolicyStatement({
          actions: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
          resources: [objects(RESULTS_PREFIX)],
        }),
        new PolicyStatement({ actions: ['s3:GetBucketLocation', 's3:ListBucket'], resources: [this.bucket.arn] }),
        new PolicyStatement({
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [this.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `s3.${stack.region}.amazonaws.com` } },
        }),
      ],
    });
    acknowledgeQueries(policy, this.bucket.arn, READ, this.name);
    return policy;
  }
}

const hiveColumn = ({ name, hive }: AthenaColumn): CfnTable.ColumnProperty => ({ name, type: hive });
