import { needed, read, TEXT } from './arguments.ts';

export const MIGRATE_USAGE = `  factsheets migrate --table NAME --secret ARN
      Brings the table of a stage in AWS to the format of this program; one that has it already stays as it is. Run it
      after deploying a new version. A state on this machine is migrated when a command opens it.`;

export interface MigrateCommand {
  readonly command: 'migrate';
  readonly table: string;
  readonly secret: string;
}

export function parseMigrate(argv: readonly string[]): MigrateCommand {
  const { values } = read(argv, { table: TEXT, secret: TEXT });
  return {
    command: 'migrate',
    table: needed(values, 'table', 'the table of the stage'),
    secret: needed(values, 'secret', 'the secret with the key of ids'),
  };
}
