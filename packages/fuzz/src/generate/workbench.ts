/** What a graph has so far, and how its values are brought into the shapes and ranges that generators need. */
import {
  broadcastShapes,
  broadcastTo,
  constant,
  full,
  isFloat,
  sizeOf,
  type DType,
  type HostTensor,
  type OpValue,
  type Shape,
  type Tensor,
} from "@rensa/core";
import {
  abs,
  add,
  cast,
  concat,
  isFinite,
  max,
  mul,
  reshape,
  slice,
  square,
  stopGradient,
  tanh,
  where,
} from "@rensa/ops";
import type { Choices } from "./choices.ts";
import { randomStream } from "./random.ts";

/** A value of the graph, and how large its elements can be. */
export interface Value {
  readonly tensor: Tensor;
  /** Elements lie between minus this and this. */
  readonly bound: number;
}

/** Calls an op whose types do not matter. */
export function call(op: OpValue, ...parameters: readonly unknown[]): Tensor {
  return (op as OpValue & ((...all: readonly unknown[]) => Tensor))(...parameters);
}

/** Calls an op that returns several tensors, in a list or a record. */
export function callAll(op: OpValue, ...parameters: readonly unknown[]): readonly Tensor[] {
  return Object.values((op as OpValue & ((...all: readonly unknown[]) => Record<string, Tensor>))(...parameters));
}

/** Elements of a value that is larger than this are brought down. */
const largest = 8;

/** The values of a graph that is being made. */
export class Workbench {
  readonly values: Value[] = [];
  /** Of the relative errors that are put on every value; 0 for none. */
  readonly #noise: number;
  readonly #random: () => number;
  readonly indices: Tensor;
  readonly key: Tensor;

  constructor(given: {
    readonly indices: Tensor;
    readonly key: Tensor;
    readonly noise: number;
    readonly seed: number;
  }) {
    this.indices = given.indices;
    this.key = given.key;
    this.#noise = given.noise;
    this.#random = randomStream(given.seed);
  }

  /**
   * Adds a value to the graph. Elements that could be large become small, by a factor or by tanh. `sums` where an element
   * comes from several others: what cancels leaves errors of the size of the terms, not of its own.
   */
  push(tensor: Tensor, bound: number, sums = false): void {
    if (!isFloat(tensor.dtype)) {
      this.values.push({ tensor, bound });
      return;
    }
    const tamed = bound <= largest ? tensor : bound > 1e6 ? tanh(tensor) : call(mul, tensor, 2 / bound);
    this.values.push({
      tensor: this.#disturbed(tamed, sums),
      bound: bound <= largest ? bound : 2,
    });
  }

  /** The latest value, or by choice an earlier one, that suits; undefined where none does. */
  choose(choices: Choices, suits: (tensor: Tensor) => boolean): Value | undefined {
    const suitable = this.values.filter(({ tensor }) => suits(tensor));
    return suitable[suitable.length - 1 - choices.below(suitable.length)];
  }

  /** A value of floats. There always is one: the inputs. */
  float(choices: Choices, suits: (tensor: Tensor) => boolean = () => true): Value | undefined {
    return this.choose(choices, (tensor) => isFloat(tensor.dtype) && suits(tensor));
  }

  /** A value of floats with a number of axes, reshaped where there is none. */
  ofRank(choices: Choices, low: number, high = low): Value | undefined {
    const found = this.float(choices);
    if (found === undefined) return undefined;
    const { shape } = found.tensor;
    if (shape.length >= low && shape.length <= high) return found;
    const grown = shape.length < low ? [...new Array<number>(low - shape.length).fill(1), ...shape] : shape;
    const cut = grown.length - high;
    const merged = cut > 0 ? [sizeOf(grown.slice(0, cut + 1)), ...grown.slice(cut + 1)] : grown;
    return { tensor: call(reshape, found.tensor, merged), bound: found.bound };
  }

  #disturbed(tensor: Tensor, sums: boolean): Tensor {
    if (this.#noise === 0 || sizeOf(tensor.shape) === 0) return tensor;
    const relative = call(mul, tensor, call(add, this.#errors(tensor), 1));
    return sums ? call(add, relative, call(mul, this.#errors(tensor), largestMagnitude(tensor))) : relative;
  }

  /** Random numbers as small as the noise. */
  #errors({ shape, dtype }: Tensor): Tensor {
    const units: HostTensor = {
      shape,
      dtype: "f32",
      data: Float32Array.from({ length: sizeOf(shape) }, () => this.#random() * 2 - 1),
    };
    return call(mul, call(cast, constant(units), dtype), this.#noise);
  }
}

/** The largest magnitude in a tensor; 0 where that is not finite, so that noise leaves finite elements finite. */
function largestMagnitude(tensor: Tensor): Tensor {
  const largestElement = call(max, call(abs, call(stopGradient, tensor)));
  return call(where, call(isFinite, largestElement), largestElement, 0);
}

/** A value of floats in another shape: broadcast, cut, or repeated, by the cheapest that can be. */
export function fit(tensor: Tensor, shape: Shape, dtype: DType = tensor.dtype): Tensor {
  const typed = tensor.dtype === dtype ? tensor : call(cast, tensor, dtype);
  const own = typed.shape;
  if (own.join() === shape.join()) return typed;
  if (broadcasts(own, shape)) return broadcastTo(typed, shape);
  const [has, wants] = [sizeOf(own), sizeOf(shape)];
  if (has === 0) return full(shape, 0, dtype);
  const flat = call(reshape, typed, [has]);
  const repeated = has >= wants ? flat : call(concat, new Array<Tensor>(Math.ceil(wants / has)).fill(flat), 0);
  const cut = repeated.shape[0] === wants ? repeated : call(slice, repeated, [0], [wants]);
  return call(reshape, cut, shape);
}

function broadcasts(from: Shape, to: Shape): boolean {
  try {
    return broadcastShapes("fit", from, to).join() === to.join();
  } catch {
    // Shapes that do not broadcast are refused by an error.
    return false;
  }
}

/** The dtype in which two tensors meet without being rounded. */
export function wider(a: Tensor, b: Tensor): DType {
  return a.dtype === "f64" || b.dtype === "f64" ? "f64" : a.dtype;
}

/** Where the elements of an operand have to lie. */
export type Domain = "any" | "small" | "positive" | "unit" | "above one";

/** A value brought into a domain by a smooth function. */
export function into({ tensor, bound }: Value, domain: Domain): Value {
  const small = bound <= 2 ? tensor : call(mul, tensor, 2 / bound);
  switch (domain) {
    case "any":
      return { tensor, bound };
    case "small":
      return { tensor: small, bound: Math.min(bound, 2) };
    case "positive":
      return { tensor: call(add, square(small), 0.5), bound: 4.5 };
    case "unit":
      return { tensor: call(mul, tanh(small), 0.9), bound: 0.9 };
    case "above one":
      return { tensor: call(add, square(small), 1.25), bound: 5.25 };
  }
}
