import { z } from 'zod';
import { CODE_LISTS, type CodeList, type CodeLists } from '../domain/codes.ts';
import { Failure } from '../domain/failure.ts';
import type { Language } from '../domain/languages.ts';
import { closed, parseDefinition } from './definition.ts';

const labels = z.record(z.string(), z.string().min(1)).optional();

/** The schema of `codes/labels/<language>.json`: the labels of codes in a language, by list and code. */
export const codeLabelsSchema = closed({
  $schema: z.string().optional(),
  type: labels,
  gender: labels,
  age: labels,
  channel: labels,
  venue: labels,
  country: labels,
  state: labels,
});

/**
 * Adds a language's labels to the code lists. They are no spellings: they change how pages print a code, not how an
 * export is read.
 * @throws Failure DefinitionInvalid with the file, for a list or code that does not exist
 */
export function withLabels(codes: CodeLists, language: Language, json: unknown, place: string): CodeLists {
  const added = parseDefinition(codeLabelsSchema, json, place);
  for (const name of CODE_LISTS) {
    const known = new Set(codes[name].codes.map(({ key }) => key));
    const unknown = Object.keys(added[name] ?? {}).find((key) => !known.has(key));
    if (unknown !== undefined)
      throw new Failure(
        'DefinitionInvalid',
        `${place}: ${name}: codes/${name}.json does not have the code "${unknown}".`,
      );
  }
  const labelled = (list: CodeList): CodeList => ({
    ...list,
    codes: list.codes.map((code) => {
      const label = added[list.name]?.[code.key];
      return label === undefined ? code : { ...code, label: { ...code.label, [language]: label } };
    }),
  });
  return {
    type: labelled(codes.type),
    gender: labelled(codes.gender),
    age: labelled(codes.age),
    channel: labelled(codes.channel),
    venue: labelled(codes.venue),
    country: labelled(codes.country),
    state: labelled(codes.state),
  };
}
