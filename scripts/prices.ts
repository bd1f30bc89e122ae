/** Public list prices of us-east-1 in US dollars, as of 2025; free tiers are left out. Change them here, then write the page anew. */
export const PRICES = {
  region: 'us-east-1',
  year: 2025,
  lambdaGbSecond: 0.0000133334, // arm64
  lambdaRequest: 0.2 / 1e6,
  lambdaDiskGbSecond: 0.0000000309, // of /tmp beyond 512 MB
  s3GbMonth: 0.023,
  s3Write: 0.005 / 1000, // PUT and LIST
  s3Read: 0.0004 / 1000,
  tableWrite: 0.625 / 1e6, // an item of up to 1 KB
  tableRead: 0.125 / 1e6, // a consistent read of up to 4 KB
  tableGbMonth: 0.25,
  tableBackupGbMonth: 0.2, // point-in-time recovery
  stateTransition: 0.025 / 1000,
  busEvent: 1 / 1e6,
  queueRequest: 0.4 / 1e6,
  keyMonth: 1,
  keyRequest: 0.03 / 10_000,
  secretMonth: 0.4,
  alarmMetric: 0.1,
  dashboard: 3,
  customMetric: 0.3,
  logGb: 0.5,
  logGbMonth: 0.03,
} as const;
