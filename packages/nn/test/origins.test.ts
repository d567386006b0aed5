/** However deep layers stand in each other, what they compute is of the line where the user called the outermost. */
import { isTensor, flattenTree, traceTree, type Tensor } from "@rensa/core";
import { expect, it } from "vitest";
import { transformerEncoderBlock } from "../src/attention/transformer-encoder-block.ts";
import { dense } from "../src/layers/dense.ts";
import { residual } from "../src/layers/residual.ts";
import { sequential } from "../src/layers/sequential.ts";
import type { Key, Layer } from "../src/index.ts";
import { contextOf } from "./layers-harness.ts";

/** A layer in `depth` others. */
function nested(depth: number): Layer {
  const inner = depth === 0 ? transformerEncoderBlock(2, 1) : nested(depth - 1);
  return sequential(residual(sequential(dense(2, 2), inner)));
}

it.each([0, 3, 12])("is of the user's lines, %i deep", (depth) => {
  const layer = nested(depth);
  const here = Number(/origins\.test\.ts:(\d+)/.exec(new Error().stack ?? "")?.[1]);
  const { graph } = traceTree(
    { key: { shape: [2], dtype: "i32" }, x: { shape: [2, 3, 2], dtype: "f32" } } as const,
    ({ key, x }: { readonly key: Key; readonly x: Tensor<readonly number[], "f32"> }) => {
      const parameters = layer.initialize(key);
      expect(flattenTree(parameters, isTensor).length).toBeGreaterThan(10);
      return layer.apply(parameters, x, contextOf(false, key));
    },
  );
  const lines = new Set(
    Object.values(graph.nodes).flatMap(({ origin }) =>
      origin === null ? [] : [`${origin.file}:${String(origin.line)}`],
    ),
  );
  const file = import.meta.filename;
  expect([...lines].sort()).toEqual([here + 4, here + 6].map((line) => `${file}:${String(line)}`));
});
