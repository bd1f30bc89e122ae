/**
 * Charts compiled before the program runs: Vega specs as JSON text, by the text of their Vega-Lite spec. Empty here, and every
 * spec is compiled at its first use; a bundle puts its sheets' charts in this place (lib/page-bundling.ts).
 */
export const COMPILED_AHEAD: Readonly<Record<string, string>> = {};
