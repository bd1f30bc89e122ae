import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDispatches } from '../src/adapters/dynamo-dispatches.ts';
import { dynamoEditions } from '../src/adapters/dynamo-editions.ts';
import { dynamoStakeholders } from '../src/adapters/dynamo-stakeholders.ts';
import { secretHashKey } from '../src/adapters/secret-hash-key.ts';
import { checkTableFormat } from '../src/adapters/table-format.ts';
import { Failure } from '../src/domain/failure.ts';
import { loadDefinitions } from '../src/steps/load-definitions.ts';
import type { AwsPlace, ListPlace } from './commands/arguments.ts';
import { type OpenState, withState } from './open-state.ts';
import { type LocalEffects, openDefinitions } from './workplace.ts';

/** A list of stakeholders and what was sent to them, with the definitions it is read with. */
export interface OpenList extends Omit<OpenState, 'effects' | 'workplace'> {
  readonly effects: Pick<LocalEffects, 'stakeholders' | 'dispatches' | 'editions' | 'hashKey' | 'clock' | 'log'>;
}

/**
 * Works on the list of a kept state, or on that of a stage in AWS with this machine's AWS identity.
 * @throws Failure WrongUsage when there is no such place, or AWS refuses
 */
export function withList<Result>(
  place: ListPlace,
  environment: NodeJS.ProcessEnv,
  work: (list: OpenList) => Promise<Result>,
): Promise<Result> {
  return 'table' in place ? orRefused(async () => work(await listInAws(place))) : withState(place, environment, work);
}

async function listInAws({ table: name, secret, definitions: folder }: AwsPlace): Promise<OpenList> {
  const files = openDefinitions(folder);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const table = { client, name };
  await checkTableFormat(table);
  const effects = {
    stakeholders: dynamoStakeholders(table),
    dispatches: dynamoDispatches(table),
    editions: dynamoEditions(table),
    hashKey: await secretHashKey(new SecretsManagerClient({}), secret),
    clock: { now: () => new Date() },
    log: { info: () => undefined },
  };
  return { effects, files, definitions: await loadDefinitions(files) };
}

/** What AWS says may repeat what it was sent: only its name is told. */
async function orRefused<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Failure || !(cause instanceof Error)) throw cause;
    throw new Failure('WrongUsage', `AWS refused: ${cause.name}; look at --table, --secret, the region and the login`, {
      cause,
    });
  }
}
