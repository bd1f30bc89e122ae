import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDispatches } from '../../src/adapters/aws/dynamo-dispatches.ts';
import { dynamoEditions } from '../../src/adapters/aws/dynamo-editions.ts';
import { dynamoHolds } from '../../src/adapters/aws/dynamo-holds.ts';
import { dynamoRegister } from '../../src/adapters/aws/dynamo-register.ts';
import { dynamoStakeholders } from '../../src/adapters/aws/dynamo-stakeholders.ts';
import type { DynamoTable } from '../../src/adapters/aws/dynamo-table.ts';
import { secretHashKey } from '../../src/adapters/aws/secrets.ts';
import { checkTableFormat } from '../../src/adapters/aws/table-format.ts';
import { loadUsableDefinitions } from '../../src/definitions/load-definitions.ts';
import { Failure } from '../../src/domain/failure.ts';
import { type LocalEffects, openDefinitions } from '../pipeline/local-runtime.ts';
import { type OpenState, type StatePlace, withState } from './open-state.ts';

/** The table of a stage in AWS (deploying prints it) and the secret with its hash key. */
export interface AwsPlace {
  readonly table: string;
  readonly secret: string;
  readonly definitions: string | undefined;
}

/** Where a list of stakeholders is stored. */
export type ListPlace = StatePlace | AwsPlace;

/** A state, or the table of a stage in AWS. */
export type EditionsPlace = StatePlace | { readonly table: string; readonly definitions: string | undefined };

/** A list of stakeholders and what was sent to them, with the definitions to read it. */
export interface OpenList extends Omit<OpenState, 'effects' | 'runtime'> {
  readonly effects: Pick<
    LocalEffects,
    'stakeholders' | 'dispatches' | 'editions' | 'holds' | 'register' | 'hashKey' | 'clock' | 'log'
  >;
}

/**
 * Works on the list of a state, or on that of a stage in AWS with this machine's AWS identity.
 * @throws Failure WrongUsage if there is no such place, or AWS refuses
 */
export function withList<Result>(
  place: ListPlace,
  environment: NodeJS.ProcessEnv,
  work: (list: OpenList) => Promise<Result>,
): Promise<Result> {
  return 'table' in place ? orRefused(async () => work(await listInAws(place))) : withState(place, environment, work);
}

/** Editions, what was sent of them and which sheets are held, with the definitions to read them. */
export type EditionsOpen = Pick<OpenState, 'files'> & {
  readonly effects: Pick<LocalEffects, 'editions' | 'dispatches' | 'holds'>;
};

/**
 * Works on the editions of a state, or of a stage in AWS: only its table is read.
 * @throws Failure WrongUsage if there is no such place, or AWS refuses
 */
export function withEditions<Result>(
  place: EditionsPlace,
  environment: NodeJS.ProcessEnv,
  work: (open: EditionsOpen) => Promise<Result>,
): Promise<Result> {
  if (!('table' in place)) return withState(place, environment, work);
  return orRefused(async () => {
    const table = await tableInAws(place.table);
    const effects = { editions: dynamoEditions(table), dispatches: dynamoDispatches(table), holds: dynamoHolds(table) };
    return work({ files: openDefinitions(place.definitions), effects });
  });
}

async function tableInAws(name: string): Promise<DynamoTable> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const table = { client, name };
  await checkTableFormat(table);
  return table;
}

async function listInAws({ table: name, secret, definitions: folder }: AwsPlace): Promise<OpenList> {
  const files = openDefinitions(folder);
  const table = await tableInAws(name);
  const effects = {
    stakeholders: dynamoStakeholders(table),
    dispatches: dynamoDispatches(table),
    editions: dynamoEditions(table),
    holds: dynamoHolds(table),
    register: dynamoRegister(table),
    hashKey: await secretHashKey(new SecretsManagerClient({}), secret),
    clock: { now: () => new Date() },
    log: { info: () => undefined },
  };
  return { effects, files, definitions: await loadUsableDefinitions(files) };
}

/** Runs work in AWS. Messages from AWS may repeat what was sent, so only an error's name is reported. */
export async function orRefused<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Failure || !(cause instanceof Error)) throw cause;
    throw new Failure('WrongUsage', `AWS refused: ${cause.name}; check --table, --secret, the region and the login`, {
      cause,
    });
  }
}
