/** Every loss refuses operands whose shapes do not belong together: broadcast, they would train to something else in silence. */
import { traceTree, type OpSample, type Shape, type Tensor, type TensorType } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { collectSamples } from "../reference/collect.ts";

const { families } = await collectSamples();
const losses = families
  .filter(({ name }) => name === "loss")
  .flatMap(({ ops }) => ops.filter(({ op }) => (op.definition.inputs?.length ?? 0) > 1))
  // Time, classes and targets have lengths of their own; its samples hold what it refuses.
  .filter(({ op }) => op.definition.name !== "ctc_loss");

/** Shapes that broadcast with one, or hold as many elements. */
function shapesBeside(shape: Shape): readonly Shape[] {
  const ones = shape.flatMap((extent, axis) => (extent > 1 ? [shape.with(axis, 1)] : []));
  return [...ones, [...shape, 1], [1, ...shape], ...(shape.length > 0 ? [shape.slice(1), shape.slice(0, -1)] : [])];
}

function isAccepted(inputs: readonly TensorType[], apply: OpSample["apply"]): boolean {
  const spec = Object.fromEntries(inputs.map(({ shape, dtype }, at) => [`input_${String(at)}`, { shape, dtype }]));
  try {
    traceTree(spec, (given: Readonly<Record<string, Tensor>>) => apply(...Object.values(given)));
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: expect.stringMatching(/^(SHAPE|RANK)_MISMATCH$/) as string });
    return false;
  }
}

describe.each(losses.map((samples) => [samples.op.definition.name, samples] as const))("%s", (_, { op, samples }) => {
  it("refuses operands of which one has another shape", () => {
    for (const sample of samples) {
      const { name, inputs } = sample;
      const apply: OpSample["apply"] = (...given) => sample.apply(...given);
      // Where targets are one a row, rows have any length.
      const isPlain = inputs
        .slice(0, op.definition.inputs?.length)
        .every(({ shape }) => shape.length === inputs[0]?.shape.length);
      // Further inputs are weights, which may be of leading axes.
      const operands = op.definition.inputs?.length ?? 0;
      for (let position = isPlain ? 0 : 1; position < operands; position++) {
        const own = inputs[position];
        for (const shape of shapesBeside(own?.shape ?? [])) {
          const changed = inputs.map((input, at) => (at === position ? { ...input, shape } : input));
          expect(isAccepted(changed, apply), `${name}: input ${String(position)} of [${shape.join(", ")}]`).toBe(false);
        }
      }
    }
  });
});
