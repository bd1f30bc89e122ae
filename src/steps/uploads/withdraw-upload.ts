import type { EffectsOf } from '../../domain/step-effects.ts';

export type WithdrawEffects = Pick<EffectsOf<'withdraw-upload'>, 'ledger' | 'withdrawals'>;

/** The upload that a person was shown. */
export interface WithdrawalAsked {
  readonly hotline: string;
  readonly month: string;
  readonly name: string;
  /** Hex. */
  readonly sha256: string;
}

/**
 * Withdraws an upload from a store that cannot be read here: the ledger says which bytes were read last. The store's
 * event then withdraws its tables from the ledger.
 * @returns false if there is no such file with these bytes; nothing is changed then
 */
export async function withdrawStored(
  { ledger, withdrawals }: WithdrawEffects,
  { hotline, month, name, sha256 }: WithdrawalAsked,
): Promise<boolean> {
  const uploads = await ledger.uploadsOf(hotline);
  const found = uploads.find((upload) => upload.month === month && upload.file === name);
  return found?.sha256 === sha256 && withdrawals.withdraw(found.key, new Date(found.at));
}
