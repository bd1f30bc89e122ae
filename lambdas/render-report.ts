import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { loadSheet } from '../src/definitions/load-definitions.ts';
import type { Language } from '../src/domain/languages.ts';
import { type RenderEffects, renderReport } from '../src/steps/render-report/render-report.ts';
import { type RevisionNamed, revisionOf } from './revision-of.ts';
import { log, observed } from './telemetry.ts';
import { fonts, once, pipelineFolder, pipelinePageDefinitions, reports, table } from './world.ts';

const effects = once(
  async (): Promise<RenderEffects> => ({
    editions: dynamoEditions(await table()),
    reports: reports(),
    definitions: pipelineFolder,
    fonts,
    codes: (await pipelinePageDefinitions()).codes,
    log,
  }),
);

/** A revision and a language -> its PDF and charts in the reports, with their hashes. */
export const handler = observed('render-report', async (named: RevisionNamed & { readonly language: Language }) => {
  const [world, known] = [await effects(), await pipelinePageDefinitions()];
  const sheet = await loadSheet(pipelineFolder, known, named.sheet);
  return renderReport(world, known, sheet, await revisionOf(named), named.language);
});
