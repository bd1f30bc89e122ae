import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { executionName, type Publications } from '../domain/publication.ts';

/**
 * Publications as executions of the state machine. A name is never used twice (Step Functions keeps it for 90 days after the
 * execution ends), so the same sheet, month and state publish once, and a failed one is redriven, not started anew.
 */
export function stepFunctionsPublications(client: SFNClient, stateMachineArn: string): Publications {
  return {
    async start(publication) {
      try {
        const input = JSON.stringify(publication);
        await client.send(new StartExecutionCommand({ stateMachineArn, name: executionName(publication), input }));
        return 'started';
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return 'known';
        throw error;
      }
    },
  };
}
