/**
 * The literal names of every failure the program throws, declared once. A state machine catches by these names and the
 * runbook has a heading for each.
 */
export const FAILURE_NAMES = [
  'WrongUsage', // a command line that cannot be understood
  'DefinitionInvalid', // a hotline, sheet, code list, wording or chart file that breaks its schema
  'DefinitionChanged', // a sheet's folder that is no longer the one a revision was made with
  'ExportUnreadable', // an object that is no export: wrong key, wrong bytes
  'KeyMismatch', // facts hashed with another key than the one configured
  'FormatMismatch', // a state or a table of a format that this program does not read
  'StateChanged', // a state that is older than, or differs from, what was recorded apart from it
  'FactsChanged', // facts that are missing, or not those that were accepted
  'ReportChanged', // pages or annexes that are missing, or not those that were recorded or approved
  'CanaryFailed', // an invented export that did not become the expected draft
  'StoreConflict', // a conditional write that kept losing after all retries
  'DecisionRefused', // an approval or rejection that the rules do not allow
  'StakeholdersInvalid', // a list of stakeholders, or a change of it, that breaks its rules
  'ScheduleInvalid', // a configuration of schedules and mail that cannot be kept to
  'DistributionUnfinished', // a run that left a stakeholder without the message
  'FigureUnknown', // a text or a chart that names a figure the sheet does not have
  'TextTooLong', // a text that does not fit the place the page gives it
  'SuppressionImpossible', // a set of figures for which no safe publication was found
] as const;

export type FailureName = (typeof FAILURE_NAMES)[number];
