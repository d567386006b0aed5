/** Residuals that an author gets wrong are refused, with what to do. */
import { defineOp, f32, gradientsOf, trace, type Tensor } from "@rensa/core";
import { sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { refuses } from "../../core/test/refusal.ts";

type Apply = (inputs: readonly Tensor[]) => Tensor;

/** An op whose definition TypeScript does not look at. */
const opOf = (fields: object): ((x: Tensor) => Tensor) =>
  defineOp({
    name: "keeping",
    call: (apply: never) => (x: Tensor) => (apply as Apply)([x]),
    ...fields,
  } as never);

const host = (outputs: number) => ({
  host: { types: ([x]: readonly unknown[]) => Array.from({ length: outputs }, () => x), run: () => undefined },
});
const vjp = ({ residuals: [kept] }: { residuals: readonly Tensor[] }) => [() => kept];
const keeping = { forward: host(2), residuals: ["kept"], vjp };

const define = (fields: object) => () => opOf(fields);
const call = (fields: object) => () => trace({ x: f32(2) }, ({ x }) => opOf(fields)(x));
const derive = (fields: object, order: number) => () =>
  trace({ x: f32(2) }, ({ x }) => {
    const op = opOf(fields);
    let value = op(x);
    for (let at = 0; at < order; at++) value = gradientsOf(sum(value), x);
    return value;
  });

describe("residuals are refused", () => {
  refuses({
    "that are no list": [
      "OP_INVALID has the number 3 as its residuals; give a list of names, each once",
      define({ ...keeping, residuals: 3 }),
    ],
    "that are no names": [
      "OP_INVALID as its residuals; give a list of names, each once",
      define({ ...keeping, residuals: [1] }),
    ],
    "of one name": ["OP_INVALID give a list of names, each once", define({ ...keeping, residuals: ["a", "a"] })],
    "that nothing reads": [
      "OP_INVALID residuals without a vjp of a { host }, { loops } or { composite }",
      define({ ...keeping, vjp: undefined }),
    ],
    "of a formula": [
      "OP_INVALID residuals without a vjp of a { host }, { loops } or { composite }",
      define({ ...keeping, forward: { scalar: () => 0 } }),
    ],
    "of which there are none": [
      "OP_INVALID or none and a residualVjp; give both",
      define({ forward: host(1), vjp, residualVjp: vjp }),
    ],
    "whose vjp is no function": ["OP_INVALID residualVjp of keeping is", define({ ...keeping, residualVjp: 3 })],
    "whose vjp is asynchronous": [
      "OP_INVALID residualVjp of keeping is asynchronous",
      define({ ...keeping, residualVjp: async () => await Promise.resolve([null]) }),
    ],
    "that the form does not give": [
      "OP_INVALID keeping: its form gives 1 values; give its outputs, and then its residuals (kept)",
      call({ ...keeping, forward: host(1) }),
    ],
    "that a composite does not give": [
      "OP_INVALID keeping: its form gives 1 values; give its outputs",
      call({ ...keeping, forward: { composite: ([x]: readonly Tensor[]) => x } }),
    ],
    "that a second derivative passes through": [
      "VJP_MISSING keeping has no residualVjp and stands on the path to the loss: keeping_0",
      derive(keeping, 2),
    ],
    "whose vjp returns another type": [
      "OP_INVALID keeping: its vjp returned f32[] for input 0",
      derive({ ...keeping, residualVjp: ({ gradient }: { gradient: Tensor }) => [() => sum(gradient)] }, 2),
    ],
  });

  it("where they are right they are not", () => {
    expect(derive(keeping, 1)).not.toThrow();
    expect(derive({ ...keeping, residualVjp: () => [null] }, 2)).not.toThrow();
  });
});
