// A process that reads uploads for another one (local/reading/reader-pool.ts): what ends it ends nothing else.
const { register } = await import('tsx/esm/api');
register();
await import('../local/reading/reader-process.ts');
