/** A batch to predict for, however it was given: nested arrays, typed arrays, tensors, or trees of them. */
import {
  checkedTensor,
  formatTensorType,
  hostTensor,
  isTyped,
  RensaError,
  sameShape,
  sizeOf,
  type HostTensor,
  type NestedArray,
  type TensorType,
  type Tree,
  type TypeTree,
} from "@rensa/core";

/** A batch as tensors, and how many examples it has. */
export interface Batch {
  readonly inputs: Tree<HostTensor>;
  readonly examples: number;
}

/**
 * Reads a batch of examples of a type.
 *
 * @throws RensaError `INPUT_MISMATCH` for one example instead of a batch, another shape or dtype, parts with different
 *   numbers of examples, and parts of other names; `INPUT_MISSING` for none.
 */
export function batchOf(given: unknown, example: TypeTree): Batch {
  const counts: { readonly path: string; readonly examples: number }[] = [];
  const read = (at: unknown, types: TypeTree, path: string): Tree<HostTensor> => {
    if (isTyped(types)) {
      const tensor = tensorOf(at, types, path);
      counts.push({ path, examples: tensor.shape[0] ?? 0 });
      return tensor;
    }
    const names = Object.keys(types);
    const parts = typeof at === "object" && at !== null && !isTyped(at) ? at : {};
    const unknown = Object.keys(parts).find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw mismatch(`there is no input "${below(path, unknown)}"; the inputs are ${names.join(", ")}.`);
    }
    const children = Object.entries<TypeTree>(types).map(([name, inner]): [string, Tree<HostTensor>] => {
      const part: unknown = Object.hasOwn(parts, name) ? Reflect.get(parts, name) : undefined;
      return [name, read(part, inner, below(path, name))];
    });
    return Object.fromEntries(children);
  };
  const inputs = read(given, example, "");
  const [first = { path: "", examples: 0 }] = counts;
  const other = counts.find(({ examples }) => examples !== first.examples);
  if (other !== undefined) {
    throw mismatch(
      `${named(other.path)} has ${String(other.examples)} examples and ${named(first.path)} ${String(first.examples)}; give as many of each.`,
    );
  }
  return { inputs, examples: first.examples };
}

/** The data of a leaf, with an axis that counts the examples. */
function tensorOf(given: unknown, type: TensorType, path: string): HostTensor {
  const wanted = `give ${type.dtype}[${["n", ...type.shape].join(", ")}]`;
  if (given === undefined || given === null) {
    throw new RensaError("INPUT_MISSING", `predict: ${named(path)} is missing; ${wanted}.`);
  }
  const tensor = asTensor(given, type, path, wanted);
  if (tensor.dtype === type.dtype && sameShape(tensor.shape.slice(1), type.shape) && tensor.shape.length > 0) {
    return tensor;
  }
  if (sameShape(tensor.shape, type.shape)) throw mismatch(`one example is ${formatTensorType(type)}; ${wanted}.`);
  throw mismatch(`${named(path)} is ${formatTensorType(tensor)}; ${wanted}.`);
}

function asTensor(given: unknown, type: TensorType, path: string, wanted: string): HostTensor {
  const { shape, dtype } = type;
  if (isTyped(given)) return checkedTensor(`predict: ${named(path)}`, given);
  if (ArrayBuffer.isView(given) && !(given instanceof DataView)) {
    const elements = Reflect.get(given, "length") as unknown;
    const examples = Number(elements) / Math.max(1, sizeOf(shape));
    if (!Number.isInteger(examples)) {
      throw mismatch(
        `${named(path)} has ${String(elements)} elements, ${String(sizeOf(shape))} an example; ${wanted}.`,
      );
    }
    return hostTensor(given as HostTensor["data"], [examples, ...shape], dtype);
  }
  if (Array.isArray(given)) {
    // No examples have no shape either.
    return given.length === 0
      ? hostTensor([], [0, ...shape], dtype)
      : hostTensor(given as NestedArray, undefined, dtype);
  }
  if (typeof given === "number" && shape.length === 0)
    throw mismatch(`one example is ${formatTensorType(type)}; ${wanted}.`);
  throw mismatch(`${named(path)} is of type ${typeof given}; ${wanted}.`);
}

function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function named(path: string): string {
  return path === "" ? "the input" : `the input "${path}"`;
}

function mismatch(sentence: string): RensaError {
  return new RensaError("INPUT_MISMATCH", `predict: ${sentence}`);
}
