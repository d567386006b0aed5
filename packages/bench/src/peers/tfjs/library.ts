/** What the benchmark knows of `@tensorflow/tfjs`: the part of its interface that is used here. */
import { dirname } from "node:path";
import { importPeer, peerVersion, resolvePeer } from "../install.ts";

/** A tensor of tfjs, which must be disposed of. */
export interface TfTensor {
  readonly shape: number[];
  dataSync(): ArrayLike<number>;
  dispose(): void;
}

/** A variable of tfjs. */
export interface TfVariable extends TfTensor {
  readonly name: string;
}

/** An optimizer of tfjs. */
export interface TfOptimizer {
  minimize(loss: () => TfTensor, returnCost: true, variables: readonly TfVariable[]): TfTensor | null;
  dispose(): void;
}

type Unary = (x: TfTensor) => TfTensor;
type Binary = (a: TfTensor, b: TfTensor | number) => TfTensor;
type Reduction = (x: TfTensor, axis?: number | number[], keepDims?: boolean) => TfTensor;

/** The module. */
export interface Tf {
  readonly train: { adam(rate: number, beta1: number, beta2: number, epsilon: number): TfOptimizer };
  readonly losses: { softmaxCrossEntropy(oneHot: TfTensor, logits: TfTensor): TfTensor };
  getBackend(): string;
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tidy<T>(body: () => T): T;
  keep<T extends TfTensor>(tensor: T): T;
  tensor(data: ArrayLike<number>, shape: readonly number[], dtype: "float32" | "int32"): TfTensor;
  scalar(value: number): TfTensor;
  variable(initial: TfTensor): TfVariable;
  oneHot(indices: TfTensor, depth: number): TfTensor;
  gather(x: TfTensor, indices: TfTensor, axis?: number): TfTensor;
  matMul(a: TfTensor, b: TfTensor, transposeA?: boolean, transposeB?: boolean): TfTensor;
  reshape(x: TfTensor, shape: readonly number[]): TfTensor;
  transpose(x: TfTensor, order: readonly number[]): TfTensor;
  split(x: TfTensor, count: number, axis: number): TfTensor[];
  unstack(x: TfTensor, axis: number): TfTensor[];
  concat(tensors: readonly TfTensor[], axis: number): TfTensor;
  moments(x: TfTensor, axis: number, keepDims: boolean): { readonly mean: TfTensor; readonly variance: TfTensor };
  conv2d(x: TfTensor, filters: TfTensor, strides: number, padding: "same"): TfTensor;
  depthwiseConv2d(x: TfTensor, filters: TfTensor, strides: number, padding: "same"): TfTensor;
  maxPool(x: TfTensor, window: number, strides: number, padding: "valid"): TfTensor;
  grads(body: (x: TfTensor, filters: TfTensor) => TfTensor): (operands: TfTensor[], cotangent: TfTensor) => TfTensor[];
  readonly add: Binary;
  readonly sub: Binary;
  readonly mul: Binary;
  readonly div: Binary;
  readonly relu: Unary;
  readonly tanh: Unary;
  readonly sigmoid: Unary;
  readonly sqrt: Unary;
  readonly square: Unary;
  readonly softmax: Unary;
  readonly mean: Reduction;
}

interface WasmBackend {
  setWasmPaths(folder: string): void;
}

/** Loads tfjs with a backend. */
export async function loadTf(backend: "cpu" | "wasm"): Promise<{ readonly tf: Tf; readonly version: string }> {
  const { default: tf } = (await importPeer("@tensorflow/tfjs")) as { readonly default: Tf };
  if (backend === "wasm") {
    const { default: wasm } = (await importPeer("@tensorflow/tfjs-backend-wasm")) as { readonly default: WasmBackend };
    wasm.setWasmPaths(`${dirname(resolvePeer("@tensorflow/tfjs-backend-wasm"))}/`);
  }
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no backend "${backend}" here.`);
  await tf.ready();
  return { tf, version: peerVersion("@tensorflow/tfjs") };
}
