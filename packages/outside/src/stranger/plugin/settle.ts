/** A region op: a graph of the caller that runs again and again on what it gave. */
import { anyGraph, defineOp, regionTypes, trace, wholeNumber, type Tensor } from "@rensa/core";

/** What `body` makes of x in so many steps. */
export const settle = defineOp({
  name: "tide_settle",
  attributes: { body: anyGraph(), steps: wholeNumber(1, { minimum: 1 }) },
  forward: {
    region: ({ body, steps }) => ({ kind: "scan", body, length: steps, carried: 1, sequences: 0, reverse: false }),
    types: (inputs, { body, steps }) =>
      regionTypes(
        "tide_settle",
        { kind: "scan", body, length: steps, carried: 1, sequences: 0, reverse: false },
        inputs,
      ),
    withRegion: (region) => {
      if (region.kind !== "scan") throw new TypeError("A loop stays a loop.");
      return { body: region.body, steps: region.length };
    },
  },
  nonDifferentiable: "its body is any graph",
  call:
    (apply) =>
    (x: Tensor, body: (x: Tensor) => Tensor, steps: number): Tensor => {
      // Called here for the ops that it uses: a graph has their definitions from its trace, and the body is an attribute.
      body(x);
      const { graph } = trace({ carried: { shape: x.shape, dtype: x.dtype } }, ({ carried }) => body(carried));
      return apply([x], { body: graph, steps });
    },
});
