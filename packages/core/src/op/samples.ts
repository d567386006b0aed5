/**
 * Samples of an op: what every generic test is made from. They stand beside the op, in `<op>.samples.ts`.
 */
import { checkKind } from "../graph/check-argument.ts";
import { allocate, isFloat, type DType } from "../graph/dtype.ts";
import type { RensaErrorCode } from "../graph/error.ts";
import type { Attributes } from "../graph/graph.ts";
import type { HostTensor, NestedArray } from "../graph/host-tensor.ts";
import { checkShape, sizeOf, type Shape } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { OpValue } from "./definition.ts";
import type { Tensor } from "./tensor.ts";

/** What an op computes for one element of each input, in float64. */
export type ElementReference = (...elements: number[]) => number;

/**
 * What an op computes, in plain TypeScript on whole tensors: of `loops`, `host` and `composite` ops, whose elements
 * depend on more than the elements beside them. It gets the attributes of the call with their defaults, and returns
 * numbers nested to the rank of the result, or a tensor whose dtype is compared too.
 *
 * @example
 * ```ts
 * import { defineOp, sampleTensor, type OpSamples, type Tensor, type TensorReference } from "@rensa/core";
 *
 * const rowSum = defineOp({
 *   name: "row_sum",
 *   forward: {
 *     loops: ([x], _, { sumOver }) => ({
 *       shape: [x.shape[0] ?? 1],
 *       element: (row) => sumOver([x.shape[1] ?? 1], (column) => x.at(row, column)),
 *     }),
 *   },
 *   nonDifferentiable: "it is an example",
 *   call: (apply) => (x: Tensor) => apply([x]),
 * });
 * const sums: TensorReference = ([x]) => {
 *   const [rows = 0, columns = 0] = x?.shape ?? [];
 *   return Array.from({ length: rows }, (_, row) => {
 *     const elements = Array.from(x?.data.slice(row * columns, (row + 1) * columns) ?? []);
 *     return elements.reduce((total, each) => total + each, 0);
 *   });
 * };
 * const samples: OpSamples = {
 *   op: rowSum,
 *   samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5])], apply: (x) => rowSum(x) }],
 *   tensorReference: sums,
 * };
 * ```
 */
export type TensorReference = (inputs: readonly HostTensor[], attributes: Attributes) => NestedArray | HostTensor;

/** One call of the op with inputs that it accepts. */
export interface OpSample {
  /** What is particular about it. */
  readonly name: string;
  readonly inputs: readonly HostTensor[];
  /**
   * Calls the op. A method, so that its parameters may say more than `Tensor`: `(x, i: Tensor<Shape, "i32">) => take(x, i)`.
   *
   * @param inputs - Tensors of the sample's inputs.
   */
  apply(this: void, ...inputs: Tensor[]): Tensor;
  /** The result, where it can be written down: numbers nested to the rank of the result. */
  readonly expected?: NestedArray;
  /** What this call computes for one element, instead of {@link OpSamples.reference}: attributes are those of the call. */
  readonly reference?: ElementReference;
  /** What this call computes, instead of {@link OpSamples.tensorReference}. */
  readonly tensorReference?: TensorReference;
  /** Why its values in f64 are not those in f32 but for rounding, where they are not. */
  readonly dependsOnDType?: string;
  /** Why there is nothing to compare its values with. A sample without a result and references has to say so. */
  readonly noReference?: string;
  /** The derivative is not compared with finite differences here, for the reason given. */
  readonly notSmooth?: string;
  /** The call in PyTorch, where it is not that of {@link OpSamples.torch}. */
  readonly torch?: TorchReference;
}

/**
 * What PyTorch calls the same: a Python expression in which `torch`, `F` (torch.nn.functional), `math` and the op's
 * inputs by their names are known (of a variadic op, the list `xs`); or why it has nothing to compare with.
 */
export type TorchReference = string | { readonly none: string };

/** One call that the op refuses. */
export interface OpErrorSample {
  readonly name: string;
  readonly inputs: readonly TensorType[];
  /**
   * Calls the op, as {@link OpSample.apply} does.
   *
   * @param inputs - Tensors of the sample's types.
   */
  apply(this: void, ...inputs: Tensor[]): Tensor;
  readonly code: RensaErrorCode;
}

/** All that is needed to test an op. */
export interface OpSamples {
  readonly op: OpValue;
  readonly samples: readonly OpSample[];
  readonly errors?: readonly OpErrorSample[];
  /** What a scalar op computes for one element, with its default attributes. */
  readonly reference?: ElementReference;
  /** What any other op computes, for all samples that do not say their own. */
  readonly tensorReference?: TensorReference;
  /** Largest relative difference to the float64 oracle. Default: 1e-5. */
  readonly tolerance?: number;
  /** The call in PyTorch, for all samples that do not say their own. */
  readonly torch?: TorchReference;
}

/**
 * A tensor of values spread between two bounds in an order without pattern, the same on every machine: the fractional
 * parts of multiples of the golden ratio (a Weyl sequence).
 *
 * @param shape - The shape.
 * @param low - The lower bound.
 * @param high - The upper bound.
 * @param dtype - The type of the elements.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a value that is not allowed, `ARGUMENT_INVALID` for an argument of
 *   another kind.
 *
 * @example
 * ```ts
 * import { sampleTensor } from "@rensa/core";
 *
 * console.log(sampleTensor([3], -1, 1).data); // Float32Array [0.2360..., -0.5278..., 0.7082...]
 * ```
 */
export function sampleTensor<const S extends Shape, D extends DType = "f32">(
  shape: S,
  low = -2,
  high = 2,
  dtype?: D,
): HostTensor<S, D> {
  checkShape("sampleTensor", shape);
  checkKind("sampleTensor: its low bound", low, "number");
  checkKind("sampleTensor: its high bound", high, "number");
  const kind: DType = dtype === undefined ? "f32" : dtype;
  const data = allocate(kind, sizeOf(shape));
  for (let index = 0; index < data.length; index++) {
    const fraction = ((index + 1) * 0.6180339887498949) % 1;
    const value = low + (high - low) * fraction;
    // A condition is true for the upper half of the bounds.
    data[index] = kind === "bool" ? Number(fraction > 0.5) : isFloat(kind) ? value : Math.floor(value);
  }
  return { shape, dtype: kind as D, data: data as HostTensor<S, D>["data"] };
}
