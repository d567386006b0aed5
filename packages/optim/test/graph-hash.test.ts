import { constant, trace, type TensorData } from "@rensa/core";
import type { Graph } from "@rensa/core/graph";
import fc from "fast-check";
import { expect, it } from "vitest";
import { graphHash } from "../src/train/snapshot/graph-hash.ts";

const graphOf = (data: TensorData): Graph => trace({}, () => constant(data)).graph;

it("is the same for graphs that print the same, and another where an element or a dtype of a constant is", async () => {
  const elements = fc.constantFrom(0, 1, 2);
  const arrays = fc.oneof(
    fc.array(elements, { maxLength: 3 }).map((list) => Float32Array.from(list)),
    fc.array(elements, { maxLength: 3 }).map((list) => Float64Array.from(list)),
    fc.array(elements, { maxLength: 3 }).map((list) => Int32Array.from(list)),
  );
  await fc.assert(
    fc.asyncProperty(arrays, arrays, async (left, right) => {
      const isSame = left.constructor === right.constructor && left.join() === right.join();
      expect((await graphHash(graphOf(left))) === (await graphHash(graphOf(right)))).toBe(isSame);
    }),
  );
});
