import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ExecutionNotRedrivable,
  RedriveExecutionCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { executionName, type Publication, type Publications } from '../../domain/publication.ts';

/** How many names are tried for one state of the exports: one for each two weeks that it keeps failing. */
const NAMES = 9;

/**
 * Publications as executions of the state machine. A name is never used twice (Step Functions keeps it for 90 days
 * after the execution ends), so the same sheet, month and state publish once. A failed one is redriven from where it
 * failed; after 14 days Step Functions no longer allows that, and it starts under the next name. One that a person
 * stopped stays stopped.
 */
export function stepFunctionsPublications(client: SFNClient, stateMachineArn: string): Publications {
  return {
    async start(publication, { retryFailed } = { retryFailed: false }) {
      for (let attempt = 1; attempt <= NAMES; attempt++) {
        const name = executionName(publication, attempt);
        if (await startAs(client, stateMachineArn, name, publication)) return attempt === 1 ? 'started' : 'retried';
        if (!retryFailed) return 'known';
        const outcome = await redrive(client, executionArn(stateMachineArn, name));
        if (outcome !== 'too-old') return outcome;
      }
      return 'known';
    },
  };
}

const executionArn = (stateMachineArn: string, name: string): string =>
  `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

/** Returns false if the name was used before. */
async function startAs(
  client: SFNClient,
  stateMachineArn: string,
  name: string,
  publication: Publication,
): Promise<boolean> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(publication) }));
    return true;
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return false;
    throw error;
  }
}

/** Continues a failed execution; returns `known` if it did not fail. */
async function redrive(client: SFNClient, arn: string): Promise<'known' | 'retried' | 'too-old'> {
  try {
    const { status, redriveStatus } = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
    if (status !== 'FAILED' && status !== 'TIMED_OUT') return 'known';
    if (redriveStatus !== 'REDRIVABLE') return 'too-old';
    await client.send(new RedriveExecutionCommand({ executionArn: arn }));
    return 'retried';
  } catch (error) {
    // another sweep was first, or the name has expired meanwhile
    if (error instanceof ExecutionNotRedrivable || error instanceof ExecutionDoesNotExist) return 'known';
    throw error;
  }
}
