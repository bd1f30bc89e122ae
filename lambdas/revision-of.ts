import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { Failure } from '../src/domain/failure.ts';
import type { Month } from '../src/domain/month.ts';
import type { Revision } from '../src/domain/revision.ts';
import { table } from './aws-effects.ts';

/** Identifies a revision from step to step of the state machine. */
export interface RevisionNamed {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
}

/**
 * Returns the revision that the state machine names.
 * @throws Failure StoreConflict if it does not exist
 */
export async function revisionOf({ sheet, month, revision }: RevisionNamed): Promise<Revision> {
  const match = await dynamoEditions(await table()).revision(sheet, month, revision);
  if (!match) throw new Failure('StoreConflict', `${sheet} ${month} has no revision ${revision}; compute it again`);
  return match;
}
