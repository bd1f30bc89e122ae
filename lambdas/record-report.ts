import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { readCompiledSheet } from '../src/steps/compile-sheet/compiled-sheet.ts';
import { type RecordEffects, recordReport } from '../src/steps/record-report.ts';
import type { Rendered } from '../src/steps/render-report/render-report.ts';
import { clock, definitionsFolder, once, pipelineDefinitions, reports, table } from './aws-effects.ts';
import { type RevisionNamed, revisionOf } from './revision-of.ts';
import { log, withFailureLog } from './telemetry.ts';

const effects = once(
  async (): Promise<RecordEffects> => ({
    editions: dynamoEditions(await table()),
    reports: reports(),
    codes: (await pipelineDefinitions()).codes,
    clock,
    log,
  }),
);

/**
 * Handles a revision and the rendered output of every language: writes its data annex and its words, and records that its report is
 * complete.
 */
export const handler = withFailureLog(
  'record-report',
  async (named: RevisionNamed & { readonly rendered: readonly Rendered[] }) => {
    const compiled = await readCompiledSheet(definitionsFolder, named.sheet);
    await recordReport(await effects(), compiled, await revisionOf(named), named.rendered);
    return { sheet: named.sheet, month: named.month, revision: named.revision };
  },
);
