import * as z from 'zod';
import { parseDefinition } from '../../src/definitions/load-definitions.ts';
import { Failure } from '../../src/domain/failure.ts';

const degrees = z.tuple([z.number(), z.number()]);
const placeSchema = z.strictObject({
  /** The code, as in ISO 3166-2; null until a person has chosen one. Places of one id are joined. */
  id: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/u, 'a code like PE-LIM or GT-01')
    .nullable(),
  name: z.string(),
  /** The name in the source, if it differs. */
  source: z.string().optional(),
  code: z.string(),
  /**
   * The position of the code if its shape has no space for it, or if the computed point is not the best: `align` aligns
   * the code to the point like text.
   */
  label: z
    .strictObject({
      at: degrees,
      align: z.enum(['left', 'right', 'center']),
      dot: degrees.optional(),
      frame: z.string().optional(),
      inside: z.boolean().optional(),
    })
    .optional(),
});
const placesSchema = z.strictObject({
  /** The fraction of vertices to retain. */
  detail: z.number().gt(0).max(1),
  /** An area that a map shows enlarged: a vertex there has its weight multiplied by `times`. */
  enlarged: z.strictObject({ from: degrees, to: degrees, times: z.number() }).optional(),
  leftOut: z.array(z.strictObject({ id: z.string(), westOf: z.number(), what: z.string() })),
  countries: z.record(z.string(), z.array(placeSchema)),
});
/** A place as `boundaries/<name>.places.json` has it. */
export type Place = z.infer<typeof placeSchema>;

/** `boundaries/<name>.places.json`. */
export type Places = z.infer<typeof placesSchema>;

/**
 * Reads and checks a places file (its text).
 * @throws Failure DefinitionInvalid with the file and the place that is wrong
 */
export function parsePlaces(text: string, file: string): Places {
  const read = placesSchema.safeParse(parseDefinition(text, file));
  if (read.success) return read.data;
  throw new Failure('DefinitionInvalid', `${file}: ${z.prettifyError(read.error)}`);
}
