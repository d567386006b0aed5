/** What the benchmark knows of `@jax-js/jax`: the part of its interface that is used here. */
import { importPeer, peerVersion } from "../install.ts";

/** An array of jax-js. A function consumes the arrays that it is given; `ref` is one more use of one. */
export interface JaxArray {
  readonly ref: this;
  readonly shape: number[];
  add(other: JaxArray | number): JaxArray;
  sub(other: JaxArray | number): JaxArray;
  mul(other: JaxArray | number): JaxArray;
  div(other: JaxArray | number): JaxArray;
  neg(): JaxArray;
  sum(axis?: number): JaxArray;
  mean(axis?: number | number[], options?: { readonly keepdims: boolean }): JaxArray;
  max(axis?: number | number[]): JaxArray;
  reshape(shape: number[]): JaxArray;
  transpose(order?: number[]): JaxArray;
  slice(...index: (number | [] | [number, number] | JaxArray)[]): JaxArray;
  dataSync(): ArrayLike<number>;
  blockUntilReady(): Promise<JaxArray>;
  item(): number;
  dispose(): void;
}

/** Arrays by name. */
export type JaxArrays = Readonly<Record<string, JaxArray>>;

type Unary = (x: JaxArray) => JaxArray;

/** The module. */
export interface Jax {
  readonly numpy: {
    array(data: ArrayLike<number>, options: { readonly shape: number[]; readonly dtype: string }): JaxArray;
    zeros(shape: number[]): JaxArray;
    matmul(a: JaxArray, b: JaxArray): JaxArray;
    power(base: number, exponent: JaxArray): JaxArray;
    concatenate(arrays: JaxArray[], axis: number): JaxArray;
    readonly sqrt: Unary;
    readonly square: Unary;
    readonly tanh: Unary;
    readonly matrixTranspose: Unary;
  };
  readonly nn: {
    readonly relu: Unary;
    readonly sigmoid: Unary;
    gelu(x: JaxArray, options: { readonly approximate: boolean }): JaxArray;
    softmax(x: JaxArray, axis: number): JaxArray;
    logSoftmax(x: JaxArray, axis: number): JaxArray;
    oneHot(indices: JaxArray, classes: number): JaxArray;
  };
  readonly lax: {
    convGeneralDilated(
      x: JaxArray,
      filters: JaxArray,
      strides: number[],
      padding: "SAME",
      options?: { readonly featureGroupCount: number },
    ): JaxArray;
  };
  init(device: "wasm"): Promise<unknown>;
  defaultDevice(device: "wasm"): void;
  jit<Arguments extends readonly unknown[], Result>(
    body: (...from: Arguments) => Result,
  ): (...from: Arguments) => Result;
  valueAndGrad<T, Rest extends readonly unknown[]>(
    body: (variables: T, ...rest: Rest) => JaxArray,
  ): (variables: T, ...rest: Rest) => [value: JaxArray, gradients: T];
  vjp<T extends readonly JaxArray[]>(body: (...from: T) => JaxArray, from: T): [JaxArray, (cotangent: JaxArray) => T];
}

/** Loads jax-js with its wasm backend. */
export async function loadJaxJs(): Promise<{ readonly jax: Jax; readonly version: string }> {
  const jax = (await importPeer("@jax-js/jax")) as Jax;
  await jax.init("wasm");
  jax.defaultDevice("wasm");
  return { jax, version: peerVersion("@jax-js/jax") };
}
