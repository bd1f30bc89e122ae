/** An object at the time when its store was listed. */
export interface StoredObject {
  readonly key: string;
  /** The version; a newer one of the same key is another object. Empty in a store without versions. */
  readonly version: string;
}

/** Objects that can be retired: permanently removed, some days later where the store has versions. */
export interface RetirableObjects {
  /** Lists the newest versions below a prefix that were written before a time. */
  writtenBefore(prefix: string, moment: Date): Promise<StoredObject[]>;
  /** Retires one version. A newer version of the same key is not affected. */
  retire(object: StoredObject): Promise<void>;
}
