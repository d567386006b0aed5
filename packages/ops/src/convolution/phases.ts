/**
 * The phases of a strided convolution's transpose. Element `h` of its result is a sum over the windows `o` and their
 * elements `k` with `o * stride + k * dilation = h + low`. Which `k` occur depends only on the phase `h mod stride`, so
 * each phase is a convolution of stride 1 with a part of the weights, and no zero is multiplied.
 * Source: Shi et al., "Is the deconvolution layer the same as a convolutional layer?" (2016), arXiv:1609.07009.
 */

/** Phases in a row that take the same number of elements of the window from the same windows: one convolution. */
export interface PhaseRun {
  /** The first phase. */
  readonly phase: number;
  /** How many phases. */
  readonly count: number;
  /** The first element of the window that the first phase takes; those of the others follow it. */
  readonly first: number;
  /** How many elements each phase takes, `period` apart. */
  readonly taps: number;
  /** Element `m` of a phase meets its first element of a window in window `m - lag`. */
  readonly lag: number;
}

/** The phases along one axis. */
export interface Phases {
  /** The distance between the elements of the window that one phase takes. */
  readonly period: number;
  /** The distance between the windows that they stand in. */
  readonly dilation: number;
  /** By phase. Phases in no run are reached by no window. */
  readonly runs: readonly PhaseRun[];
}

/** Finds the phases along one axis. */
export function phasesOf(window: number, stride: number, dilation: number, low: number): Phases {
  const common = greatestCommonDivisor(stride, dilation);
  const period = stride / common;
  const runs: PhaseRun[] = [];
  for (let first = 0; first < Math.min(period, window); first++) {
    const offset = first * dilation - low;
    const lag = Math.floor(offset / stride);
    const phase = offset - lag * stride;
    const taps = Math.ceil((window - first) / period);
    const before = runs.at(-1);
    if (before?.taps === taps && before.lag === lag && before.phase + before.count === phase) {
      runs[runs.length - 1] = { ...before, count: before.count + 1 };
    } else runs.push({ phase, count: 1, first, taps, lag });
  }
  runs.sort((a, b) => a.phase - b.phase);
  return { period, dilation: dilation / common, runs };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
