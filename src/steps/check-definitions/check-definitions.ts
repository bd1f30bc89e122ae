import { type Definitions, listSheets, loadFamily, loadUsableDefinitions } from '../../definitions/load-definitions.ts';
import type { DefinitionFiles, FontFiles } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { folderOfSheet } from '../../domain/family.ts';
import type { Language } from '../../domain/languages.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { compileSheet } from '../compile-sheet/compile-sheet.ts';
import { memberNames } from '../compile-sheet/sheet-page.ts';
import { loadMessage } from '../distribute/message-material.ts';
import { renderEdition } from '../render-report/render-report.ts';
import { inventedEdition, shortEditions } from './invented-edition.ts';

/** A definition that was checked. */
export interface CheckedDefinition {
  /** The code lists (`codes`), a hotline's file, or a sheet's folder. */
  readonly place: string;
  /** What is wrong with it; empty if it can be used. */
  readonly failures: readonly Failure[];
}

/**
 * Checks all definitions of a folder without any export: the code lists, every hotline, and every sheet with its page,
 * charts, wording and messages, whose pages are laid out with invented figures. A definition that is wrong does not stop
 * the others.
 */
export async function* checkDefinitions(
  effects: { readonly fonts: FontFiles },
  files: DefinitionFiles,
): AsyncGenerator<CheckedDefinition> {
  const loaded = await failuresOf(() => loadUsableDefinitions(files));
  yield { place: 'codes', failures: loaded.failures };
  if (!loaded.value) return;
  const definitions = loaded.value;
  for (const id of [...definitions.hotlines.keys(), ...definitions.invalid.keys()].sort()) {
    const failure = definitions.invalid.get(id);
    yield { place: `hotlines/${id}.json`, failures: failure ? [failure] : [] };
  }
  for (const id of await listSheets(files))
    yield { place: `templates/${id}`, failures: await sheetFailures(effects, files, definitions, id) };
}

async function sheetFailures(
  effects: { readonly fonts: FontFiles },
  files: DefinitionFiles,
  definitions: Definitions,
  id: string,
): Promise<Failure[]> {
  const { value: sheets, failures } = await failuresOf(() => loadFamily(files, definitions, id));
  if (!sheets) return failures;
  const [main] = sheets;
  const found = [];
  for (const language of main.languages) {
    for (const sheet of [main, ...longestNamed(definitions, sheets, language)])
      found.push(await failuresOf(async () => checkLanguage(effects, files, definitions, { sheet, language })));
  }
  // a mistake in the page or a chart is found in each language
  const byMessage = new Map(found.flatMap((one) => one.failures).map((failure) => [failure.message, failure]));
  return [...byMessage.values()];
}

/** Returns the member with the longest name in a language: the texts of the others need less space. */
function longestNamed(definitions: Definitions, sheets: readonly Sheet[], language: Language): Sheet[] {
  const [main, ...members] = sheets;
  const names = main ? memberNames(definitions, main, language) : {};
  const lengthOf = ({ member = '' }: Sheet): number => names[member]?.['member.in'].length ?? 0;
  return members.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, 1);
}

/** @throws Failure of the page, a chart, the wording or the message */
async function checkLanguage(
  effects: { readonly fonts: FontFiles },
  files: DefinitionFiles,
  definitions: Definitions,
  { sheet, language }: { readonly sheet: Sheet; readonly language: Language },
): Promise<void> {
  const own = { ...sheet, languages: [language] };
  const edition = inventedEdition(sheet, definitions.codes);
  const compiled = await compileSheet(definitions, files, own);
  const editions = sheet.member === undefined ? [edition] : [edition, ...shortEditions(edition)];
  for (const shown of editions) await renderEdition(effects, compiled, shown, language);
  const folder = `templates/${folderOfSheet(sheet.id)}`;
  const hasMessage = (await files.list(folder)).includes(`${folder}/message/message.json`);
  if (hasMessage) for (const shown of editions) await loadMessage(files, definitions.codes, own, shown);
}

/** Returns the result of work, or the failure that ended it. */
async function failuresOf<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value | null; readonly failures: Failure[] }> {
  try {
    return { value: await work(), failures: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { value: null, failures: [error] };
  }
}
