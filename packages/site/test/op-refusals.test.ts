/** The codes that an op's docstring says are those that calls of it are refused with, and no others. */
import { RensaError, traceTree, type OpSample, type OpSamples, type Tensor, type TensorType } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { collectSamples } from "../../ops/reference/collect.ts";
import { codesInDocstring } from "../src/reference/docstring-codes.ts";

const { families } = await collectSamples();
const ops = families.flatMap((family) => family.ops);

/** What depends on options, or on the data of a run, is found by no other operands. */
const ofOptionsOrRuns = ["ATTRIBUTE_INVALID", "ARGUMENT_INVALID", "HOST_OP_FAILED"];

describe("the codes in a docstring of an op are those of its refusals:", () => {
  it.each(ops.map((each) => [each.op.definition.name, each] as const))("%s", (name, samples) => {
    const stated = codesInDocstring(name);
    if (stated === null) return;
    const sampled = (samples.errors ?? []).map(({ code }) => code);
    expect(
      sampled.filter((code) => !stated.includes(code)),
      "a sample is refused with a code that the docstring does not say",
    ).toEqual([]);
    const rest = stated.filter((code) => !ofOptionsOrRuns.includes(code) && !sampled.some((each) => each === code));
    if (rest.length === 0) return;
    const found = refusedWith(samples);
    expect(
      rest.filter((code) => !found.has(code)),
      "the docstring says a code that no call is refused with",
    ).toEqual([]);
  });
});

/** The codes that the calls of samples are refused with where one operand, or all, have another type. */
function refusedWith({ samples }: OpSamples): ReadonlySet<string> {
  const codes = new Set<string>();
  for (const sample of samples.slice(0, 6)) for (const types of otherTypes(sample)) note(sample, types, codes);
  return codes;
}

function note({ apply }: OpSample, types: readonly TensorType[], codes: Set<string>): void {
  const spec = Object.fromEntries(types.map((type, at) => [`x${String(at)}`, type]));
  try {
    traceTree<Readonly<Record<string, TensorType>>, Tensor>(spec, (given: Readonly<Record<string, Tensor>>) =>
      apply(...Object.values(given)),
    );
  } catch (error) {
    if (!(error instanceof RensaError)) throw error;
    codes.add(error.code);
  }
}

function otherTypes({ inputs }: OpSample): readonly (readonly TensorType[])[] {
  const types = inputs.map(({ shape, dtype }): TensorType => ({ shape, dtype }));
  const all = (change: (type: TensorType) => TensorType): readonly TensorType[] => types.map(change);
  const one = types.flatMap((type, position) =>
    changed(type).map((other) => types.map((each, at) => (at === position ? other : each))),
  );
  const together = [
    ...(["f64", "i32", "u8", "bool"] as const).map((dtype) => all(({ shape }) => ({ shape, dtype }))),
    ...[[], [3]].map((shape) => all(({ dtype }) => ({ shape, dtype }))),
  ];
  return [...one, ...together];
}

function changed({ shape, dtype }: TensorType): readonly TensorType[] {
  const lengths = shape.flatMap((length, axis) =>
    [length + 1, 0].map((other) => ({ shape: shape.map((each, at) => (at === axis ? other : each)), dtype })),
  );
  const ranks = [[...shape, 3], [2, ...shape], shape.slice(1), []].map((other) => ({ shape: other, dtype }));
  const dtypes = (["f32", "f64", "i32", "u8", "bool"] as const).map((other) => ({ shape, dtype: other }));
  return [...dtypes, ...ranks, ...lengths];
}
