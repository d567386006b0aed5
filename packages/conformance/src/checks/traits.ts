/** Traits, which passes believe: that operands may change places, that elements are only moved. */
import { isTyped, type HostTensor, type Tensor } from "@rensa/core";
import { currentContext, firstDifference, treeDifference } from "@rensa/core/compiler";
import { runSample, traceSample } from "../evaluate.ts";
import { about } from "../finding.ts";
import { callsOf } from "../sample-calls.ts";
import { tensorsOf } from "../subject.ts";
import type { Check } from "./check.ts";

/** What an op says of itself. */
export const traits: Check = {
  name: "traits",
  claim: "has the traits that it says",
  skip: ({ samples: { op } }) => {
    const { commutative, rearranges } = op.definition.traits;
    return commutative === true || rearranges === true ? null : "it says none that can be tried";
  },
  differences: async ({ samples: { op }, sample, inputs }) => {
    const { definition } = op;
    const [call] = callsOf(op, sample);
    const types = inputs.map(({ shape, dtype }) => ({ shape, dtype }));
    if (call === undefined || treeDifference(call.types, types) !== null) return [];
    const run = async (order: (operands: readonly Tensor[]) => readonly Tensor[]): Promise<HostTensor | undefined> => {
      const traced = traceSample(inputs, (...operands) => {
        const [result] = currentContext(definition.name).apply(definition, order(operands), call.attributes, run);
        if (result === undefined) throw new TypeError(`${definition.name} has no output.`);
        return result;
      });
      const [result] = tensorsOf(await runSample(traced, inputs, { precision: "f64" })).values();
      return isTyped(result) ? result : undefined;
    };
    const data = (tensor: HostTensor | undefined): ArrayLike<number> => tensor?.data ?? [];
    const here = await run((operands) => operands);
    const { commutative, rearranges } = definition.traits;
    const swapped =
      commutative === true && inputs.length === 2 ? await run((operands) => [...operands].reverse()) : here;
    const sorted = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort();
    return [
      about("it with its operands exchanged (commutative)", firstDifference(data(swapped), data(here), 1e-9)),
      rearranges === true && here?.dtype === inputs[0]?.dtype
        ? about(
            "its elements in order (rearranges)",
            firstDifference(sorted(data(here)), sorted(inputs[0]?.data ?? []), 1e-9),
          )
        : null,
    ];
  },
};
