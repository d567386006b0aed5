/** Writes examples into the arrays of a batch, each of exactly the stated types. */
import {
  allocate,
  formatShape,
  formatTensorType,
  isTyped,
  nestedShape,
  RensaError,
  sizeOf,
  type NestedArray,
  type TensorType,
  type TypedArray,
  type TypeTree,
} from "@rensa/core";
import { columnNames, columnsOf, type Table } from "../table/table.ts";
import { isHostTensor, isSameType } from "../table/tree-types.ts";
import type { Entry } from "./entry.ts";

/** One tensor of an example, and where it stands in it. */
interface Leaf {
  readonly type: TensorType;
  readonly name: string;
  /** The names to follow from the example. */
  readonly path: readonly string[];
  readonly width: number;
  readonly constructor: unknown;
  readonly isInteger: boolean;
}

/** Writes the examples of some types. What depends on the types alone is found once. */
export class ExampleWriter {
  readonly #leaves: readonly Leaf[];

  constructor(types: Pick<Table, "inputs" | "targets">) {
    const paths = [...pathsOf(types.inputs, ["inputs"]), ...pathsOf(types.targets, ["targets"])];
    const names = columnNames(types);
    this.#leaves = columnsOf(types).map(([, type], index) => ({
      type,
      name: names[index] ?? "",
      path: paths[index] ?? [],
      width: sizeOf(type.shape),
      constructor: allocate(type.dtype, 0).constructor,
      isInteger: type.dtype === "i32" || type.dtype === "u8" || type.dtype === "bool",
    }));
  }

  /** Fresh arrays for some examples, one for each column. */
  allocate(count: number): TypedArray[] {
    return this.#leaves.map(({ type, width }) => allocate(type.dtype, count * width));
  }

  /**
   * Writes one example.
   *
   * @throws RensaError `DATA_INVALID` where it is of other types, naming the row and the column.
   */
  write({ row, value }: Entry<unknown>, arrays: readonly TypedArray[], position: number): void {
    if (typeof value !== "object" || value === null || !("inputs" in value && "targets" in value)) {
      throw new RensaError(
        "DATA_INVALID",
        `batch: row ${String(row)} is no { inputs, targets }; map elements to both.`,
      );
    }
    let column = 0;
    for (const leaf of this.#leaves) {
      const array = arrays[column++];
      if (array === undefined) continue;
      const found = valueAt(value, leaf.path);
      if (writeNumbers(found, leaf, array, position * leaf.width)) continue;
      array.set(elementsOf(`batch: row ${String(row)}, ${leaf.name}`, found, leaf), position * leaf.width);
    }
  }
}

/** For each leaf of a tree of types the names that lead to it. */
function pathsOf(types: TypeTree, path: readonly string[]): (readonly string[])[] {
  if (isTyped(types)) return [path];
  return Object.entries(types).flatMap(([name, child]: [string, TypeTree]) => pathsOf(child, [...path, name]));
}

function valueAt(example: object, path: readonly string[]): unknown {
  let value: unknown = example;
  for (const name of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}

/** Writes what most examples are, a number or a list of numbers, without a copy. Says whether it could. */
function writeNumbers(value: unknown, { type, width, isInteger }: Leaf, array: TypedArray, offset: number): boolean {
  const fits = (element: unknown): element is number =>
    typeof element === "number" && (!isInteger || Number.isInteger(element));
  if (type.shape.length === 0) {
    if (!fits(value)) return false;
    array[offset] = value;
    return true;
  }
  if (type.shape.length > 1 || !Array.isArray(value) || value.length !== width) return false;
  for (let index = 0; index < width; index++) {
    const element: unknown = value[index];
    if (!fits(element)) return false;
    array[offset + index] = element;
  }
  return true;
}

/** The elements of one tensor of an example, of exactly the stated type. */
function elementsOf(place: string, value: unknown, { type, width, constructor, isInteger }: Leaf): ArrayLike<number> {
  if (isHostTensor(value)) {
    if (!isSameType(value, type)) throw mismatch(place, formatTensorType(value), type);
    if (value.data.length === width) return value.data;
    throw mismatch(place, `${formatTensorType(value)} of ${String(value.data.length)} elements`, type);
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const array = value as TypedArray;
    if (array.length === width && array.constructor === constructor) return array;
    throw mismatch(place, `${array.constructor.name} of ${String(array.length)}`, type);
  }
  if (typeof value !== "number" && typeof value !== "boolean" && !Array.isArray(value)) {
    throw mismatch(place, value === null ? "null" : typeof value, type);
  }
  const nested = value as NestedArray;
  const shape = nestedShape(nested);
  if (formatShape(shape) !== formatShape(type.shape))
    throw mismatch(place, `numbers of the shape ${formatShape(shape)}`, type);
  const numbers = ([nested] as unknown[]).flat(Infinity).map(Number);
  const odd = isInteger ? numbers.find((number) => !Number.isInteger(number)) : undefined;
  if (odd !== undefined) throw mismatch(place, `the number ${String(odd)}`, type);
  return numbers;
}

function mismatch(place: string, found: string, type: TensorType): RensaError {
  return new RensaError(
    "DATA_INVALID",
    `${place} is ${found}, but the batch is declared with ${formatTensorType(type)}; correct one of the two.`,
  );
}
