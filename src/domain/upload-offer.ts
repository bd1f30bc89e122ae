import type { UserLanguage } from './languages.ts';
import type { Month } from './month.ts';

/** A request that a browser may send to the store of exports, once its headers are exactly these. */
export interface UploadOffer {
  readonly method: 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The bytes that an offer accepts, and no others. */
export interface OfferedBytes {
  /** In bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/** Makes offers for a few minutes. Whoever has the address can use it, with exactly the offered bytes. */
export interface UploadOffers {
  /** Offers to store a file that is only to be checked. */
  check(key: string, bytes: OfferedBytes): Promise<UploadOffer>;
  /** Offers to store a file among the exports, where it is ingested. */
  deliver(key: string, bytes: OfferedBytes): Promise<UploadOffer>;
}

/** A file that waits for its check. */
export interface StagedFile {
  readonly hotline: string;
  readonly month: Month;
  /** 32 hex digits; cannot be guessed. */
  readonly check: string;
  /** The language of the problems. */
  readonly language: UserLanguage;
  readonly name: string;
}

/** Removes uploads from the exports, without reading them. What is removed can be restored from its versions. */
export interface UploadWithdrawals {
  /**
   * Removes an upload that was read.
   * @param readAt when it was read: a file that was written later is another one
   * @returns false if there is no such file, or a newer one; nothing is changed then
   */
  withdraw(key: string, readAt: Date): Promise<boolean>;
}
