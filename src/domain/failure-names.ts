/**
 * The names of all failures that the program throws. The state machine catches by these names, and the runbook has a
 * heading for each.
 */
export const FAILURE_NAMES = [
  'WrongUsage', // a command line with invalid arguments
  'DefinitionInvalid', // a hotline, sheet, code list, wording or chart file that does not match its schema
  'DefinitionChanged', // a sheet's folder that differs from the one a revision was made with
  'ExportUnreadable', // an object that is not an export: wrong key, wrong bytes
  'KeyMismatch', // facts hashed with another key than the configured one
  'FormatMismatch', // a state or a table in a format that this program does not read
  'StateChanged', // a state that is older than, or differs from, its separate record
  'FactsChanged', // facts that are missing or differ from the accepted ones
  'ReportChanged', // pages or annexes that are missing or differ from the recorded or approved ones
  'CanaryFailed', // invented records that did not become the expected draft
  'StoreConflict', // a conditional write that failed after all retries
  'DecisionRefused', // an approval or rejection that the rules do not allow
  'StakeholdersInvalid', // a list of stakeholders, or a change to it, that breaks its rules
  'ScheduleInvalid', // a configuration of schedules and mail that cannot work
  'DistributionUnfinished', // a run that did not send the message to every stakeholder
  'FigureUnknown', // a text or a chart that names a figure the sheet does not have
  'TextTooLong', // a text that does not fit its place on the page
  'IdentityUnavailable', // an identity provider that does not answer, or answers with an error
  'SuppressionImpossible', // a set of figures without a safe publication
] as const;

export type FailureName = (typeof FAILURE_NAMES)[number];
