/** Which integers an op can use of an input that it indexes by: what a program compares data with before it runs. */

/** The integers that one input of an op may hold. */
export interface IndexRange {
  /** The position of the input that holds them. */
  readonly input: number;
  /**
   * How many places there are: integers from 0 below that lie inside. Of index tuples, one number for each position
   * along the last axis; else one number.
   */
  readonly extents: readonly number[];
  /** One more integer that is allowed, such as a label that marks rows to leave out. Default: none. */
  readonly except?: number | null;
  /**
   * They are labels: the op has no result for one outside, so that a program refuses data with one, always. Without it,
   * the op says what it does with an index outside, and only programs compiled with `checkIndices` refuse it.
   */
  readonly labels?: boolean;
}
