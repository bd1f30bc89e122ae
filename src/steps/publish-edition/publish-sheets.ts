import { Failure } from '../../domain/failure.ts';
import type { Revision } from '../../domain/revision.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import type { CompiledSheet } from '../compile-sheet/compiled-sheet.ts';
import { type RecordEffects, recordReport } from '../record-report.ts';
import type { RenderEffects } from '../render-report/render-report.ts';
import { renderPages } from './render-pages.ts';

export type SheetsEffects = EffectsOf<'render-sheets'> & RenderEffects & RecordEffects;

/** A sheet and its revision whose pages are to be rendered. */
export interface SheetToRender {
  readonly sheet: Sheet;
  readonly revision: Revision;
}

/**
 * Renders sheets of a family in all their languages and records their reports, one sheet after the other: a part of
 * what `publishFamily` does, for a function in AWS. A sheet whose report is recorded is skipped, so that a part that
 * runs again renders only the sheets that failed before.
 * @returns the ids of the sheets that were rendered
 * @throws Failure of the sheets that could not be rendered, by name, after all others are recorded
 */
export async function publishSheets(
  effects: SheetsEffects,
  compiled: (sheet: Sheet) => Promise<CompiledSheet>,
  sheets: readonly SheetToRender[],
): Promise<string[]> {
  const rendered: string[] = [];
  const failures = new Map<string, unknown>();
  for (const { sheet, revision } of sheets) {
    try {
      if (await publishOne(effects, () => compiled(sheet), { sheet, revision })) rendered.push(sheet.id);
    } catch (error) {
      failures.set(sheet.id, error);
    }
  }
  throwFailures(sheets.length, failures);
  return rendered;
}

/** Returns false if the report is recorded already. */
async function publishOne(
  effects: SheetsEffects,
  compiled: () => Promise<CompiledSheet>,
  { sheet, revision }: SheetToRender,
): Promise<boolean> {
  if (await effects.editions.reportOf(sheet.id, revision.month, revision.revision)) return false;
  const { signal } = new AbortController(); // Lambda ends a function without a signal
  const pages = await renderPages({ effects, compiled, languages: sheet.languages, signal }, revision);
  await recordReport(effects, await compiled(), revision, pages);
  return true;
}

/** How many sheets a message names. */
const NAMED = 5;

/**
 * Throws one failure for all sheets that were not published; does nothing if there are none.
 * @param of the number of sheets
 * @param failures errors by the ids of sheets. An error that is not a Failure does not concern one sheet: it is thrown
 *   as it is
 */
export function throwFailures(of: number, failures: ReadonlyMap<string, unknown>): void {
  const errors = [...failures];
  const [first] = errors;
  if (!first) return;
  const other = errors.find(([, error]) => !(error instanceof Failure));
  if (other) throw other[1];
  const named = errors
    .slice(0, NAMED)
    .map(([sheet, error]) => `${sheet}: ${error instanceof Error ? error.message.replace(/\.$/u, '') : ''}`);
  const more = errors.length > NAMED ? `; and ${errors.length - NAMED} more` : '';
  const name = first[1] instanceof Failure ? first[1].name : 'DefinitionInvalid';
  throw new Failure(
    name,
    `${errors.length} of ${of} sheets were not published: ${named.join('; ')}${more}. The others are; publishing again renders only these`,
    { cause: first[1] },
  );
}
