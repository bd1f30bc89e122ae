import type { AheadTable } from './made-ahead.ts';

/** Definitions that were checked ahead in a bundle: code lists, names of hotlines, sheets. */
export const DEFINITIONS_AHEAD: AheadTable = {};
