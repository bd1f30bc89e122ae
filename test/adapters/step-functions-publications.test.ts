import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionNotRedrivable,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { stepFunctionsPublications } from '../../src/adapters/aws/step-functions-publications.ts';
import type { Month } from '../../src/domain/month.ts';

const client = mockClient(SFNClient);
const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:Publication';
const publications = stepFunctionsPublications(new SFNClient({ region: 'us-east-1' }), MACHINE);
const PUBLICATION = { sheet: 'border', month: '2026-01' as Month, isNewest: true, state: 'a'.repeat(64) };
const NAME = `border-2026-01-${'a'.repeat(32)}`;
const EXECUTION = `arn:aws:states:us-east-1:123456789012:execution:Publication:${NAME}`;
const said = { message: 'no', $metadata: {} };
const SWEEP = { retryFailed: true };

const names = () => client.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input.name);
const redriven = () => client.commandCalls(RedriveExecutionCommand).map(({ args }) => args[0].input.executionArn);

beforeEach(() => {
  client.reset();
  client.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(said));
  client.on(RedriveExecutionCommand).resolves({});
});

describe('publications as executions', () => {
  it('start once', async () => {
    client.on(StartExecutionCommand).resolves({});
    expect(await publications.start(PUBLICATION)).toBe('started');
    expect(names()).toEqual([NAME]);
  });

  it('are not restarted when they exist and no retry is requested', async () => {
    expect(await publications.start(PUBLICATION)).toBe('known');
    expect(client.commandCalls(DescribeExecutionCommand)).toEqual([]);
  });

  it.each(['FAILED', 'TIMED_OUT'] as const)('are redriven by a sweep when %s', async (status) => {
    client.on(DescribeExecutionCommand).resolves({ status, redriveStatus: 'REDRIVABLE' });
    expect(await publications.start(PUBLICATION, SWEEP)).toBe('retried');
    expect(redriven()).toEqual([EXECUTION]);
  });

  it.each(['RUNNING', 'SUCCEEDED', 'ABORTED', 'PENDING_REDRIVE'] as const)('are left alone when %s', async (status) => {
    client.on(DescribeExecutionCommand).resolves({ status, redriveStatus: 'NOT_REDRIVABLE' });
    expect(await publications.start(PUBLICATION, SWEEP)).toBe('known');
    expect(redriven()).toEqual([]);
  });

  it('start under the next name when they failed too long ago to be redriven', async () => {
    client.on(DescribeExecutionCommand).resolves({ status: 'FAILED', redriveStatus: 'NOT_REDRIVABLE' });
    client.on(StartExecutionCommand, { name: `${NAME}-2` }).resolves({});
    expect(await publications.start(PUBLICATION, SWEEP)).toBe('retried');
    expect(names()).toEqual([NAME, `${NAME}-2`]);
  });

  it('keep names within what Step Functions takes', async () => {
    client.on(DescribeExecutionCommand).resolves({ status: 'FAILED', redriveStatus: 'NOT_REDRIVABLE' });
    expect(await publications.start({ ...PUBLICATION, sheet: 'x'.repeat(100) }, SWEEP)).toBe('known');
    expect(names().map((name) => name?.length)).toEqual([80, 80, 80, 80, 80, 80, 80, 80, 80]);
    expect(new Set(names()).size).toBe(9);
  });

  it('are not redriven twice by two sweeps', async () => {
    client.on(DescribeExecutionCommand).resolves({ status: 'FAILED', redriveStatus: 'REDRIVABLE' });
    client.on(RedriveExecutionCommand).rejects(new ExecutionNotRedrivable(said));
    expect(await publications.start(PUBLICATION, SWEEP)).toBe('known');
  });
});
