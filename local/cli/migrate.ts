import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { secretHashKey } from '../../src/adapters/aws/secret-hash-key.ts';
import { FORMAT, migrateTable } from '../../src/adapters/aws/table-format.ts';
import type { MigrateCommand } from './commands/migrate.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

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
