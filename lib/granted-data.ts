import type { EnvironmentName } from '../src/domain/environment.ts';
import { type DataStack, tableArnOf } from './data-stack.ts';
import type { Granted, GrantedResource } from './grant-statements.ts';
import type { StageConfig } from './stage-config.ts';

/**
 * Returns the parts of the data stack that a step's effects can name. ARNs are exported by name here, so that
 * acknowledgements can name them too.
 */
export function grantedData(data: DataStack, config: StageConfig): Granted {
  const exported = (variable: EnvironmentName, arn: string, value: string) => ({
    variable,
    arn: importValue(data, arn),
    value: importValue(data, value),
  });
  const hashKey = importValue(data, data.hashKey.secretArn);
  const linkSecret = importValue(data, data.linkSecret.secretArn);
  return {
    keyArn: importValue(data, data.key.keyArn),
    resources: {
      'exports-bucket': exported('exportsBucket', data.exports.bucketArn, data.exports.bucketName),
      'facts-bucket': exported('factsBucket', data.facts.bucketArn, data.facts.bucketName),
      'reports-bucket': exported('reportsBucket', data.reports.bucketArn, data.reports.bucketName),
      table: tableOf(data, exported('table', data.table.tableArn, data.table.tableName), config),
      'hash-key': { variable: 'hashKeySecret', arn: hashKey, value: hashKey },
      'link-secret': { variable: 'linkSecret', arn: linkSecret, value: linkSecret },
    },
  };
}

/**
 * Returns the stack's own table, or the table that a backup was restored into. The stack's own table is exported in
 * both cases: CloudFormation refuses to remove an export that another stack uses, and the data stack is deployed first.
 */
function tableOf(data: DataStack, own: GrantedResource, { tableName }: StageConfig): GrantedResource {
  if (tableName === null) return own;
  return { ...own, arn: tableArnOf(data, tableName), value: tableName };
}

const importValue = (data: DataStack, value: string): string => String(data.exportValue(value));
