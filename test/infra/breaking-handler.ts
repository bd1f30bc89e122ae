/** Looks for a file next to itself, which is impossible in a CommonJS bundle. */
export const handler = async (): Promise<string> => new URL('hotlines', import.meta.url).pathname;
