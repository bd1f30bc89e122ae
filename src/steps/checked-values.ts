import { Failure } from '../domain/failure.ts';
import { type CheckedValuesOf, checkedValuesKey, valueRequestKey } from '../domain/object-keys.ts';
import type { EffectsOf } from '../domain/step-effects.ts';

export type CheckedValuesEffects = EffectsOf<'checked-values'>;

/** A longer list with values is not stored, in bytes: an answer of a function in AWS has at most 6 MB as JSON. */
export const MOST_VALUE_BYTES = 3_000_000;

/**
 * Returns the problems of a check with the cells' values, as CSV. Where there is no such list yet, asks `check-upload` for
 * it and returns null: ask again after a few seconds.
 * @throws Failure ExportUnreadable if the list is too long
 */
export async function checkedValues(
  { valueRequests, checkedValues: lists }: Pick<CheckedValuesEffects, 'valueRequests' | 'checkedValues'>,
  of: CheckedValuesOf,
): Promise<string | null> {
  const [list, request] = [checkedValuesKey(of), valueRequestKey(of)];
  if (!(await lists.exists(list))) {
    if (!(await valueRequests.exists(request))) await valueRequests.putBytes(request, new Uint8Array());
    return null;
  }
  const csv = await lists.bytes(list);
  if (csv.byteLength > 0) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(csv);
  throw new Failure(
    'ExportUnreadable',
    'the list with values is too long; correct the most frequent problems and check the file again',
  );
}
