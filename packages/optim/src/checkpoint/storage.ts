/** Where the files of checkpoints lie: as little as a place must be able to do. */

/**
 * Named files. {@link checkpointStore} makes a store of any such place.
 *
 * What fails is told by RensaError `STORAGE_FAILED`, with the place and what to do.
 */
export interface CheckpointStorage {
  /**
   * The bytes of a file; `null` where there is none.
   *
   * @param name - The name of the file.
   */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /**
   * Writes a file, or replaces it, as a whole: until it can be read it is not there, or as it was, whatever happens. When
   * the promise resolves, the file outlives a crash.
   *
   * @param name - The name of the file.
   * @param bytes - What it will hold.
   */
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The names of the files, in any order. */
  list(): Promise<readonly string[]>;
  /**
   * Removes a file, if it is there.
   *
   * @param name - The name of the file.
   */
  remove(name: string): Promise<void>;
}
