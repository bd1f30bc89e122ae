import type { z } from 'zod';
import type { EventName } from '../contract/event-names.ts';
import type { EVENT_SCHEMAS } from './event-schemas.ts';

/** A value of a schema as those who tell and listen see it: nobody changes it. */
type Told<Value> = Value extends readonly (infer Item)[]
  ? readonly Told<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Told<Value[Key]> }
    : Value;

/** What each event carries: event-schemas.ts says it field by field, and docs/events.md to those who listen. */
export type EventDetails = { readonly [Name in EventName]: Told<z.infer<(typeof EVENT_SCHEMAS)[Name]>> };

/** One table of an upload, as events tell of it: names, counts, a reason in words; never a value of the file. */
export type TableTold = EventDetails['ExportAccepted']['tables'][number];

/** One event of the bus. */
export type DomainEvent = {
  [Name in EventName]: { readonly name: Name; readonly detail: EventDetails[Name] };
}[EventName];

/** The bus. Whoever listens must bear an event twice: a step that is run again tells again. */
export interface Events {
  tell(event: DomainEvent): Promise<void>;
}
