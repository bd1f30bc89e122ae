/** A handler that looks for a file beside itself, which a CommonJS bundle cannot. */
export const handler = async (): Promise<string> => new URL('hotlines', import.meta.url).pathname;
