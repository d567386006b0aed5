/** Buffers that move through their arrays from one run of a kernel to the next, as elements of a sequence do. */

/** Where buffers start that move. */
export interface MovingBuffers {
  /** Which of {@link starts} tells where a buffer starts, by buffer name. Others stand at the start of their arrays. */
  readonly slots: ReadonlyMap<string, number>;
  /** Offsets in elements; they may change between runs. */
  readonly starts: Float64Array;
}

/** No buffer moves. */
export const nothingMoves: MovingBuffers = { slots: new Map(), starts: new Float64Array(0) };
