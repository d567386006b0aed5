/** Seeded numbers for weights and data: mulberry32, which is short, and good enough for what is only compared. */
import type { HostTensor, Shape } from "@rensa/core";

/** Draws tensors; the same seed gives the same ones. */
export class Sampler {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** Uniform from `low` to below `high`. */
  uniform(shape: Shape, low: number, high: number): HostTensor<Shape, "f32"> {
    const data = Float32Array.from({ length: sizeOf(shape) }, () => low + (high - low) * this.#next());
    return { shape, dtype: "f32", data };
  }

  /** Weights that keep the variance of what they are applied to: uniform within sqrt(3 / fan-in). */
  weights(shape: Shape, fanIn: number): HostTensor<Shape, "f32"> {
    const bound = Math.sqrt(3 / fanIn);
    return this.uniform(shape, -bound, bound);
  }

  /** Integers from 0 to below `bound`. */
  integers(shape: Shape, bound: number): HostTensor<Shape, "i32"> {
    const data = Int32Array.from({ length: sizeOf(shape) }, () => Math.floor(this.#next() * bound));
    return { shape, dtype: "i32", data };
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** A tensor of one value. */
export function filled(shape: Shape, value: number): HostTensor<Shape, "f32"> {
  return { shape, dtype: "f32", data: new Float32Array(sizeOf(shape)).fill(value) };
}

function sizeOf(shape: Shape): number {
  return shape.reduce((size, extent) => size * extent, 1);
}
