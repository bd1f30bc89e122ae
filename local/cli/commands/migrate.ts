import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { secretHashKey } from '../../../src/adapters/aws/secrets.ts';
import { FORMAT, migrateTable } from '../../../src/adapters/aws/table-format.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { read, requiredOption, TEXT } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const MIGRATE = defineCommand({
  help: `factsheets migrate --table NAME --secret ARN

Migrates the table of a stage in AWS to the format of this version; a table that has it already stays as it is. Run it after
deploying a new version. A state on this machine is migrated when a command opens it.`,
  parse: parseMigrate,
  run: migrate,
});

export interface MigrateCommand {
  readonly table: string;
  readonly secret: string;
}

function parseMigrate(argv: readonly string[]): MigrateCommand {
  const { values } = read(argv, { table: TEXT, secret: TEXT });
  return {
    table: requiredOption(values, 'table', 'the table of the stage'),
    secret: requiredOption(values, 'secret', 'the secret with the key of ids'),
  };
}

/**
 * Migrates the table of a stage with this machine's AWS identity.
 * @throws Failure FormatMismatch when a newer program wrote it
 */
export async function migrate({ table: name, secret }: MigrateCommand, terminal: Terminal): Promise<number> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const hashKey = await secretHashKey(new SecretsManagerClient({}), secret);
  const run = await migrateTable({ table: { client, name }, state: null, hashKey }, null);
  for (const migration of run) terminal.out(`migrated: ${migration}`);
  terminal.out(`the table ${name} has format ${FORMAT}`);
  return EXIT.complete;
}
