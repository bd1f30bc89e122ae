import type { Language } from '../src/contract/languages.ts';
import type { Month } from '../src/domain/month.ts';
import type { Report, Revision } from '../src/domain/revision.ts';
import type { Sheet } from '../src/domain/sheet.ts';
import { computeFigures } from '../src/steps/compute-figures.ts';
import type { Definitions } from '../src/steps/load-definitions.ts';
import { recordReport } from '../src/steps/record-report.ts';
import { type Rendered, renderReport } from '../src/steps/render-report.ts';
import type { LocalEffects } from './workplace.ts';

/** An edition brought up to date: its newest revision, and what was rendered of it now. */
export interface Published {
  readonly revision: Revision;
  /** Null when its report was whole before. */
  readonly report: Report | null;
}

/** Brings an edition up to date with the exports in force, as the state machine does in AWS. */
export async function publishEdition(
  effects: LocalEffects,
  definitions: Definitions,
  sheet: Sheet,
  month: Month,
  isNewest: boolean,
): Promise<Published> {
  const { revision } = await computeFigures(effects, definitions, sheet, month, { isNewest });
  if (await effects.editions.reportOf(sheet.id, month, revision.revision)) return { revision, report: null };
  const rendered = await renderAll(effects, definitions, sheet, revision, sheet.languages);
  return { revision, report: await recordReport(effects, sheet, revision, rendered) };
}

/** Renders a revision in some languages, one after the other. */
export async function renderAll(
  effects: LocalEffects,
  definitions: Definitions,
  sheet: Sheet,
  revision: Revision,
  languages: readonly Language[],
): Promise<Rendered[]> {
  const rendered: Rendered[] = [];
  for (const language of languages) rendered.push(await renderReport(effects, definitions, sheet, revision, language));
  return rendered;
}
