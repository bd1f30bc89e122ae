import { dynamoEditions } from '../src/adapters/aws/dynamo-editions.ts';
import { loadFamily } from '../src/definitions/load-definitions.ts';
import { Failure } from '../src/domain/failure.ts';
import { folderOfSheet } from '../src/domain/family.ts';
import type { ListedSheet } from '../src/domain/family-list.ts';
import type { Sheet } from '../src/domain/sheet.ts';
import { bundledFamily } from '../src/steps/compile-sheet/compiled-sheet.ts';
import { publishSheets, type SheetsEffects, type SheetToRender } from '../src/steps/publish-edition/publish-sheets.ts';
import {
  clock,
  definitionsFolder,
  fonts,
  once,
  pipelineDefinitions,
  pipelineFolder,
  reports,
  table,
} from './aws-effects.ts';
import { revisionOf } from './revision-of.ts';
import { log, withFailureLog } from './telemetry.ts';

const effects = once(
  async (): Promise<SheetsEffects> => ({
    editions: dynamoEditions(await table()),
    reports: reports(),
    codes: (await pipelineDefinitions()).codes,
    fonts,
    clock,
    log,
  }),
);

const compiled = bundledFamily(definitionsFolder);

/** A batch of a Distributed Map. */
interface Batch {
  readonly Items: readonly ListedSheet[];
}

/**
 * Handles a batch of a family's sheets: renders every language of each and records its report, unless it is recorded.
 * Returns the ids of the sheets that it rendered.
 */
export const handler = withFailureLog('render-sheets', async ({ Items }: Batch) => ({
  rendered: await publishSheets(await effects(), compiled, await sheetsOf(Items)),
}));

/** @throws Failure DefinitionChanged if a sheet is not a member of its family any more */
async function sheetsOf(items: readonly ListedSheet[]): Promise<SheetToRender[]> {
  const definitions = await pipelineDefinitions();
  const known = new Map<string, Sheet>();
  for (const folder of new Set(items.map(({ sheet }) => folderOfSheet(sheet))))
    for (const sheet of await loadFamily(pipelineFolder, definitions, folder)) known.set(sheet.id, sheet);
  return Promise.all(
    items.map(async (item) => {
      const sheet = known.get(item.sheet);
      if (sheet) return { sheet, revision: await revisionOf(item) };
      throw new Failure('DefinitionChanged', `there is no sheet ${item.sheet} any more; compute its figures again`);
    }),
  );
}
