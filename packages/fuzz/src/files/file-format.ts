/** What is known of a kind of file whose readers are tried. */

/** A kind of file: samples, how it is read, and what of it can be other than it was. */
export interface FileFormat {
  readonly name: string;
  /** Files that are right. They are made anew in every process, and are the same each time. */
  readonly samples: () => Promise<readonly Uint8Array[]>;
  /** Reads a file to the end: text that is the same for the same contents. */
  readonly read: (bytes: Uint8Array) => Promise<string>;
  /**
   * What is wrong with accepting a file that reads as something else than its sample; `null` where the format cannot tell.
   * A file that was cut off is among those.
   */
  readonly judge: (bytes: Uint8Array, contents: string, change: Change) => string | null;
  /** Makes checksums right again after a change, where the format has some that everyone can compute. */
  readonly seal?: (bytes: Uint8Array) => Uint8Array;
}

/** What became of a sample. */
export interface Change {
  /** What was done, as text. */
  readonly how: string;
  /** Whether bytes are missing at the end, and nothing else was done. */
  readonly isCut: boolean;
  /** Whether checksums were made right again. */
  readonly isSealed: boolean;
}
