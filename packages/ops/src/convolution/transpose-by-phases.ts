/** The transpose of a convolution: one convolution of stride 1 for every run of phases, interleaved. */
import { formatShape, RensaError, sameShape, sizeOf, type Shape, type Tensor } from "@rensa/core";
import { flip } from "../shape/flip.ts";
import { pad } from "../shape/pad.ts";
import { reshape } from "../shape/reshape.ts";
import { slice } from "../shape/slice.ts";
import { transpose } from "../shape/transpose.ts";
import { convolve } from "./convolve.ts";
import { frame } from "./frame.ts";
import type { Geometry } from "./geometry.ts";
import { interleave } from "./interleave.ts";
import { phasesOf, type PhaseRun, type Phases } from "./phases.ts";

/**
 * The `x` of `convolve` that belongs to a `y`: `[n, ...extents, ...g, c]` from `y[n, ...o, ...g, j]` and
 * `w[...k, c, ...g, j]`. Elements that no window reaches are zero.
 */
export function transposeByPhases(y: Tensor, weights: Tensor, { extents, low, strides, dilations }: Geometry): Tensor {
  const phases = extents.map((_, axis) =>
    phasesOf(weights.shape[axis] ?? 1, strides[axis] ?? 1, dilations[axis] ?? 1, low[axis] ?? 0),
  );
  const rows = extents.map((extent, axis) => Math.ceil(extent / (strides[axis] ?? 1)));
  const chosen = choices(phases.map(({ runs }) => runs));
  const parts = chosen.map((runs) => convolvePhases(y, weights, phases, runs, rows));
  const [only] = parts;
  if (only === undefined) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `A window of ${formatShape(weights.shape)} has no elements; give a larger one.`,
    );
  }
  // With stride 1 the one phase is the result: nothing stands between the contraction and its reader.
  if (strides.every((stride) => stride === 1)) return only;
  return interleave(parts, {
    extents,
    strides,
    channels: weights.shape[extents.length] ?? 1,
    first: chosen.map((runs) => runs.map(({ phase }) => phase)),
    counts: chosen.map((runs) => runs.map(({ count }) => count)),
  });
}

/** All ways to choose one of each list. */
function choices<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (chosen, list) => chosen.flatMap((before) => list.map((one) => [...before, one])),
    [[]],
  );
}

/** One run along every axis: `[n, ...rows, ...g, phases * c]`. */
function convolvePhases(
  y: Tensor,
  weights: Tensor,
  phases: readonly Phases[],
  runs: readonly PhaseRun[],
  rows: Shape,
): Tensor {
  const dilations = phases.map(({ dilation }) => dilation);
  const margins = runs.map(({ taps }, axis) => (taps - 1) * (dilations[axis] ?? 1));
  const framed = frame(
    y,
    runs.map(({ lag }, axis) => lag + (margins[axis] ?? 0)),
    rows.map((count, axis) => count + (margins[axis] ?? 0)),
  );
  return convolve(framed, phaseWeights(weights, phases, runs), { strides: rows.map(() => 1), dilations });
}

/** The elements of the window that a run takes, in reverse: `[...taps, j, ...g, phases * c]` from `[...k, c, ...g, j]`. */
function phaseWeights(weights: Tensor, phases: readonly Phases[], runs: readonly PhaseRun[]): Tensor {
  const rank = runs.length;
  const window = weights.shape.slice(0, rank);
  const inner = weights.shape.slice(rank);
  const periods = phases.map(({ period }) => period);
  const rounds = window.map((extent, axis) => Math.ceil(extent / (periods[axis] ?? 1)));
  const padded = padEnd(
    weights,
    rounds.map((count, axis) => count * (periods[axis] ?? 1)),
  );
  const byPeriod = reshape(padded, [...rounds.flatMap((count, axis) => [count, periods[axis] ?? 1]), ...inner]);
  const taken = slice(
    byPeriod,
    [...runs.flatMap(({ first }) => [0, first]), ...inner.map(() => 0)],
    [...runs.flatMap(({ taps, first, count }) => [taps, first + count]), ...inner],
  );
  const reversed = flip(
    taken,
    runs.map((_, axis) => 2 * axis),
  );
  const groups = inner.slice(1, -1);
  const ordered = transpose(reversed, [
    ...runs.map((_, axis) => 2 * axis),
    reversed.shape.length - 1,
    ...groups.map((_, axis) => 2 * rank + 1 + axis),
    ...runs.map((_, axis) => 2 * axis + 1),
    2 * rank,
  ]);
  const columns = sizeOf(runs.map(({ count }) => count)) * (inner[0] ?? 1);
  return reshape(ordered, [...runs.map(({ taps }) => taps), ...inner.slice(-1), ...groups, columns]);
}

/** The tensor with zeros after its first axes, up to the given extents. */
function padEnd(x: Tensor, extents: Shape): Tensor {
  if (sameShape(x.shape.slice(0, extents.length), extents)) return x;
  const after = x.shape.map((extent, axis) => (extents[axis] ?? extent) - extent);
  return pad(
    x,
    x.shape.map(() => 0),
    after,
  );
}
