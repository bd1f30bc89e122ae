/** Removes uploads from the exports, without reading them. What is removed can be restored from its versions. */
export interface UploadWithdrawals {
  /**
   * Removes an upload that was read.
   * @param readAt when it was read: a file that was written later is another one
   * @returns false if there is no such file, or a newer one; nothing is changed then
   */
  withdraw(key: string, readAt: Date): Promise<boolean>;
}
