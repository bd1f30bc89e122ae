import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { dynamoLedger } from '../src/adapters/aws/dynamo-ledger.ts';
import { openSolver } from '../src/adapters/highs-solver.ts';
import { loadFamily } from '../src/definitions/load-definitions.ts';
import type { Publication } from '../src/domain/publication.ts';
import type { Revision } from '../src/domain/revision.ts';
import type { Sheet } from '../src/domain/sheet.ts';
import { computeFigures } from '../src/steps/compute-figures/compute-figures.ts';
import { type ListEffects, listSheetsToRender } from '../src/steps/publish-edition/list-sheets.ts';
import { clock, facts, hashKey, once, pipelineDefinitions, pipelineFolder, reports, table } from './aws-effects.ts';
import { openEngine } from './engine.ts';
import { log, withFailureLog } from './telemetry.ts';

const effects = once(
  async (): Promise<ListEffects> => ({
    facts: facts(),
    runningCounts: facts(),
    countIndex: facts(),
    familyLists: reports(),
    ledger: dynamoLedger(await table()),
    editions: dynamoEditions(await table()),
    hashKey: await hashKey(),
    codes: (await pipelineDefinitions()).codes,
    openEngine,
    openSolver,
    clock,
    log,
  }),
);

/**
 * Handles a publication: returns its edition's newest revision, the languages to render, and whether all work for it is
 * done. For a family, `list` is the key of the list of its sheets to render; null for any other sheet.
 */
export const handler = withFailureLog('compute-figures', async ({ sheet: id, month, isNewest }: Publication) => {
  const [own, known] = [await effects(), await pipelineDefinitions()];
  const sheets = await loadFamily(pipelineFolder, known, id);
  const [sheet, ...members] = sheets;
  if (members.length > 0) {
    const { main, isDone, list } = await listSheetsToRender(own, known, { sheets, month, isNewest });
    return answer(sheet, main, isDone, list);
  }
  const { revision } = await computeFigures(own, known, { sheet, month, isNewest });
  const report = await own.editions.reportOf(id, month, revision.revision);
  return answer(sheet, revision, report?.announcedAt !== undefined, null);
});

const answer = (sheet: Sheet, { month, revision }: Revision, recorded: boolean, list: string | null) => ({
  ...{ sheet: sheet.id, month, revision, languages: sheet.languages, recorded, list },
});
