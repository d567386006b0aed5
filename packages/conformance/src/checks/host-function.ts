/**
 * What a function on arrays must not do, found by calling it on arrays of our own: leave elements of its outputs as they
 * were, write into its inputs, keep what it was given, replace its outputs, give other values for the same inputs.
 */
import type { Attributes, HostTensor } from "@rensa/core";
import { firstDifference, type Difference } from "@rensa/core/compiler";
import { copyOf, runSample } from "../evaluate.ts";
import { about } from "../finding.ts";
import type { Subject } from "../subject.ts";
import type { Check } from "./check.ts";

/** A host op's function, or a kernel. */
export type HostFunction = (
  inputs: readonly HostTensor[],
  outputs: readonly HostTensor[],
  attributes: Attributes,
) => void;

/** Functions of host ops. */
export const hostFunction: Check = {
  name: "host function",
  claim: "fills its outputs, whatever was in them, and neither changes nor keeps its inputs",
  skip: ({ samples: { op } }) => ("host" in op.definition.form ? null : "it is no host op"),
  differences: async (subject) => {
    const { definition } = subject.samples.op;
    const { form, name, traits } = definition;
    if (!("host" in form)) return [];
    const { graph, spec, result, definitions } = subject.traced;
    const seen: (Difference | null)[] = [];
    const run = watched((...given) => form.host.run(...given), traits.impure === true, seen);
    const watching = { ...definition, form: { host: { ...form.host, run } } };
    const traced = Object.assign((given: Parameters<Subject["traced"]>[0]) => subject.traced(given), {
      ...{ graph, spec, result, definitions: new Map(definitions).set(name, watching) },
    });
    await runSample(traced, subject.inputs, {});
    return seen;
  },
};

/** The same function, which is first tried on copies of what it is given; what is wrong then is added to `seen`. */
export function watched(run: HostFunction, isImpure: boolean, seen: (Difference | null)[]): HostFunction {
  return (inputs, outputs, attributes) => {
    if (seen.length === 0) seen.push(...faultsOf((...given) => run(...given, attributes), inputs, outputs, isImpure));
    run(inputs, outputs, attributes);
  };
}

type Run = (inputs: readonly HostTensor[], outputs: readonly HostTensor[]) => void;

function faultsOf(
  run: Run,
  inputs: readonly HostTensor[],
  outputs: readonly HostTensor[],
  isImpure: boolean,
): readonly (Difference | null)[] {
  const all: HostTensor[] = [];
  const call = (fill: number) => {
    const given = inputs.map(copyOf);
    const results = outputs.map((output) => ({ ...output, data: output.data.slice().fill(fill) }));
    const arrays = results.map(({ data }) => data);
    run(given, results);
    all.push(...given, ...results);
    return { given, results, arrays };
  };
  const first = call(1);
  const replaced = first.results.findIndex(({ data }, at) => data !== first.arrays[at]);
  if (replaced >= 0) {
    return [
      {
        where: `output ${String(replaced)}`,
        expected: "filled",
        found: "another array: it replaces the one that it was given",
      },
    ];
  }
  const writes = first.given.map(({ data }, at) =>
    about(`input ${String(at)}: it writes into input ${String(at)}`, different(data, inputs[at]?.data)),
  );
  if (isImpure) return writes;
  const compare = (what: string, later: ReturnType<typeof call>): Difference | null =>
    later.arrays.reduce<Difference | null>(
      (found, data, at) => found ?? about(`output ${String(at)}: ${what}`, different(data, kept[at])),
      null,
    );
  const kept = first.arrays.map((data) => data.slice());
  const again = compare("it gives other values for the same inputs", call(1));
  if (again !== null) return [...writes, again];
  const left = compare("it leaves elements as they were", call(0));
  for (const { data } of all) data.fill(0);
  return [...writes, left, left ?? compare("it keeps arrays that it was given", call(1))];
}

function different(found: ArrayLike<number>, wanted: ArrayLike<number> = []): Difference | null {
  return firstDifference(found, wanted, "bits");
}
