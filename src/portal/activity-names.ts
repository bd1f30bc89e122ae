import { listSheets } from '../definitions/load-definitions.ts';
import { sheetTitle } from '../definitions/sheet-title.ts';
import { textFor, type UserLanguage } from '../domain/languages.ts';
import type { PortalContext } from './portal-options.ts';

/** The names of hotlines and sheets in one language, by id. */
export interface ActivityNames {
  readonly language: UserLanguage;
  readonly hotlines: ReadonlyMap<string, string>;
  readonly sheets: ReadonlyMap<string, string>;
}

export async function activityNames(
  { definitions, files }: Pick<PortalContext, 'definitions' | 'files'>,
  language: UserLanguage,
): Promise<ActivityNames> {
  const titles = (await listSheets(files)).map(
    async (sheet) => [sheet, await sheetTitle(files, sheet, language)] as const,
  );
  return {
    language,
    hotlines: new Map([...definitions.hotlines.values()].map(({ id, label }) => [id, textFor(label, language)])),
    sheets: new Map(await Promise.all(titles)),
  };
}
