import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Events } from '../../domain/event.ts';
import { EVENT_SOURCE } from '../../domain/event-names.ts';
import { printableIn } from '../../domain/text/printable.ts';

/**
 * The event bus in EventBridge. Its listeners write file names into lines and mails, so these are printable. A refused
 * entry is an error: the step that emitted it runs again.
 */
export function eventBridgeEvents(client: EventBridgeClient, bus: string): Events {
  return {
    async emit({ name, detail }) {
      const entry = {
        EventBusName: bus,
        Source: EVENT_SOURCE,
        DetailType: name,
        Detail: JSON.stringify(printableIn(detail)),
      };
      const { Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      const refused = Entries?.find(({ ErrorCode }) => ErrorCode !== undefined);
      if (refused) throw new Error(`the event bus refused ${name}: ${refused.ErrorCode}`);
    },
  };
}
