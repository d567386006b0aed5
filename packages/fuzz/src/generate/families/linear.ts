/** Products of matrices, convolutions and pooling. */
import type { OpValue } from "@rensa/core";
import * as ops from "@rensa/ops";
import { sizeOf } from "@rensa/core";
import type { Choices } from "../choices.ts";
import { generator, type Generator } from "../generator.ts";
import { call, fit, wider, type Workbench } from "../workbench.ts";

/** Images of a few pixels: [batch, ...spatial, channels]. */
function image(bench: Workbench, choices: Choices, spatial: number) {
  const x = bench.float(choices);
  if (x === undefined) return undefined;
  const shape = [
    choices.between(1, 2),
    ...Array.from({ length: spatial }, () => choices.between(3, 7)),
    choices.of([2, 1, 3, 4] as const),
  ];
  return { tensor: fit(x.tensor, shape), bound: x.bound };
}

function windowOptions(choices: Choices): object {
  return {
    strides: choices.between(1, 2),
    padding: choices.flag() ? "same" : "valid",
    ...(choices.below(4) === 3 ? { dilations: 2 } : {}),
  };
}

function convolution(op: OpValue, spatial: number, grouped: boolean): Generator {
  return generator(op.definition.name, (bench, choices) => {
    const x = image(bench, choices, spatial);
    const w = bench.float(choices);
    if (x === undefined || w === undefined) return undefined;
    const channels = x.tensor.shape.at(-1) ?? 1;
    const windows = Array.from({ length: spatial }, () => choices.between(1, 2));
    const weights = [...windows, channels, grouped ? choices.between(1, 2) : choices.between(1, 5)];
    const dtype = wider(x.tensor, w.tensor);
    const operands = [fit(x.tensor, x.tensor.shape, dtype), fit(w.tensor, weights, dtype)];
    const bound = x.bound * w.bound * sizeOf(weights.slice(0, -1));
    return { tensor: call(op, ...operands, windowOptions(choices)), bound };
  });
}

/** The generators. */
export const linear: readonly Generator[] = [
  generator("matmul", (bench, choices) => {
    const [a, b] = [bench.ofRank(choices, 2, 4), bench.float(choices)];
    if (a === undefined || b === undefined) return undefined;
    const transposeA = choices.flag();
    const transposeB = choices.flag();
    const inner = a.tensor.shape.at(transposeA ? -2 : -1) ?? 1;
    const columns = choices.of([3, 1, 2, 4, 5, 8, 17] as const);
    const batch = a.tensor.shape.slice(0, -2);
    const kind = choices.below(3);
    const outer = kind === 0 ? [] : kind === 1 ? batch : batch.map(() => 1);
    const dtype = wider(a.tensor, b.tensor);
    const right = fit(b.tensor, [...outer, ...(transposeB ? [columns, inner] : [inner, columns])], dtype);
    const left = fit(a.tensor, a.tensor.shape, dtype);
    return { tensor: call(ops.matmul, left, right, { transposeA, transposeB }), bound: a.bound * b.bound * inner };
  }),
  convolution(ops.conv2d, 2, false),
  convolution(ops.conv1d, 1, false),
  convolution(ops.depthwiseConv2d, 2, true),
  ...[ops.maxPool, ops.averagePool].map((op) =>
    generator(op.definition.name, (bench, choices) => {
      const x = image(bench, choices, 2);
      if (x === undefined) return undefined;
      const window = [choices.between(1, 3), choices.between(1, 3)];
      const options = { strides: choices.between(1, 2), padding: choices.flag() ? "same" : "valid" };
      return { tensor: call(op, x.tensor, window, options), bound: x.bound };
    }),
  ),
];
