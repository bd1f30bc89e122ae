import { FLAG, needed, read, TEXT } from './arguments.ts';

export const RESTORE_USAGE = `  factsheets restore --from NEW --to TABLE [--dry-run]
      Copies the items of a table that a backup was restored into (NEW) into the table of a stage in AWS. Of two items the
      newer one stays; it may be broken off and run again, and prints how many it copied. --dry-run copies nothing.`;

export interface RestoreCommand {
  readonly command: 'restore';
  readonly from: string;
  readonly to: string;
  readonly dryRun: boolean;
}

export function parseRestore(argv: readonly string[]): RestoreCommand {
  const { values } = read(argv, { from: TEXT, to: TEXT, 'dry-run': FLAG });
  return {
    command: 'restore',
    from: needed(values, 'from', 'the table that the backup was restored into'),
    to: needed(values, 'to', 'the table of the stage'),
    dryRun: values['dry-run'] === true,
  };
}
