/**
 * What is made of charts before the program runs; empty here, and everything is made at its first use. A bundle puts what its
 * sheets need in this place (lib/page-bundling.ts).
 */

/** Vega specs as JSON text, by the text of their Vega-Lite spec. */
export const COMPILED_AHEAD: Readonly<Record<string, string>> = {};

/** The shapes of maps as JSON text, by their projection: outlines by the hash of their geometry (kept-outlines.ts). */
export const OUTLINES_AHEAD: Readonly<Record<string, string>> = {};
