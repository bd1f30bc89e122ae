import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Publication, Publications } from '../domain/publication.ts';

/** The longest name Step Functions takes. */
const LONGEST_NAME = 80;
/** Hex digits of the state in a name: 128 bits. */
const STATE_DIGITS = 32;

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

/** `<sheet>-<month>-<state>`, at most 80 characters; the state's hash holds the sheet, so a long id may be cut. */
export function executionName({ sheet, month, state }: Publication): string {
  const end = `-${month}-${state.slice(0, STATE_DIGITS)}`;
  return `${sheet.slice(0, LONGEST_NAME - end.length)}${end}`;
}
