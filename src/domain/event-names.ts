/** The source of every event that the program emits. */
export const EVENT_SOURCE = 'hotline-factsheets';

/** The names of all events (`detail-type`). Their fields are described in domain/event.ts and docs/events.md. */
export const EVENT_NAMES = [
  'ExportAccepted', // an upload was read and is now active
  'ExportRejected', // an upload, or a table of it, was refused; the active export stays active
  'ExportWithdrawn', // an object was deleted, and its tables were withdrawn
  'RevisionReady', // a revision's pages are ready for review
  'RevisionApproved', // a person decided that a revision may be published
  'RevisionRejected', // a person decided that a revision may not be published
  'SheetHeld', // a person stopped a sheet: it is not sent, and not public
  'SheetReleased', // a person lets a held sheet be sent and be public
  'DistributionAsked', // a person asks to send a sheet now instead of at its next scheduled time
  'DistributionFinished', // a scheduled run ended, with the number of messages by status
  'NothingToDistribute', // a schedule fired and no approved edition was ready
  'ExportOverdue', // a hotline's export of last month is missing on its due day
  'DraftWaiting', // a draft has waited too long for a decision
] as const;

export type EventName = (typeof EVENT_NAMES)[number];
