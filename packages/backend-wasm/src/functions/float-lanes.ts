/**
 * The vocabulary in which elementary functions are written, once for f32x4 and f64x2, and for numbers in tests.
 */
import type { HostFunctionName } from "./host-functions.ts";

/** `V` is a vector of floats, `M` a mask as wide as its lanes: all ones where a comparison holds, else all zeros. */
export interface FloatLanes<V, M> {
  /** Bits of a lane. */
  readonly bits: 32 | 64;
  constant(value: number): V;
  add(a: V, b: V): V;
  sub(a: V, b: V): V;
  mul(a: V, b: V): V;
  div(a: V, b: V): V;
  sqrt(a: V): V;
  neg(a: V): V;
  abs(a: V): V;
  /** NaN where an operand is NaN. */
  min(a: V, b: V): V;
  /** NaN where an operand is NaN. */
  max(a: V, b: V): V;
  /** `b < a ? b : a`: one instruction, unlike min. */
  pseudoMin(a: V, b: V): V;
  /** `a < b ? b : a`: one instruction, unlike max. */
  pseudoMax(a: V, b: V): V;
  floor(a: V): V;
  trunc(a: V): V;
  /** To the nearest integer, halves to even. */
  nearest(a: V): V;
  /** `a * b + c`: rounded once in mode "fast" where the engine can, else twice. Write for both. */
  multiplyAdd(a: V, b: V, c: V): V;
  lt(a: V, b: V): M;
  le(a: V, b: V): M;
  eq(a: V, b: V): M;
  and(a: M, b: M): M;
  or(a: M, b: M): M;
  not(a: M): M;
  select(mask: M, whenTrue: V, whenFalse: V): V;
  /** The magnitude of one with the sign of another. */
  copySign(magnitude: V, sign: V): V;
  /** 2^n, for an integral n whose power is a normal number. */
  powerOfTwo(n: V): V;
  /** The exponent of a normal positive number: `x = mantissa(x) * 2^exponent(x)`. */
  exponent(a: V): V;
  /** The mantissa, from 1 below 2, of a normal positive number. */
  mantissa(a: V): V;
  /** True where an integral n, |n| below 2^31, is odd. */
  isOdd(n: V): M;
  /** `value`, but where the mask is set what the host's function gives, lane by lane. Where no lane is, it costs a test. */
  exceptByHost(mask: M, name: HostFunctionName, operands: readonly V[], value: V): V;
}

/** A function of one argument, for any lanes. */
export type UnaryFunction = <V, M>(lanes: FloatLanes<V, M>, x: V) => V;

/** A function of two arguments, for any lanes. */
export type BinaryFunction = <V, M>(lanes: FloatLanes<V, M>, a: V, b: V) => V;
