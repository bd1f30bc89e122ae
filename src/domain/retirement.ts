/** An object at the time when its store was listed. */
export interface StoredObject {
  readonly key: string;
  /** The version; a newer one of the same key is another object. Empty in a store without versions. */
  readonly version: string;
  wasWrittenBefore(moment: Date): Promise<boolean>;
}

/** Objects that can be retired: permanently removed, some days later where the store has versions. */
export interface RetirableObjects {
  /** Lists the newest versions below a prefix. */
  list(prefix: string): Promise<StoredObject[]>;
  /** Retires one version. A newer version of the same key is not affected. */
  retire(object: Pick<StoredObject, 'key' | 'version'>): Promise<void>;
}

/** Returns the objects that were written before a time. */
export async function writtenBefore(objects: readonly StoredObject[], moment: Date): Promise<StoredObject[]> {
  const isOld = await Promise.all(objects.map((object) => object.wasWrittenBefore(moment)));
  return objects.filter((_, index) => isOld[index]);
}
