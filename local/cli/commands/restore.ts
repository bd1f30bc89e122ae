import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { restoreItems } from '../../../src/adapters/aws/restore-items.ts';
import { countNoun } from '../../../src/domain/format.ts';
import { orRefused } from '../../state/open-list.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { FLAG, read, requiredOption, TEXT } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const RESTORE = defineCommand({
  help: `factsheets restore --from NEW --to TABLE [--dry-run]

Copies the items of a table that a backup was restored into (NEW) to the table of a stage in AWS. Of two versions of an item the
newer one stays. It can be interrupted and run again, and prints how many items it copied.

  --dry-run            copies nothing`,
  parse: parseRestore,
  run: restore,
});

export interface RestoreCommand {
  readonly from: string;
  readonly to: string;
  readonly dryRun: boolean;
}

function parseRestore(argv: readonly string[]): RestoreCommand {
  const { values } = read(argv, { from: TEXT, to: TEXT, 'dry-run': FLAG });
  return {
    from: requiredOption(values, 'from', 'the table that the backup was restored into'),
    to: requiredOption(values, 'to', 'the table of the stage'),
    dryRun: values['dry-run'] === true,
  };
}

/** Copies a restored table into that of a stage, with this machine's AWS identity. */
export async function restore({ from, to, dryRun }: RestoreCommand, terminal: Terminal): Promise<number> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const progress = (items: number): void => terminal.err(countNoun(items, 'item'));
  const counts = await orRefused(() =>
    restoreItems({ client, name: from }, { client, name: to }, { dryRun, progress }),
  );
  terminal.out(
    `${dryRun ? 'would copy' : 'copied'}: ${countNoun(counts.copied, 'item')} that ${to} lacked or had an older version of`,
  );
  terminal.out(`the same: ${counts.same}; newer in ${to}, left as they are: ${counts.newer}`);
  return EXIT.complete;
}
