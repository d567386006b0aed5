/** What is known of a file that is made to cost as much as it can. */

/** A file that means harm by its size, or by what its few bytes say. */
export interface LargestFile {
  readonly name: string;
  /** Makes it. */
  readonly make: () => Promise<Uint8Array>;
  /** Another of its kind, which costs nothing. */
  readonly small: () => Promise<Uint8Array>;
  /** What it is refused for; without it, it is read. */
  readonly refusal?: RegExp;
  /** Reads one to the end. */
  readonly read: (bytes: Uint8Array) => Promise<unknown>;
}
