import { z } from 'zod';
import { CODE_LISTS, type CodeList, type CodeListName, type CodeLists, fold } from '../domain/codes.ts';
import { Failure } from '../domain/failure.ts';
import { closed, parseDefinition, wordsSchema } from './definition.ts';
import { CODE_LIST_EXAMPLES } from './definition-examples.ts';

const codeSchema = closed({
  key: z.string().min(1).describe('The code as facts and data annexes store it.'),
  label: wordsSchema.describe('The label as pages print it.'),
  aliases: z.array(z.string().min(1)).describe('Every spelling an export may use, key and labels included.'),
  group: z.string().optional().describe("A venue's kind (labor, sex) or a state's country."),
});

/** The schema of `codes/<list>.json`. */
export const codeListSchema = closed({
  $schema: z.string().optional(),
  name: z.enum(CODE_LISTS),
  codes: z.array(codeSchema).min(1),
});

/**
 * Checks one code list. Throws `DefinitionInvalid` with the file, the place in it and what is allowed. Two codes may
 * have the same spelling only if they are states of different countries.
 */
export function parseCodeList(json: unknown, place: string): CodeList {
  const { name, codes } = parseDefinition(codeListSchema, json, place, CODE_LIST_EXAMPLES);
  const seen = new Map<string, string>();
  for (const [index, code] of codes.entries()) {
    for (const spelling of new Set([code.key, ...code.aliases].map(fold))) {
      const inGroup = name === 'state' ? `${code.group ?? ''}\n${spelling}` : spelling;
      const other = seen.get(inGroup);
      if (other !== undefined) {
        const what = `"${spelling}" already means "${other}"; a spelling may have only one code`;
        throw new Failure('DefinitionInvalid', `${place}: codes[${index}] (${code.key}): ${what}.`);
      }
      seen.set(inGroup, code.key);
    }
  }
  return {
    name,
    codes: codes.map(({ key, label, aliases, group }) => ({
      key,
      label,
      aliases,
      ...(group === undefined ? {} : { group }),
    })),
  };
}

/**
 * Checks all code lists, given the content of each `codes/<list>.json`; throws `DefinitionInvalid` as `parseCodeList`
 * does.
 */
export function parseCodeLists(files: Readonly<Record<CodeListName, unknown>>): CodeLists {
  const list = (name: CodeListName): CodeList => {
    const parsed = parseCodeList(files[name], `codes/${name}.json`);
    if (parsed.name === name) return parsed;
    throw new Failure('DefinitionInvalid', `codes/${name}.json: name is "${parsed.name}"; it must be "${name}".`);
  };
  return {
    type: list('type'),
    gender: list('gender'),
    age: list('age'),
    channel: list('channel'),
    venue: list('venue'),
    country: list('country'),
    state: list('state'),
  };
}
