/** The five forms in which an op's forward can be written: scalar, composite, loops, host, region. */
import type { DType } from "../graph/dtype.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import type { Shape } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { IndexLike } from "../expression/computed-index.ts";
import type { Index } from "../expression/index-map.ts";
import type { Scalar, ScalarLike } from "../expression/scalar.ts";
import type { Region } from "./region.ts";
import type { Tensor } from "./tensor.ts";

/** An operand of a `loops` op. */
export interface LoopOperand extends TensorType {
  /**
   * The element at the given indices, one per axis. An index may be computed by a {@link Scalar} of dtype i32; one that
   * lies outside its axis reads the nearest element inside, on every backend. Any other index must lie inside, or stand in
   * {@link LoopTools.within}: applying the op is refused otherwise.
   *
   * @param indices - The indices: integers, or indices of loops.
   */
  at(...indices: readonly IndexLike[]): Scalar;
  /**
   * The element at a row-major flat offset, which is an index as those of {@link LoopOperand.at} are.
   *
   * @param offset - The position in row-major order.
   */
  flat(offset: IndexLike): Scalar;
}

/** The value that a reduction combines, by the reduced indices. */
export type Reduced = (...indices: readonly Index[]) => Scalar;

/** What a `loops` op builds expressions with, beside the methods of {@link Scalar} and {@link Index}. */
export interface LoopTools {
  /** The sum of `value` over all indices below `extents`. */
  readonly sumOver: (extents: Shape, value: Reduced) => Scalar;
  /** The product of `value` over all indices below `extents`. */
  readonly productOver: (extents: Shape, value: Reduced) => Scalar;
  /** The largest `value` over all indices below `extents`; NaN where one is NaN. */
  readonly maxOver: (extents: Shape, value: Reduced) => Scalar;
  /** The smallest `value` over all indices below `extents`; NaN where one is NaN. */
  readonly minOver: (extents: Shape, value: Reduced) => Scalar;
  /** A constant element. */
  readonly constant: (value: number | boolean, dtype: DType) => Scalar;
  /** An index as a value, i32. */
  readonly position: (index: IndexLike) => Scalar;
  /**
   * `value()` where every index lies in its interval (`lower <= index < upper`), else `otherwise`. Both may read where they
   * are used and nowhere else; an `otherwise` that reads is a function, so that its reads are known to stand there.
   */
  readonly within: (
    bounds: readonly { readonly index: Index; readonly lower: number; readonly upper: number }[],
    value: () => Scalar,
    otherwise: ScalarLike | (() => ScalarLike),
  ) => Scalar;
}

/** One output of a `loops` op: every element is an expression of its indices. */
export interface LoopOutput {
  readonly shape: Shape;
  /** Default: the dtype of the elements. */
  readonly dtype?: DType;
  /**
   * The element at the output's indices. A part that does not mention the last index is computed once a row, and one that does
   * not mention the indices of a reduction once before it: so keep what is dear (`exp`, `log`, `pow`, `div`) away from these.
   */
  readonly element: (...indices: readonly Index[]) => Scalar;
}

/** How a scattered value joins what is already at its place; with `"set"` the last one in order stays. */
export type ScatterCombine = "add" | "set" | "multiply" | "min" | "max";

/** The output of a `loops` op that puts values at computed places (the transpose of a gather). */
export interface ScatterOutput {
  readonly shape: Shape;
  /** Default: the dtype of the elements. */
  readonly dtype?: DType;
  /** What is there before anything is added, by the output's indices. */
  readonly initial: (...indices: readonly Index[]) => Scalar;
  /** The extents of the additions. */
  readonly over: Shape;
  /** How each value joins what is at its place, in ascending order of the indices of `over`. Default: `"add"`. */
  readonly combine?: ScatterCombine;
  /** Where each addition goes, and what it adds. A place outside the output is left out. */
  readonly add: (...indices: readonly Index[]) => { readonly at: readonly IndexLike[]; readonly value: Scalar };
}

/** What the body of a `loops` op returns. */
export type LoopResult = LoopOutput | ScatterOutput | readonly LoopOutput[];

/** One `T` per input name. */
export type PerInput<Inputs extends readonly string[], T> = { readonly [K in keyof Inputs]: T };

/** An expression of elements. Operands broadcast; fused with whatever stands around it; differentiated by itself. */
export interface ScalarForm<Inputs extends readonly string[] = readonly string[], A = never> {
  /**
   * @param inputs - An element of each operand.
   * @param attributes - The op's attributes.
   */
  scalar(inputs: PerInput<Inputs, Scalar>, attributes: A): Scalar;
}

/** Other ops, expanded into a scope of the op's name. */
export interface CompositeForm<Inputs extends readonly string[] = readonly string[], A = never> {
  /**
   * @param inputs - The operands.
   * @param attributes - The op's attributes.
   */
  composite(inputs: PerInput<Inputs, Tensor>, attributes: A): Tensor | readonly Tensor[];
}

/** Loops: a shape, and every element as an expression of its indices, with reads through index maps and reductions. */
export interface LoopsForm<Inputs extends readonly string[] = readonly string[], A = never> {
  /**
   * @param inputs - The operands.
   * @param attributes - The op's attributes.
   * @param tools - What makes loops and reductions.
   */
  loops(inputs: PerInput<Inputs, LoopOperand>, attributes: A, tools: LoopTools): LoopResult;
}

/** Plain TypeScript on typed arrays: the output types, and the function that fills them. */
export interface HostForm<Inputs extends readonly string[] = readonly string[], A = never> {
  readonly host: {
    types(inputs: PerInput<Inputs, TensorType>, attributes: A): readonly TensorType[];
    run(inputs: PerInput<Inputs, HostTensor>, outputs: readonly HostTensor[], attributes: A): void;
  };
}

/** Graphs run under control: a loop or a choice. The attributes hold the graphs, as data. */
export interface RegionForm<A = never> {
  /**
   * @param attributes - The op's attributes.
   */
  region(attributes: A): Region;
  /**
   * The output types: {@link regionTypes}, for the op's name.
   *
   * @param inputs - The types of the operands.
   * @param attributes - The op's attributes.
   */
  types(inputs: readonly TensorType[], attributes: A): readonly TensorType[];
  /**
   * The attributes of the same op with another region: how transforms write down what they make of a node.
   *
   * @param region - The region that takes the place of the one that it has.
   * @param attributes - The op's attributes.
   */
  withRegion(region: Region, attributes: A): A;
}

/**
 * A forward, in one of the five forms: `{ scalar }`, `{ composite }`, `{ loops }`, `{ host }` or `{ region }`.
 *
 * @example
 * ```ts
 * import { defineOp, select } from "@rensa/core";
 *
 * const leakyRelu = defineOp({
 *   name: "leaky_relu",
 *   attributes: { slope: 0.01 },
 *   forward: { scalar: ([x], { slope }) => select(x.gt(0), x, x.mul(slope)) },
 * });
 * ```
 */
export type Form<Inputs extends readonly string[] = readonly string[], A = never> =
  ScalarForm<Inputs, A> | CompositeForm<Inputs, A> | LoopsForm<Inputs, A> | HostForm<Inputs, A> | RegionForm<A>;
