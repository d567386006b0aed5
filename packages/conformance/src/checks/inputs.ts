/**
 * Inputs that change nothing, of a sample that has nothing to compare its values with: nobody else would see that a random
 * op ignores its key.
 */
import type { HostTensor } from "@rensa/core";
import { resultsDifference, type Difference } from "@rensa/core/compiler";
import { prepareSample } from "../evaluate.ts";
import { movedInputs, otherRegions } from "../moved-inputs.ts";
import { Subject, tensorsOf } from "../subject.ts";
import type { Check } from "./check.ts";

/** Each input changes the result of a sample at least; asked once for an op. */
export const inputs: Check = {
  name: "inputs",
  claim: "changes with each of its inputs, as there is nothing to compare its values with",
  skip: ({ samples, sample }) => {
    if (samples.op.definition.traits.impure === true) return "it is impure";
    const first = samples.samples.find(({ noReference }) => noReference !== undefined);
    return sample === first ? null : "its values are compared, or it is not the first";
  },
  differences: async ({ samples, sample }) => {
    const counted = samples.samples.filter((each) => each.inputs.length === sample.inputs.length);
    const changing = await Promise.all(counted.map((each) => changingInputs(new Subject(samples, each))));
    const names = samples.op.definition.inputs;
    return sample.inputs.map((_, position): Difference | null => {
      if (changing.some((positions) => positions.includes(position))) return null;
      const name = names?.length === sample.inputs.length ? names[position] : undefined;
      return {
        where: `what changes with input ${String(position)}${name === undefined ? "" : ` (${name})`}`,
        expected: "the result",
        found: "nothing",
      };
    });
  },
};

/** The inputs of a sample that change its result, as far as that can be tried. */
async function changingInputs({ traced, inputs: given }: Subject): Promise<readonly number[]> {
  const run = await prepareSample(traced, { precision: "f64" });
  const here = tensorsOf(run(given));
  const changes = (others: readonly HostTensor[]): boolean => {
    try {
      return resultsDifference(tensorsOf(run(others)), here, "bits") !== null;
    } catch {
      // What is refused was looked at.
      return true;
    }
  };
  return given.flatMap((_, position) => {
    const tries = othersOf(given, position);
    return tries.length === 0 || tries.some(changes) ? [position] : [];
  });
}

/** The inputs with other data in one of them; none where that has no elements. */
function othersOf(given: readonly HostTensor[], position: number): readonly (readonly HostTensor[])[] {
  const all = [...movedInputs(given), given.map(repeated), ...otherRegions(given).map((region) => region.inputs)];
  return all
    .map((others) => given.map((input, at) => (at === position ? (others[at] ?? input) : input)))
    .filter((others) => others[position]?.data.some((value, at) => value !== given[position]?.data[at]));
}

/** The first element everywhere: what counts its elements, in whatever order they come, sees that too. */
function repeated(input: HostTensor): HostTensor {
  const data = input.data.slice();
  return { ...input, data: data.fill(data[0] ?? 0) };
}
