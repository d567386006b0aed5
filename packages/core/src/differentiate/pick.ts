/** The inputs that a transform is to work by, by their names. */
import { checkKind } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import type { TensorTree } from "../trace/tree.ts";

/**
 * The named parts of the inputs.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an unknown name.
 */
export function pick(inputs: unknown, names: readonly string[]): TensorTree {
  checkKind("The names of the inputs to differentiate by", names, "list");
  const record = inputs as Readonly<Record<string, TensorTree>>;
  for (const name of names) {
    if (!Object.hasOwn(record, name)) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `There is no input "${name}" to differentiate by; the inputs are ${Object.keys(record).join(", ")}.`,
      );
    }
  }
  return Object.fromEntries(names.map((name) => [name, record[name]])) as TensorTree;
}
