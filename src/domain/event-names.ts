/** The source of every event the program puts on its bus. */
export const EVENT_SOURCE = 'hotline-factsheets';

/** The names of every event of the bus (`detail-type`); what each carries stands in domain/event.ts and docs/events.md. */
export const EVENT_NAMES = [
  'ExportAccepted', // an upload was read and is in force
  'ExportRejected', // an upload, or a table of it, was refused; what was in force stays so
  'ExportWithdrawn', // an object is gone, and what it provided with it
  'RevisionReady', // a revision's pages are there to be reviewed
  'RevisionApproved', // a person decided that a revision may be published
  'RevisionRejected', // a person decided that it may not
  'DistributionAsked', // a person asks that a sheet goes out now, and not at its next moment
  'DistributionFinished', // a run of a schedule is over, with what became of its messages
  'NothingToDistribute', // a schedule came round and no approved edition was ready
  'ExportOverdue', // a hotline's export of last month is missing on the day it was due
  'DraftWaiting', // nobody has decided on a draft for too long
] as const;

export type EventName = (typeof EVENT_NAMES)[number];
