/** Parameter groups: each parameter goes to the transform of its group. */
import { checkKind, RensaError } from "@rensa/core";
import type { InnerAddresses } from "./address-types.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { mergeTensors, type OfParameter } from "./trees.ts";

/**
 * Parameter groups: the label of a parameter names the transform that it goes through. The state is kept by group, and
 * hyperparameters have addresses by group: `slow.learningRate` is that of one, `learningRate` that of all.
 *
 * @param groups Transforms by name.
 * @param label The group of a parameter, by its path in the tree and the tensor.
 * @throws RensaError `ARGUMENT_INVALID` where there are no groups, for a name with a dot, and in a trace where a label is
 *   not one of them.
 *
 * @example
 * ```ts
 * import { adamw, partition, sgd } from "@rensa/optim";
 *
 * const optimizer = partition({ slow: sgd(1e-4), fast: adamw(1e-3) }, (path) => (path.startsWith("body.") ? "slow" : "fast"));
 * console.log(optimizer.addresses); // ["slow.learningRate", "weightDecay", "fast.learningRate"]
 * ```
 */
export function partition<const Groups extends Readonly<Record<string, Transform>>>(
  groups: Groups,
  label: OfParameter<NoInfer<keyof Groups & string>>,
): Transform<InnerAddresses<Groups>> {
  checkKind("partition: the groups", groups, "record");
  checkKind("partition: the label", label, "function");
  const names = Object.keys(groups);
  if (names.length === 0)
    throw new RensaError("ARGUMENT_INVALID", "partition: there are no groups; give at least one.");
  return transform({
    name: "partition",
    inner: groups,
    takes: (group, path, parameter) => {
      const name: string = label(path, parameter);
      if (names.includes(name)) return name === group;
      throw new RensaError(
        "ARGUMENT_INVALID",
        `partition: the label of "${path}" is "${name}", which is no group; there are ${names.join(", ")}.`,
      );
    },
    update: ({ gradients, inner }) => {
      const made = Object.entries(inner).map(([name, group]) => [name, group.update({ gradients })] as const);
      return {
        updates: mergeTensors(gradients, ...made.map(([, { updates }]) => updates)),
        inner: Object.fromEntries(made.map(([name, { state }]) => [name, state])),
      };
    },
  });
}
