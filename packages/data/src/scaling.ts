/** Scalings of features: fitted to one data set, applied to others, and undone on predictions. */
import {
  allocate,
  formatGiven,
  refuseArgument,
  RensaError,
  sizeOf,
  tensorType,
  type DType,
  type HostTensor,
  type HostTensorsOf,
  type TensorType,
  type Tree,
  type TypedArray,
  type TypeTree,
} from "@rensa/core";
import { checkJson, listOf } from "./checked-json.ts";
import type { Dataset } from "./dataset.ts";
import type { ScaledType, StatisticType } from "./scaled-types.ts";
import { ElementwiseTable, type ColumnMap } from "./table/elementwise-table.ts";
import { arraysOf } from "./table/table.ts";
import { formatTypes, leavesOf, mapTypes, typesOf, withData } from "./table/tree-types.ts";

/** A {@link Scaling} as JSON has it. */
export interface ScalingJson {
  readonly format: "rensa-scaling-1";
  /** The type that it was fitted to, in words. */
  readonly type: string;
  readonly offset: readonly { readonly path: string; readonly numbers: readonly number[] }[];
  readonly divisor: readonly { readonly path: string; readonly numbers: readonly number[] }[];
}

/**
 * y = (x - offset) / divisor for every feature of examples of type `E`, and back. {@link standardize} and
 * {@link minMaxScale} fit one; with numbers of your own, or kept from a training, you make one yourself.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `DATA_INVALID` for data of another kind.
 *
 * @example
 * ```ts
 * import { f32, hostTensor } from "@rensa/core";
 * import { Scaling } from "@rensa/data";
 *
 * const numbers = (values: number[]) => hostTensor(values, [2], "f64");
 * const scaling = new Scaling(f32(2), numbers([10, 100]), numbers([2, 4]));
 * console.log(scaling.scale(hostTensor([[12, 104]])).data); // Float32Array [1, 1]
 * ```
 */
export class Scaling<E> {
  /** The type of one example before the scaling. */
  readonly type: E;
  /** What is taken away from each feature. */
  readonly offset: HostTensorsOf<StatisticType<E>>;
  /** By what each feature is divided then; never 0. */
  readonly divisor: HostTensorsOf<StatisticType<E>>;
  readonly #leaves: readonly { type: TensorType; offset: TypedArray; divisor: TypedArray }[];

  /**
   * @throws RensaError `DATA_INVALID` where the numbers do not fit the type, or one is not finite, or a divisor is 0.
   *
   * @param type - The type of an example.
   * @param offset - What is subtracted, by feature.
   * @param divisor - What is divided by, by feature.
   */
  constructor(type: E, offset: HostTensorsOf<StatisticType<E>>, divisor: HostTensorsOf<StatisticType<E>>) {
    this.type = type;
    this.offset = offset;
    this.divisor = divisor;
    const offsets = arraysOf(offset);
    const divisors = arraysOf(divisor);
    if (leavesOf(type as TypeTree).length === 0)
      refuseArgument("Scaling: the type", type, "that of a tensor, or a tree of them");
    this.#leaves = leavesOf(type as TypeTree).map(([path, leaf], index) => {
      const pair = {
        type: leaf,
        offset: offsets[index] ?? allocate("f64", 0),
        divisor: divisors[index] ?? allocate("f64", 0),
      };
      const size = sizeOf(leaf.shape);
      const usable = (values: TypedArray): boolean =>
        values.length === size && values.every((value: number) => Number.isFinite(value));
      if (usable(pair.offset) && usable(pair.divisor) && !pair.divisor.includes(0)) return pair;
      throw new RensaError(
        "DATA_INVALID",
        `Scaling: the offset and the divisor of ${path === "" ? "the tensor" : path} are not ${String(size)} finite ` +
          "numbers each, with divisors other than 0; give one of each for every feature.",
      );
    });
  }

  /**
   * The data set with its inputs scaled, when they are read.
   *
   * @param dataset - The data set.
   *
   * @throws RensaError `DATA_INVALID` where the inputs are of other types than those fitted.
   */
  apply<T>(dataset: Dataset<E, T>): Dataset<ScaledType<E>, T> {
    return dataset.withTable<ScaledType<E>, T>((table) => {
      this.#check("inputs", table.inputs);
      return new ElementwiseTable(table, this.#maps());
    });
  }

  /**
   * The data set with its targets scaled, when they are read.
   *
   * @param dataset - The data set.
   *
   * @throws RensaError `DATA_INVALID` where the targets are of other types than those fitted.
   */
  applyToTargets<I>(dataset: Dataset<I, E>): Dataset<I, ScaledType<E>> {
    return dataset.withTable<I, ScaledType<E>>((table) => {
      this.#check("targets", table.targets);
      const before = leavesOf(table.inputs).map(() => undefined);
      return new ElementwiseTable(table, [...before, ...this.#maps()]);
    });
  }

  /**
   * Tensors scaled: one example, or a batch with any dimensions in front. For what a trained model is given later.
   *
   * @param tensors - Tensors of the type that it was fitted to, with or without a batch.
   *
   * @throws RensaError `DATA_INVALID` where there are more or fewer tensors than those fitted, or sizes do not fit.
   */
  scale<X extends Tree<HostTensor>>(tensors: X): X {
    return this.#each("scale", tensors, (map) => map);
  }

  /** What {@link Scaling.fromJSON} reads: the numbers of each tensor by its path. */
  toJSON(): ScalingJson {
    const paths = leavesOf(this.type as TypeTree).map(([path]) => path);
    const numbers = (of: "offset" | "divisor"): ScalingJson["offset"] =>
      this.#leaves.map((leaf, at) => ({ path: paths[at] ?? "", numbers: Array.from(leaf[of]) }));
    return {
      format: "rensa-scaling-1",
      type: formatTypes(this.type as TypeTree),
      offset: numbers("offset"),
      divisor: numbers("divisor"),
    };
  }

  /**
   * A scaling that was kept as JSON, of examples of a type.
   *
   * @param type The type of one example, such as `dataset.inputs`.
   * @param json - What `toJSON` gave.
   *
   * @throws RensaError `FILE_INVALID` for anything else than what `toJSON` gave, or of a scaling of another type;
   *   `DATA_INVALID` for numbers that no scaling has.
   *
   * @example
   * ```ts
   * import { f32, hostTensor } from "@rensa/core";
   * import { Scaling } from "@rensa/data";
   *
   * const scaling = new Scaling(f32(2), hostTensor([10, 100], [2], "f64"), hostTensor([2, 4], [2], "f64"));
   * const again = Scaling.fromJSON(f32(2), JSON.parse(JSON.stringify(scaling)));
   * console.log(again.scale(hostTensor([[12, 104]])).data); // Float32Array [1, 1]
   * ```
   */
  static fromJSON<E>(type: E, json: unknown): Scaling<E> {
    if (typeof type !== "object" || type === null) {
      refuseArgument("Scaling.fromJSON: the type", type, "that of a tensor, or a tree of them");
    }
    const found = checkJson("Scaling", json, "rensa-scaling-1", ["type", "offset", "divisor"]);
    const wanted = formatTypes(type as TypeTree);
    if (found.type !== wanted) {
      throw new RensaError(
        "FILE_INVALID",
        `Scaling: it was fitted to ${formatGiven(found.type)} and not to ${wanted}; give the type that it was fitted to.`,
      );
    }
    const statistics = (name: "offset" | "divisor"): HostTensorsOf<StatisticType<E>> => {
      const leaves = leavesOf(type as TypeTree);
      const parts = listOf(`Scaling: the ${name}`, found[name], (each) => typeof each === "object" && each !== null);
      const arrays = leaves.map(([path, { shape }], at) => {
        const part = new Map<string, unknown>(Object.entries(parts[at] ?? {}));
        const numbers = listOf(`Scaling: the ${name} of "${path}"`, part.get("numbers"), Number.isFinite);
        if (part.get("path") !== path || parts.length !== leaves.length || numbers.length !== sizeOf(shape)) {
          throw new RensaError(
            "FILE_INVALID",
            `Scaling: the ${name} of "${path}" are not ${String(sizeOf(shape))} numbers; fit it anew.`,
          );
        }
        return Float64Array.from(numbers as readonly number[]);
      });
      const types = mapTypes<TypeTree>(type as TypeTree, ({ shape }) => tensorType("f64", shape));
      return withData(types, arrays, ({ shape }) => shape);
    };
    return new Scaling(type, statistics("offset"), statistics("divisor"));
  }

  /**
   * Scaled tensors as they were: for what a model of scaled targets predicts. Errors as {@link Scaling.scale}.
   *
   * @param tensors - Tensors that were scaled.
   */
  restore<X extends Tree<HostTensor>>(tensors: X): X {
    return this.#each("restore", tensors, (_, leaf) => inverse(leaf));
  }

  #maps(): (ColumnMap | undefined)[] {
    return this.#leaves.map((leaf) =>
      isScaled(leaf.type.dtype)
        ? { type: tensorType(scaledDType(leaf.type.dtype), leaf.type.shape), map: forward(leaf) }
        : undefined,
    );
  }

  #check(side: string, found: TypeTree): void {
    if (formatTypes(found) === formatTypes(this.type as TypeTree)) return;
    throw new RensaError(
      "DATA_INVALID",
      `The scaling was fitted to ${formatTypes(this.type as TypeTree)}, but the ${side} are ${formatTypes(found)}; ` +
        "give a data set of the same types.",
    );
  }

  #each<X extends Tree<HostTensor>>(
    name: string,
    tensors: X,
    choose: (map: (x: TypedArray) => TypedArray, leaf: Leaf) => (x: TypedArray) => TypedArray,
  ): X {
    // Numbers have no type of their own; those that arrays nest would be taken for a tree of tensors.
    if ([tensors].flat(Infinity).some((each) => typeof each === "number")) {
      refuseArgument(`${name}: what is scaled`, tensors, "a tensor, such as hostTensor([[0.1, 0.2, 0]])");
    }
    const tree: TypeTree = tensors;
    const arrays = arraysOf(tree);
    const scaled = arrays.map((array, index) => {
      const leaf = this.#leaves[index];
      if (leaf === undefined || arrays.length !== this.#leaves.length || array.length % sizeOf(leaf.type.shape) !== 0) {
        throw new RensaError(
          "DATA_INVALID",
          `The scaling was fitted to ${formatTypes(this.type as TypeTree)}, but is given ${formatTypes(typesOf(tree))}; ` +
            "give the same tensors, with any dimensions in front.",
        );
      }
      return isScaled(leaf.type.dtype) ? choose(forward(leaf), leaf)(array.slice()) : array;
    });
    let next = 0;
    const types = mapTypes<TypeTree>(tree, (type) => ({
      ...type,
      dtype: isScaled(this.#leaves[next++]?.type.dtype ?? "i32") ? scaledDType(type.dtype) : type.dtype,
    }));
    return withData<X>(types, scaled, ({ shape }) => shape);
  }
}

interface Leaf {
  readonly offset: TypedArray;
  readonly divisor: TypedArray;
}

function forward({ offset, divisor }: Leaf): (elements: TypedArray) => TypedArray {
  return (elements) =>
    eachFeature(elements, offset.length, (x, feature) => (x - (offset[feature] ?? 0)) / (divisor[feature] ?? 1));
}

function inverse({ offset, divisor }: Leaf): (elements: TypedArray) => TypedArray {
  return (elements) =>
    eachFeature(elements, offset.length, (y, feature) => y * (divisor[feature] ?? 1) + (offset[feature] ?? 0));
}

function eachFeature(elements: TypedArray, width: number, map: (x: number, feature: number) => number): TypedArray {
  const target = elements instanceof Uint8Array ? new Float32Array(elements.length) : elements;
  for (let index = 0; index < elements.length; index++) target[index] = map(elements[index] ?? 0, index % width);
  return target;
}

/** Integers and booleans are categories. */
export function isScaled(dtype: DType): boolean {
  return dtype === "f32" || dtype === "f64" || dtype === "u8";
}

function scaledDType(dtype: DType): DType {
  return dtype === "u8" ? "f32" : dtype;
}
