import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { log, logger, reportFailure } from '../../lambdas/telemetry.ts';
import { eventBridgeEvents } from '../../src/adapters/aws/event-bridge-events.ts';
import { Failure } from '../../src/domain/failure.ts';

const PLANTED = '\u001b[2J\nRevisionApproved\u2028\u202e';
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
afterEach(() => void vi.restoreAllMocks());

describe('what functions write', () => {
  it('is printable in their logs', () => {
    const [info, error] = [vi.spyOn(logger, 'info'), vi.spyOn(logger, 'error')];
    log.info('export-ingested', { key: `exports/nhth/2015-10/${PLANTED}` });
    reportFailure('ingest-export', new Failure('StoreConflict', `${PLANTED} is missing`));
    const written = [...info.mock.calls, ...error.mock.calls].map((call) => Object.values(Object(call[1])));
    expect(written.flat()).toHaveLength(4);
    for (const text of written.flat()) expect(text).not.toMatch(FORBIDDEN);
  });

  it('is printable in events', async () => {
    const bus = mockClient(EventBridgeClient);
    bus.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }] });
    const events = eventBridgeEvents(new EventBridgeClient({ region: 'us-east-1' }), 'bus');
    const detail = { sheet: 's', month: '2015-10', revision: 1, by: PLANTED };
    await events.emit({ name: 'RevisionApproved', detail });
    const [call] = bus.commandCalls(PutEventsCommand);
    expect(call?.args[0].input.Entries?.[0]?.Detail).not.toMatch(FORBIDDEN);
    expect(JSON.parse(call?.args[0].input.Entries?.[0]?.Detail ?? '').by).not.toMatch(FORBIDDEN);
  });
});
