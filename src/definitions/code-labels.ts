import { z } from 'zod';
import { type CodeLists, codesOf } from '../domain/codes.ts';
import { Failure } from '../domain/failure.ts';
import type { Language } from '../domain/languages.ts';
import { mapCodes } from './code-scope.ts';
import { parseDefinition } from './definition.ts';

/** The schema of `codes/labels/<language>.json`: the labels of codes in a language, by list and code. */
export const codeLabelsSchema = z
  .object({ $schema: z.string().optional() })
  .catchall(z.record(z.string(), z.string().min(1)));

/**
 * Adds a language's labels to the code lists. They are not spellings: they change how pages print a code, not how an
 * export is read.
 * @throws Failure DefinitionInvalid with the file, for a list or code that does not exist
 */
export function withLabels(codes: CodeLists, language: Language, json: unknown, place: string): CodeLists {
  const { $schema, ...added } = parseDefinition(codeLabelsSchema, json, place);
  for (const [name, labels] of Object.entries(added)) {
    const known = new Set(codesOf(codes, name).map(({ key }) => key));
    const unknown = Object.keys(labels).find((key) => !known.has(key));
    if (unknown === undefined) continue;
    throw new Failure(
      'DefinitionInvalid',
      `${place}: ${name}: codes/${name}.json does not have the code "${unknown}".`,
    );
  }
  return mapCodes(codes, (code, list) => {
    const label = added[list]?.[code.key];
    return [label === undefined ? code : { ...code, label: { ...code.label, [language]: label } }];
  });
}
