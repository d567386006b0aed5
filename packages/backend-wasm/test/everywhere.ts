/** Runs functions with loops on every backend, in every way, and compares what they compute. */
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  sampleTensor,
  traceTree,
  type Backend,
  type CompileOptions,
  type HostTensor,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { atOnce, difference, type ProgramPlan } from "@rensa/core/compiler";
import { add, matmul, mul } from "@rensa/ops";
import { defaultPasses } from "rensa";
import { expect } from "vitest";
import { wasmBackend } from "../src/index.ts";
import * as barriers from "../src/threads/barrier.ts";
import { programModule } from "../src/program/program-module.ts";
import { partsFor } from "../src/program/program-parts.ts";
import { looped, unrolled, type Style } from "./loops.ts";

/** WebAssembly backends that split all work, however small. Files share them; their threads end with the process. */
export const threaded = [1, 2, 3].map((threads) => wasmBackend({ threads, grain: 0 }));

export type Tensors = Readonly<Record<string, Tensor>>;
export type Spec = Readonly<Record<string, TensorType>>;

export const any = (tensor: unknown): Tensor => tensor as Tensor;
export const plus = (a: Tensor, b: Tensor | number): Tensor => any(add(a, b));
export const times = (a: Tensor, b: Tensor | number): Tensor => any(mul(a, b));
export const product = (a: Tensor, b: Tensor): Tensor => any(matmul(a, b as never));

export function traced(spec: Spec, body: (inputs: Tensors) => readonly Tensor[]) {
  return traceTree<Spec, readonly Tensor[]>(spec, body);
}

export function inputsOf(spec: Spec): Record<string, HostTensor> {
  return Object.fromEntries(
    Object.entries(spec).map(([name, { shape, dtype }], at) => [name, sampleTensor(shape, -1 - at / 9, 1.5, dtype)]),
  );
}

export async function run(
  program: ReturnType<typeof traced>,
  backend: Backend,
  inputs: Record<string, HostTensor>,
  options: Partial<CompileOptions> = {},
): Promise<readonly HostTensor[]> {
  const compiled = await compile(program, { backend, ...options });
  compiled.run(inputs);
  // What a run leaves behind must not change the next.
  return compiled.run(inputs) as readonly HostTensor[];
}

/** Runs a function in all ways; returns what it computes in float64. */
export async function everywhere(
  spec: Spec,
  looping: (inputs: Tensors) => readonly Tensor[],
  given?: Record<string, HostTensor>,
): Promise<readonly HostTensor[]> {
  const program = traced(spec, looping);
  const inputs = given ?? inputsOf(spec);
  const wanted = await run(program, jsBackend(), inputs, { precision: "f64" });
  const compare = (found: readonly HostTensor[], tolerance: number): void => {
    wanted.forEach(({ data }, at) => {
      expect(difference(found[at]?.data ?? [], data, tolerance)).toBeNull();
    });
  };
  for (const options of [{}, { passes: defaultPasses }, { fuse: false }]) {
    compare(await run(program, jsBackend(), inputs, { ...options, precision: "f64" }), 1e-10);
    compare(await run(program, jsBackend({ mode: "interpret" }), inputs, { ...options, precision: "f64" }), 1e-10);
    compare(await run(program, jsBackend(), inputs, options), 1e-4);
    const bits: (readonly HostTensor[])[] = [];
    for (const backend of threaded) {
      const found = await run(program, backend, inputs, options);
      compare(found, 1e-4);
      bits.push(found);
      compare(await run(program, backend, inputs, { ...options, precision: "f64" }), 1e-10);
    }
    for (const other of bits.slice(1))
      other.forEach(({ data }, at) => {
        expect(data).toEqual(bits[0]?.[at]?.data);
      });
  }
  return wanted;
}

export async function moduleBytes(plan: ProgramPlan, threads: number): Promise<number> {
  const parts = await partsFor(plan);
  const options = {
    ...parts,
    threads,
    barriers,
    fused: false,
    grain: 0,
    patience: 30,
    choosesThreads: false,
    onPage: false,
    inStore: null,
  };
  return atOnce(programModule(plan, options)).bytes.length;
}

/** Expects a function to compute the same with loops and written out. */
export async function sameAsUnrolled(
  spec: Spec,
  body: (inputs: Tensors, style: Style) => readonly Tensor[],
): Promise<void> {
  const wanted = await run(
    traced(spec, (inputs) => body(inputs, unrolled)),
    jsBackend(),
    inputsOf(spec),
    { precision: "f64" },
  );
  const found = await everywhere(spec, (inputs) => body(inputs, looped));
  wanted.forEach(({ data }, at) => {
    expect(difference(found[at]?.data ?? [], data, 1e-10)).toBeNull();
  });
}
