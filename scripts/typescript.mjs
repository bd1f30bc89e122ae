// node --import ./scripts/typescript.mjs FILE.ts: runs the TypeScript as it is, for the scripts of this checkout. Without tsx's cache,
// which is in the system's temporary folder: another user could put code there that ours then runs.
process.env.TSX_DISABLE_CACHE = '1';
const { register } = await import('tsx/esm/api');
register();
