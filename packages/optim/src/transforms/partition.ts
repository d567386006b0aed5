/** Parameter groups: each parameter goes to the transform of its group. */
import { checkKind, flatten, isTensor, RensaError, type TensorTree } from "@rensa/core";
import { contextOfPart, pathsWhere } from "./masked.ts";
import { checkTransform, child, type Transform } from "./transform.ts";
import { mergeTensors, pickTensors, type OfParameter } from "./trees.ts";

/**
 * Parameter groups: the label of a parameter names the transform that it goes through. The state is kept by group.
 *
 * @param groups Transforms by name.
 * @param label The group of a parameter, by its path in the tree and the tensor.
 * @throws RensaError `ARGUMENT_INVALID` where there are no groups, and in a trace where a label is not one of them.
 *
 * @example
 * ```ts
 * import { adamw, partition, sgd } from "@rensa/optim";
 *
 * const optimizer = partition({ slow: sgd(1e-4), fast: adamw(1e-3) }, (path) => (path.startsWith("body.") ? "slow" : "fast"));
 * ```
 */
export function partition<Name extends string>(
  groups: Readonly<Record<Name, Transform>>,
  label: OfParameter<NoInfer<Name>>,
): Transform {
  checkKind("partition: the groups", groups, "record");
  checkKind("partition: the label", label, "function");
  const members: readonly (readonly [string, Transform])[] = Object.entries<Transform>(groups);
  for (const [, transform] of members) checkTransform("partition", transform);
  const names = members.map(([name]) => name);
  if (names.length === 0)
    throw new RensaError("ARGUMENT_INVALID", "partition: there are no groups; give at least one.");
  const unsuited = names.find((name) => name === "" || name.includes("."));
  if (unsuited !== undefined) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `partition: "${unsuited}" cannot be a part of a path; name the group without dots.`,
    );
  }
  const testsOf = (parameters: TensorTree) => {
    for (const [path, tensor] of flatten(parameters, isTensor)) {
      const name: string = label(path, tensor);
      if (!names.includes(name)) {
        throw new RensaError(
          "ARGUMENT_INVALID",
          `partition: the label of "${path}" is "${name}", which is no group; there are ${names.join(", ")}.`,
        );
      }
    }
    return members.map(([name, transform]) => {
      return { name, transform, isMeant: pathsWhere(parameters, (path, tensor) => label(path, tensor) === name) };
    });
  };
  return {
    init: (parameters) =>
      Object.fromEntries(
        testsOf(parameters).map(({ name, transform, isMeant }) => [
          name,
          transform.init(pickTensors(parameters, isMeant)),
        ]),
      ),
    update: (gradients, state, parameters, context) => {
      const results = testsOf(parameters).map(({ name, transform, isMeant }) => {
        const [updates, next] = transform.update(
          pickTensors(gradients, isMeant),
          child(state, name),
          pickTensors(parameters, isMeant),
          context && contextOfPart(context, parameters, isMeant),
        );
        return { name, updates, next };
      });
      return [
        mergeTensors(gradients, ...results.map(({ updates }) => updates)),
        Object.fromEntries(results.map(({ name, next }) => [name, next])),
      ];
    },
    ...(members.some(([, transform]) => transform.evaluated !== undefined) && {
      evaluated: (state: TensorTree, parameters: TensorTree) =>
        mergeTensors(
          parameters,
          ...testsOf(parameters).map(({ name, transform, isMeant }) => {
            const part = pickTensors(parameters, isMeant);
            return transform.evaluated?.(child(state, name), part) ?? part;
          }),
        ),
    }),
  };
}
