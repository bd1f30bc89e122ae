import { randomBytes } from 'node:crypto';
import { Failure } from '../domain/failure.ts';
import { checkListKey, checkResultKey, exportKey, stagedKey } from '../domain/object-keys.ts';
import type { ProblemLine } from '../domain/problem.ts';
import type { EffectsOf } from '../domain/step-effects.ts';
import type { OfferedBytes, StagedFile, UploadOffer } from '../domain/upload-offer.ts';
import { type CheckResult, MOST_LISTED } from './check-upload.ts';

export type OfferEffects = Pick<EffectsOf<'offer-upload'>, 'uploadOffers' | 'checkResults'>;

/** A hotline's month, in whose folder a file belongs. */
type Place = Pick<StagedFile, 'hotline' | 'month'>;

/** Offers to check a file, and names the check. */
export async function offerCheck(
  { uploadOffers }: Pick<OfferEffects, 'uploadOffers'>,
  file: Omit<StagedFile, 'check'>,
  bytes: OfferedBytes,
): Promise<{ readonly check: string; readonly offer: UploadOffer }> {
  const check = randomBytes(16).toString('hex');
  return { check, offer: await uploadOffers.check(stagedKey({ ...file, check }), bytes) };
}

/** Returns what a check found; null while it has not finished, or if it is older than a day. */
export async function checkResult(
  { checkResults }: Pick<OfferEffects, 'checkResults'>,
  place: Place,
  check: string,
): Promise<CheckResult | null> {
  const key = checkResultKey({ ...place, check });
  if (!(await checkResults.exists(key))) return null;
  // written by the step check-upload alone, from this type
  const result: CheckResult = JSON.parse(new TextDecoder().decode(await checkResults.bytes(key)));
  return result;
}

/**
 * Returns the problems that a check found, without values; null if there is no such check, or it is older than a day.
 * @throws Failure ExportUnreadable if there are too many for a list
 */
export async function checkedList(
  { checkResults }: Pick<OfferEffects, 'checkResults'>,
  place: Place,
  check: string,
): Promise<ProblemLine[] | null> {
  if (!(await checkResults.exists(checkResultKey({ ...place, check })))) return null;
  const key = checkListKey({ ...place, check });
  if (!(await checkResults.exists(key)))
    throw new Failure(
      'ExportUnreadable',
      `the file has more than ${MOST_LISTED} problems; correct the most frequent ones and check it again`,
    );
  // written by the step check-upload alone, from this type
  const list: ProblemLine[] = JSON.parse(new TextDecoder().decode(await checkResults.bytes(key)));
  return list;
}

/**
 * Offers to store a checked file among the exports: exactly the bytes that were checked, under the same name.
 * @throws Failure ExportUnreadable if the check found errors, WrongUsage if it has not finished
 */
export async function offerUpload(
  effects: OfferEffects,
  place: Place,
  check: string,
): Promise<{ readonly name: string; readonly sha256: string; readonly offer: UploadOffer }> {
  const result = await checkResult(effects, place, check);
  if (!result)
    throw new Failure('WrongUsage', 'the check has not finished, or is older than a day; check the file again');
  const { name, tables, size, sha256 } = result;
  if (tables.some(({ status }) => status !== 'accepted'))
    throw new Failure('ExportUnreadable', `${name} has errors; correct them and check it again`);
  return {
    name,
    sha256,
    offer: await effects.uploadOffers.deliver(exportKey(place.hotline, place.month, name), { size, sha256 }),
  };
}
