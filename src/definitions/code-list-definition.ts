import { z } from 'zod';
import { CODE_LISTS, type Code, type CodeList, type CodeListName, type CodeLists, fold } from '../domain/codes.ts';
import { Failure } from '../domain/failure.ts';
import { closed, parseDefinition, wordsSchema } from './definition.ts';

const codeSchema = closed({
  key: z.string().min(1).describe('The code as facts and data annexes store it.'),
  label: wordsSchema.describe('The label as pages print it.'),
  aliases: z.array(z.string().min(1)).describe('Every spelling an export may use, key and labels included.'),
  group: z.string().optional().describe("A venue's kind (labor, sex) or a state's country."),
  hotlines: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('The ids of the only hotlines that write the code; without them, every hotline may.'),
});

/** The schema of `codes/<list>.json`. */
export const codeListSchema = closed({
  $schema: z.string().optional(),
  name: z.enum(CODE_LISTS),
  codes: z.array(codeSchema).min(1),
});

/**
 * Checks one code list. Throws `DefinitionInvalid` with the file, the place in it and what is allowed. Two codes may
 * have the same spelling only if they are states of different countries, or if no hotline may write both.
 */
export function parseCodeList(json: unknown, place: string): CodeList {
  const { name, codes } = parseDefinition(codeListSchema, json, place);
  const list: CodeList = { name, codes: codes.map(withoutUndefined) };
  assertOneSense(list, place);
  return list;
}

const withoutUndefined = ({ key, label, aliases, group, hotlines }: z.output<typeof codeSchema>): Code => ({
  ...{ key, label, aliases },
  ...(group === undefined ? {} : { group }),
  ...(hotlines === undefined ? {} : { hotlines }),
});

function assertOneSense({ name, codes }: CodeList, place: string): void {
  const seen = new Map<string, Code[]>();
  for (const [index, code] of codes.entries()) {
    for (const spelling of new Set([code.key, ...code.aliases].map(fold))) {
      const others = seen.get(spelling) ?? [];
      const other = others.find(
        (before) => sharesHotline(before, code) && (name !== 'state' || before.group === code.group),
      );
      if (other) {
        const what = `"${spelling}" already means "${other.key}"; a spelling may have only one code`;
        throw new Failure('DefinitionInvalid', `${place}: codes[${index}] (${code.key}): ${what}.`);
      }
      seen.set(spelling, [...others, code]);
    }
  }
}

const sharesHotline = (first: Code, other: Code): boolean =>
  !first.hotlines || !other.hotlines || first.hotlines.some((id) => other.hotlines?.includes(id));

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
