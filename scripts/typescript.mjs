// node --import ./scripts/typescript.mjs FILE.ts: runs TypeScript without compiling it first, for the scripts of this
// checkout. tsx's cache is disabled, because it is in the system's temporary folder: another user could insert code
// there that our process then runs.
process.env.TSX_DISABLE_CACHE = '1';
const { register } = await import('tsx/esm/api');
register();
