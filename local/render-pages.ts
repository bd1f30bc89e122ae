import type { Language } from '../src/contract/languages.ts';
import type { Revision } from '../src/domain/revision.ts';
import type { Sheet } from '../src/domain/sheet.ts';
import type { Definitions } from '../src/steps/load-definitions.ts';
import { type Rendered, renderReport } from '../src/steps/render-report.ts';
import type { LocalEffects } from './workplace.ts';

/**
 * Renders a revision in some languages, one after the other.
 * @param signal breaks off between two languages, throwing its reason
 */
export async function renderPages(
  effects: LocalEffects,
  definitions: Definitions,
  sheet: Sheet,
  revision: Revision,
  languages: readonly Language[],
  signal?: AbortSignal,
): Promise<Rendered[]> {
  const rendered: Rendered[] = [];
  for (const language of languages) {
    signal?.throwIfAborted();
    rendered.push(await renderReport(effects, definitions, sheet, revision, language));
  }
  return rendered;
}
