import { z } from 'zod';
import { TABLES, type Table } from '../contract/tables.ts';

/** What a `sheet.json` says of its records and of other sheets: enough to see which sheets share records. */
export interface SheetClaims {
  readonly id: string;
  readonly hotlines: readonly string[];
  /** The tables that its figures count, and the cases that people are counted through. */
  readonly tables: readonly Table[];
  readonly related: readonly string[];
  /** The reason, by sheet. */
  readonly unrelated: Readonly<Record<string, string>>;
}

const CLAIMS = z.object({
  hotlines: z.array(z.string()),
  figures: z.array(z.object({ counts: z.enum(TABLES) })),
  related: z.array(z.string()).optional(),
  unrelated: z.record(z.string(), z.string()).optional(),
});

/**
 * The claims of a sheet, whatever else is wrong with it.
 * @param id the name of its folder
 * @returns null for a sheet that is too broken to be loaded, and so to be published
 */
export function parseClaims(json: unknown, id: string): SheetClaims | null {
  const parsed = CLAIMS.safeParse(json);
  if (!parsed.success) return null;
  const { hotlines, figures, related = [], unrelated = {} } = parsed.data;
  const counted = figures.map(({ counts }) => counts);
  const people = counted.some((table) => table === 'victims' || table === 'traffickers');
  return {
    id,
    hotlines,
    tables: [...new Set([...counted, ...(people ? (['cases'] as const) : [])])],
    related,
    unrelated,
  };
}
