/** The environment variables of the functions in AWS: infrastructure sets them, lambdas/ reads them. */
export const ENVIRONMENT = {
  table: 'FACTSHEETS_TABLE',
  exportsBucket: 'FACTSHEETS_EXPORTS_BUCKET',
  factsBucket: 'FACTSHEETS_FACTS_BUCKET',
  reportsBucket: 'FACTSHEETS_REPORTS_BUCKET',
  /** The ARN of the secret that holds the key of ids: 64 hex digits. */
  hashKeySecret: 'FACTSHEETS_HASH_KEY_SECRET',
  /** The ARN of the secret that holds what links are signed with (adapters/link-secret-text.ts). */
  linkSecret: 'FACTSHEETS_LINK_SECRET',
  bus: 'FACTSHEETS_BUS',
  stateMachine: 'FACTSHEETS_STATE_MACHINE',
  /** The queue of what may change editions, by which a change of anything is shared out sheet by sheet. */
  editionsQueue: 'FACTSHEETS_EDITIONS_QUEUE',
  /** The addresses mail is sent from and links lead to, and the set that reports bounces. */
  sender: 'FACTSHEETS_SENDER',
  linkUrl: 'FACTSHEETS_LINK_URL',
  configurationSet: 'FACTSHEETS_CONFIGURATION_SET',
  /**
   * The file with the schedules of sheets, beside the program: an array as domain/schedule/schedule.ts reads it. Two hundred schedules
   * do not fit into the 4 KB of a function's variables.
   */
  schedulesFile: 'FACTSHEETS_SCHEDULES_FILE',
  /** Due days of hotlines' exports, as JSON: `{"nhth":10}`. */
  dueDays: 'FACTSHEETS_DUE_DAYS',
  /** After how many days a draft without a decision is reported. */
  reviewDays: 'FACTSHEETS_REVIEW_DAYS',
  /** The engine's memory in MB and its threads: what the function's size leaves for it. */
  engineMemory: 'FACTSHEETS_ENGINE_MEMORY_MB',
  engineThreads: 'FACTSHEETS_ENGINE_THREADS',
} as const;

export type EnvironmentName = keyof typeof ENVIRONMENT;
