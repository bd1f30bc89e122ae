import type { AheadTable } from './made-ahead.ts';

/** What pages need, made ahead in a bundle that renders them: the material of sheets, compiled charts, shapes of maps. */
export const PAGES_AHEAD: AheadTable = {};
