/** Random keys: every op that takes one refuses what is not two i32, when it is traced, in a sentence about itself. */
import { hostTensor, RensaError, type HostTensor, type OpSamples } from "@rensa/core";
import { describe, expect, it } from "vitest";
// By its path: this package depends on no backend, and so does not for this test.
import { traceSample } from "../../conformance/src/evaluate.ts";
import { collectSamples } from "../reference/collect.ts";

const { families } = await collectSamples();
const keyed = families
  .flatMap(({ ops }) => ops)
  .filter(({ op }) => op.definition.inputs?.includes("key") === true)
  .map((samples) => [samples.op.definition.name, samples] as const);

const wrong: readonly (readonly [code: string, key: HostTensor])[] = [
  ["SHAPE_MISMATCH", hostTensor([], [0], "i32")],
  ["SHAPE_MISMATCH", hostTensor([1], [], "i32")],
  ["SHAPE_MISMATCH", hostTensor([1], [1], "i32")],
  ["SHAPE_MISMATCH", hostTensor([1, 2, 3], [3], "i32")],
  ["SHAPE_MISMATCH", hostTensor([1, 2, 3, 4], [2, 2], "i32")],
  ["DTYPE_MISMATCH", hostTensor([1, 2], [2], "f32")],
  ["DTYPE_MISMATCH", hostTensor([1, 2], [2], "u8")],
];

function errorOf({ op, samples }: OpSamples, key: HostTensor): unknown {
  const position = op.definition.inputs?.indexOf("key") ?? 0;
  const [sample] = samples;
  if (sample === undefined) return "it has no sample";
  try {
    traceSample(
      sample.inputs.map((input, at) => (at === position ? key : input)),
      sample.apply,
    );
    return null;
  } catch (error) {
    return error;
  }
}

describe("a key that is not two i32", () => {
  it.each(keyed)("is refused by %s", (name, samples) => {
    const own = name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
    for (const [code, key] of wrong) {
      const error = errorOf(samples, key);
      const found = error instanceof RensaError ? [error.code, error.sentence.split(":")[0]] : String(error);
      expect(found, `[${String(key.shape)}] ${key.dtype}`).toEqual([code, own]);
    }
  });
});

it("is asked of every op of random numbers that users call", () => {
  expect(keyed.length).toBeGreaterThanOrEqual(29);
});
