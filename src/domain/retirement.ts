/** An object as it was when a store was listed. */
export interface StoredObject {
  readonly key: string;
  /** Which version of it; a newer one of the same key is another object. Empty in a store without versions. */
  readonly version: string;
}

/** Objects that can be retired: removed for good, some days later where the store has versions. */
export interface RetirableObjects {
  /** The newest versions below a prefix that were written before a moment. */
  writtenBefore(prefix: string, moment: Date): Promise<StoredObject[]>;
  /** Retires one version. One of the same key that was written since stays. */
  retire(object: StoredObject): Promise<void>;
}
