import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { dynamoLedger } from '../src/adapters/aws/dynamo-ledger.ts';
import { loadSheet } from '../src/definitions/load-definitions.ts';
import type { Publication } from '../src/domain/publication.ts';
import { computeFigures } from '../src/steps/compute-figures/compute-figures.ts';
import type { FiguresEffects } from '../src/steps/compute-figures/edition-content.ts';
import { clock, facts, hashKey, once, pipelineDefinitions, pipelineFolder, table } from './aws-effects.ts';
import { openEngine } from './engine.ts';
import { log, observed } from './telemetry.ts';

const effects = once(
  async (): Promise<FiguresEffects> => ({
    facts: facts(),
    runningCounts: facts(),
    ledger: dynamoLedger(await table()),
    editions: dynamoEditions(await table()),
    hashKey: await hashKey(),
    codes: (await pipelineDefinitions()).codes,
    openEngine,
    clock,
    log,
  }),
);

/**
 * Handles a publication: returns its edition's newest revision, the languages to render, and whether all work for it is
 * done.
 */
export const handler = observed('compute-figures', async ({ sheet: id, month, isNewest }: Publication) => {
  const [own, known] = [await effects(), await pipelineDefinitions()];
  const sheet = await loadSheet(pipelineFolder, known, id);
  const { revision } = await computeFigures(own, known, { sheet, month, isNewest });
  const report = await own.editions.reportOf(id, month, revision.revision);
  return {
    sheet: id,
    month,
    revision: revision.revision,
    languages: sheet.languages,
    recorded: report?.announcedAt !== undefined,
  };
});
