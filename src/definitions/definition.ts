import * as z from 'zod';
import { type Examples, errorTexts, plainIssue, unknownKeys } from '../domain/definition-errors.ts';
import { Failure } from '../domain/failure.ts';
import { LANGUAGES } from '../domain/languages.ts';

/** A zod object that refuses unknown keys and then lists the known ones. */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, { error: unknownKeys(Object.keys(shape)) });
}

/** A short text in one or more languages. A sheet that prints it needs it in each of its own (sheet-languages.ts). */
export const wordsSchema = z
  .partialRecord(z.enum(LANGUAGES), z.string().min(1))
  .refine((words) => Object.keys(words).length > 0, `needs a text in at least one language: ${LANGUAGES.join(', ')}`);

/**
 * Checks a JSON definition against its schema. Throws `DefinitionInvalid` with the file, every invalid place in it, what
 * is allowed there, and an example.
 */
export function parseDefinition<Schema extends z.ZodType>(
  schema: Schema,
  json: unknown,
  place: string,
  examples: Examples = {},
): z.output<Schema> {
  const result = schema.safeParse(json, { error: plainIssue });
  if (result.success) return result.data;
  throw new Failure('DefinitionInvalid', `${place}: ${errorTexts(result.error.issues, examples).join('; ')}.`);
}

/**
 * Returns the JSON Schema of a zod schema, as committed next to the definitions for editors.
 * @param reused `ref` writes a part that occurs again once: the columns of a hotline would fill 700 kB otherwise
 */
export const jsonSchema = (
  schema: z.ZodType,
  title: string,
  reused: 'inline' | 'ref' = 'inline',
): Record<string, unknown> => ({ title, ...z.toJSONSchema(schema, { io: 'input', reused }) });
