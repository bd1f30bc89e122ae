/** The environment variables of the functions in AWS: lib/ sets them, lambdas/ reads them. */
export const ENVIRONMENT = {
  table: 'FACTSHEETS_TABLE',
  exportsBucket: 'FACTSHEETS_EXPORTS_BUCKET',
  factsBucket: 'FACTSHEETS_FACTS_BUCKET',
  reportsBucket: 'FACTSHEETS_REPORTS_BUCKET',
  /** The ARN of the secret with the hash key: 64 hex digits. */
  hashKeySecret: 'FACTSHEETS_HASH_KEY_SECRET',
  /** The ARN of the secret that signs links (adapters/link-secret-text.ts). */
  linkSecret: 'FACTSHEETS_LINK_SECRET',
  /** The bucket of the public site, and the address of its pages: `https://figures.example.org`. */
  publicBucket: 'FACTSHEETS_PUBLIC_BUCKET',
  publicAddress: 'FACTSHEETS_PUBLIC_ADDRESS',
  bus: 'FACTSHEETS_BUS',
  stateMachine: 'FACTSHEETS_STATE_MACHINE',
  /** The queue of changes that may affect editions; a change that affects every sheet is split by sheet through it. */
  editionsQueue: 'FACTSHEETS_EDITIONS_QUEUE',
  /** The sender's address, the base address of links, and the SES configuration set that reports bounces. */
  sender: 'FACTSHEETS_SENDER',
  linkUrl: 'FACTSHEETS_LINK_URL',
  configurationSet: 'FACTSHEETS_CONFIGURATION_SET',
  /** The queue of test messages that people asked for. */
  testQueue: 'FACTSHEETS_TEST_QUEUE',
  /**
   * The file with the sheets' schedules, bundled with the program: an array for domain/schedule/schedule.ts. Two
   * hundred schedules do not fit into the 4 KB of a function's variables.
   */
  schedulesFile: 'FACTSHEETS_SCHEDULES_FILE',
  /** Due days of hotlines' exports, as JSON: `{"nhth":10}`. */
  dueDays: 'FACTSHEETS_DUE_DAYS',
  /** After how many days a draft without a decision is reported. */
  reviewDays: 'FACTSHEETS_REVIEW_DAYS',
  /** The engine's memory in MB and its threads: what the function's size leaves for it. */
  engineMemory: 'FACTSHEETS_ENGINE_MEMORY_MB',
  engineThreads: 'FACTSHEETS_ENGINE_THREADS',
  /** The part of the portal that the function serves (domain/function-steps.ts). */
  portalPart: 'FACTSHEETS_PORTAL_PART',
  /** The origin of the portal, `https://sheets.example.org`, and that of the store to which browsers send files. */
  portalOrigin: 'FACTSHEETS_PORTAL_ORIGIN',
  uploadOrigin: 'FACTSHEETS_UPLOAD_ORIGIN',
  /** The identity provider: its issuer, the program's client id there, the ARN of its secret, and the address that signs out. */
  signInIssuer: 'FACTSHEETS_SIGN_IN_ISSUER',
  signInClient: 'FACTSHEETS_SIGN_IN_CLIENT',
  signInSecret: 'FACTSHEETS_SIGN_IN_SECRET',
  /** The id of the user pool that has the accounts. */
  peoplePool: 'FACTSHEETS_PEOPLE_POOL',
  signOutAddress: 'FACTSHEETS_SIGN_OUT_ADDRESS',
} as const;

export type EnvironmentName = keyof typeof ENVIRONMENT;
