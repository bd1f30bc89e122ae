import * as z from 'zod';
import { type CodeLists, codesOf } from '../domain/codes.ts';
import { Failure } from '../domain/failure.ts';
import type { Language } from '../domain/languages.ts';
import { mapCodes } from './code-scope.ts';
import { parseDefinition, strictObject } from './definition.ts';

const word = z.string().min(1);

const labelAndForms = strictObject({
  label: word.optional().describe('The label as pages print it; without it, that of the code list.'),
  name: word.optional().describe('The name in a sentence, if it is not the label: Washington State.'),
  article: word.optional().describe('The article before the name: the, el, las.'),
  in: word.optional().describe('The name after "in", if it does not follow the rule: en Californie.'),
  of: word.optional().describe('The name after "of", if it does not follow the rule.'),
});

/**
 * The schema of `codes/labels/<language>.json`: the labels of codes in a language, by list and code, or how a sentence
 * names them.
 */
export const codeLabelsSchema = z
  .object({ $schema: z.string().optional() })
  .catchall(z.record(z.string(), z.union([word, labelAndForms])));

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
    const entry = added[list]?.[code.key];
    if (entry === undefined) return [code];
    const { label, ...forms } = typeof entry === 'string' ? { label: entry } : entry;
    return [
      {
        ...code,
        ...(label !== undefined && { label: { ...code.label, [language]: label } }),
        ...(Object.keys(forms).length > 0 && { forms: { ...code.forms, [language]: forms } }),
      },
    ];
  });
}
