/** Origins: where the user's code made a node. */

/** Where the user's code made a node. */
export interface Origin {
  /** Path or URL of the source file. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1. */
  readonly column: number;
  /** The path of `scope` calls around it, such as `encoder/dense_1`; empty at the top. */
  readonly scope: string;
}
