import { type Code, type CodeLists, codesOf, findOwnList } from '../domain/codes.ts';
import { cellCodes, findDimension } from '../domain/dimensions.ts';
import { Failure } from '../domain/failure.ts';
import { isRightToLeft, LANGUAGES, type Language, type Words } from '../domain/languages.ts';
import type { FigureDefinition, Sheet } from '../domain/sheet.ts';
import { writableCodes } from './code-scope.ts';

/** Returns why a sheet cannot have a language. */
export const languageError = (name: string): string =>
  isRightToLeft(name)
    ? `"${name}" is written from right to left, which pages cannot be laid out for; the languages are ${LANGUAGES.join(', ')}`
    : `the program has no words in "${name}"; the languages are ${LANGUAGES.join(', ')} (CONTRIBUTING.md, "Add a language")`;

/** What a sheet's pages name: codes and hotlines. */
interface Named {
  readonly codes: CodeLists;
  readonly hotlines: ReadonlyMap<string, { readonly name: Words }>;
}

/**
 * Checks that every label that a sheet may print has a text in each of its languages: those of its figures' codes, of
 * its merged codes, the names of its hotlines, and those of its family's members.
 * @throws Failure DefinitionInvalid with the file of each missing label, the code and the language
 */
export function assertLabels(sheet: Sheet, { codes, hotlines }: Named, place: string): void {
  const written = writableCodes(codes, sheet.hotlines);
  const errors = sheet.languages.flatMap((language) => [
    ...sheet.hotlines
      .filter((id) => hotlines.get(id)?.name[language] === undefined)
      .map((id) => `hotlines/${id}.json: name does not have a text in "${language}"`),
    ...new Set([
      ...sheet.figures.flatMap(breakdowns).flatMap((figure) => figureErrors(figure, language, written)),
      ...memberErrors(sheet, language, written),
    ]),
  ]);
  if (errors.length === 0) return;
  throw new Failure('DefinitionInvalid', `${place}: languages:\n${errors.map((error) => `  ${error}`).join('\n')}`);
}

/** A figure by two dimensions prints the labels of both. */
const breakdowns = (figure: FigureDefinition): FigureDefinition[] =>
  figure.cross === undefined ? [figure] : [figure, { ...figure, by: figure.cross }];

/** How many codes without a label a message names. */
const NAMED = 5;

function figureErrors(figure: FigureDefinition, language: Language, codes: CodeLists): string[] {
  const dimensions = [figure.by, figure.cross].filter((by) => by !== undefined);
  return [
    ...dimensions.flatMap((by) => listErrors({ ...figure, by }, language, codes)),
    ...figure.merge
      .filter(({ label }) => label[language] === undefined)
      .map(({ key }) => `${figure.id}: merge "${key}" does not have a label in "${language}"`),
  ];
}

/** Members are hotlines, which every sheet names, or codes. */
function memberErrors({ family }: Sheet, language: Language, codes: CodeLists): string[] {
  if (!family || family.by === 'hotline') return [];
  const list = findDimension(family.by, codes)?.codes ?? family.by;
  const members = new Set(family.members.map(({ key }) => key));
  return missingLabels(
    list,
    codesOf(codes, list).filter(({ key }) => members.has(key)),
    language,
  );
}

function listErrors(figure: FigureDefinition, language: Language, codes: CodeLists): string[] {
  const list = figure.by === undefined ? null : (findDimension(figure.by, codes)?.codes ?? null);
  if (list === null) return [];
  const merged = new Set(figure.merge.flatMap((merge) => merge.codes));
  const printed = new Set(cellCodes(figure, codes).filter((key) => !merged.has(key)));
  const heading = findOwnList(codes, list)?.label;
  return [
    ...missingLabels(
      list,
      codesOf(codes, list).filter(({ key }) => printed.has(key)),
      language,
    ),
    ...(heading && heading[language] === undefined
      ? [`codes/${list}.json: label does not have a text in "${language}"`]
      : []),
  ];
}

function missingLabels(list: string, codes: readonly Code[], language: Language): string[] {
  const missing = codes.filter(({ label }) => label[language] === undefined);
  const keys = missing.slice(0, NAMED).map(({ key }) => key);
  const more = missing.length > NAMED ? ` and ${missing.length - NAMED} more` : '';
  return missing.length > 0
    ? [`${labelFile(list, language)} does not have a label in "${language}" for ${keys.join(', ')}${more}`]
    : [];
}

/** Where the labels of a list are written. */
const labelFile = (list: string, language: Language): string =>
  list === 'line' ? 'hotlines/: a line' : `codes/labels/${language}.json: ${list}`;
