/** Further families, a line an op: sorting, cumulative, normalization, attention, images, matrices, Fourier. */
import type { OpValue, Tensor } from "@rensa/core";
import {
  argsort,
  circularPad,
  cummax,
  cumprod,
  cumsum,
  diagonal,
  einsum,
  groupNorm,
  kron,
  l2Normalize,
  layerNorm,
  logCumsumExp,
  median,
  mirrorPad,
  outer,
  repeat,
  resizeBilinear,
  resizeNearest,
  rfft,
  rmsNorm,
  roll,
  rotaryEmbedding,
  scaledDotProductAttention,
  sort,
  standardDeviation,
  takeAlong,
  tile,
  topK,
  tril,
  triu,
  updateSlice,
} from "@rensa/ops";
import type { Choices } from "../choices.ts";
import { generator, type Generator, type Made } from "../generator.ts";
import { call, callAll, fit, type Value } from "../workbench.ts";

type Apply = (x: Value, choices: Choices, axis: number) => Made | undefined;

/** An op of one tensor of at least `rank` axes; the third argument is one of its axes. */
const of = (op: OpValue, rank: number, apply: Apply): Generator =>
  generator(op.definition.name, (bench, choices) => {
    const x = bench.ofRank(choices, rank, 4);
    return x && apply(x, choices, choices.below(x.tensor.shape.length));
  });

const same = (tensor: Tensor, { bound }: Value) => ({ tensor, bound });

/** The generators. */
export const further: readonly Generator[] = [
  of(sort, 1, (x, choices, axis) => same(call(sort, x.tensor, axis, { descending: choices.flag() }), x)),
  of(argsort, 1, (x, choices, axis) => ({
    tensor: call(argsort, x.tensor, axis, { descending: choices.flag() }),
    bound: 300,
  })),
  of(topK, 1, (x, choices, axis) => {
    const k = 1 + choices.below(x.tensor.shape[axis] ?? 1);
    const [values] = callAll(topK, x.tensor, k, axis, { smallest: choices.flag() });
    return values && same(values, x);
  }),
  of(median, 1, (x, _choices, axis) => same(call(median, x.tensor, axis), x)),
  of(cumsum, 1, (x, choices, axis) => ({
    tensor: call(cumsum, x.tensor, axis, { reverse: choices.flag(), exclusive: choices.flag() }),
    bound: x.bound * (x.tensor.shape[axis] ?? 1),
  })),
  of(cumprod, 1, (x, choices, axis) => ({ tensor: call(cumprod, x.tensor, axis, { reverse: choices.flag() }) })),
  of(cummax, 1, (x, _choices, axis) => {
    const [values] = callAll(cummax, x.tensor, axis);
    return values && same(values, x);
  }),
  of(logCumsumExp, 1, (x, _choices, axis) => ({ tensor: call(logCumsumExp, x.tensor, axis), bound: x.bound + 6 })),
  of(layerNorm, 1, (x) => ({ tensor: call(layerNorm, x.tensor, undefined, undefined, { epsilon: 0.01 }), bound: 17 })),
  of(rmsNorm, 1, (x) => ({ tensor: call(rmsNorm, x.tensor, undefined, { epsilon: 0.01 }), bound: 17 })),
  of(groupNorm, 3, (x) => ({
    tensor: call(groupNorm, x.tensor, 1, undefined, undefined, { epsilon: 0.01 }),
    bound: 17,
  })),
  of(l2Normalize, 1, (x) => ({ tensor: call(l2Normalize, x.tensor), bound: 1 })),
  of(standardDeviation, 1, (x, choices, axis) => ({
    tensor: call(standardDeviation, fit(x.tensor, x.tensor.shape), axis, { keepDims: choices.flag() }),
    bound: x.bound,
  })),
  of(tril, 2, (x, choices) => same(call(tril, x.tensor, { diagonal: choices.below(4) - 1 }), x)),
  of(triu, 2, (x, choices) => same(call(triu, x.tensor, { diagonal: choices.below(4) - 1 }), x)),
  of(diagonal, 2, (x) => same(call(diagonal, x.tensor), x)),
  of(roll, 1, (x, choices, axis) => same(call(roll, x.tensor, choices.below(7) - 3, axis), x)),
  of(repeat, 1, (x, choices, axis) => same(call(repeat, x.tensor, choices.between(1, 3), axis), x)),
  of(tile, 1, (x, choices) =>
    same(
      call(
        tile,
        x.tensor,
        x.tensor.shape.map(() => choices.between(1, 2)),
      ),
      x,
    ),
  ),
  of(mirrorPad, 1, (x, choices) => {
    const margin = x.tensor.shape.map((extent) => Math.min(choices.below(3), extent - 1));
    return same(call(mirrorPad, x.tensor, margin, margin, { mode: choices.of(["reflect", "symmetric"]) }), x);
  }),
  of(circularPad, 1, (x, choices) => {
    const margin = x.tensor.shape.map((extent) => Math.min(choices.below(3), extent));
    return same(call(circularPad, x.tensor, margin, margin), x);
  }),
  of(resizeBilinear, 1, (x, choices) => {
    const image = fit(x.tensor, [1, choices.between(2, 5), choices.between(2, 5), 2]);
    const size = [choices.between(1, 7), choices.between(1, 7)];
    return same(call(resizeBilinear, image, size, { alignCorners: choices.flag() }), x);
  }),
  of(resizeNearest, 1, (x, choices) => {
    const image = fit(x.tensor, [2, choices.between(2, 5), choices.between(2, 5), 1]);
    return same(call(resizeNearest, image, [choices.between(1, 7), choices.between(1, 7)]), x);
  }),
  of(rotaryEmbedding, 2, (x, choices) => ({
    tensor: call(rotaryEmbedding, fit(x.tensor, [choices.between(1, 5), 4])),
    bound: x.bound * 2,
  })),
  of(rfft, 1, (x, choices, axis) => {
    const [real, imaginary] = callAll(rfft, x.tensor, { axis });
    const tensor = choices.flag() ? imaginary : real;
    return tensor && { tensor, bound: x.bound * (x.tensor.shape[axis] ?? 1) };
  }),
  of(scaledDotProductAttention, 1, (x, choices) => {
    const [length, width] = [choices.between(1, 6), choices.between(1, 4)];
    const queries = fit(x.tensor, [2, length, width]);
    const keys = call(sort, queries, 1);
    return same(call(scaledDotProductAttention, queries, keys, queries, { causal: choices.flag() }), x);
  }),
  of(outer, 1, (x, choices) => {
    const [a, b] = [fit(x.tensor, [choices.between(1, 9)]), fit(x.tensor, [choices.between(1, 9)])];
    return { tensor: call(outer, a, b), bound: x.bound ** 2 };
  }),
  of(kron, 1, (x, choices) => {
    const [a, b] = [fit(x.tensor, [2, choices.between(1, 3)]), fit(x.tensor, [choices.between(1, 3), 2])];
    return { tensor: call(kron, a, b), bound: x.bound ** 2 };
  }),
  of(einsum, 1, (x, choices) => {
    const [i, j, k] = [choices.between(1, 4), choices.between(1, 5), choices.between(1, 4)];
    const equation = choices.of(["bij,bjk->bik", "bij,bjk->ki", "bij,bjk->b", "bij,bjk->kbi"]);
    const [a, b] = [fit(x.tensor, [2, i, j]), fit(x.tensor, [2, j, k])];
    return { tensor: call(einsum, equation, a, b), bound: x.bound ** 2 * 40 };
  }),
  of(takeAlong, 1, (x, _choices, axis) => same(call(takeAlong, x.tensor, call(argsort, x.tensor, axis), axis), x)),
  of(updateSlice, 1, (x) => {
    const update = fit(
      x.tensor,
      x.tensor.shape.map((extent) => Math.max(1, extent - 1)),
    );
    return same(
      call(
        updateSlice,
        x.tensor,
        update,
        x.tensor.shape.map(() => 0),
      ),
      x,
    );
  }),
];
