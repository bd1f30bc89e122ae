import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import type { Language } from '../src/domain/languages.ts';
import { readCompiledSheet } from '../src/steps/compile-sheet/compiled-sheet.ts';
import { type RenderEffects, renderReport } from '../src/steps/render-report/render-report.ts';
import { definitionsFolder, fonts, once, reports, table } from './aws-effects.ts';
import { type RevisionNamed, revisionOf } from './revision-of.ts';
import { log, withFailureLog } from './telemetry.ts';

const effects = once(
  async (): Promise<RenderEffects> => ({
    editions: dynamoEditions(await table()),
    reports: reports(),
    fonts,
    log,
  }),
);

/** Handles a revision and a language: stores its PDF and charts in the reports and returns their hashes. */
export const handler = withFailureLog(
  'render-report',
  async (named: RevisionNamed & { readonly language: Language }) => {
    const compiled = await readCompiledSheet(definitionsFolder, named.sheet);
    return renderReport(await effects(), compiled, await revisionOf(named), named.language);
  },
);
