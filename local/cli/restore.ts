import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { restoreItems } from '../../src/adapters/aws/restore-items.ts';
import { orRefused } from '../state/open-list.ts';
import type { RestoreCommand } from './commands/restore.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/** Copies a restored table into that of a stage, with this machine's AWS identity. */
export async function restore({ from, to, dryRun }: RestoreCommand, terminal: Terminal): Promise<number> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const progress = (items: number): void => terminal.err(`${items} items`);
  const counts = await orRefused(() =>
    restoreItems({ client, name: from }, { client, name: to }, { dryRun, progress }),
  );
  terminal.out(
    `${dryRun ? 'would copy' : 'copied'}: ${counts.copied} items that ${to} lacked or had an older version of`,
  );
  terminal.out(`the same: ${counts.same}; newer in ${to}, left as they are: ${counts.kept}`);
  return EXIT.complete;
}
