/** Traces by recipes, backends by name, and programs of them, for the tests of the cache of programs. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import {
  createEngine,
  type Backend,
  type EngineOptions,
  type Program,
  type Tensor,
  type Traced,
} from "../src/index.ts";

export const makers: Readonly<Record<string, () => Backend>> = {
  JavaScript: () => jsBackend(),
  interpreter: () => jsBackend({ mode: "interpret" }),
  WebAssembly: () => wasmBackend({ threads: 1 }),
};

export type AnyTraced = Traced<never, never>;

export type AnyProgram = Program<object, Tensor>;

export interface Settings extends EngineOptions {
  readonly state?: readonly string[];
}

export const compiled = async (traced: AnyTraced, { state = [], ...options }: Settings): Promise<AnyProgram> =>
  (await createEngine(options).compile(traced as never, { state: [...state] })) as never;

/** Programs of one plan show the same kernels. */
export const isShared = (one: AnyProgram, other: AnyProgram): boolean => one.stages.kernels === other.stages.kernels;

/** The bits of a result of one tensor. */
export const bitsOf = (program: AnyProgram, inputs: object): readonly number[] => {
  const { data } = program.run(inputs);
  return [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)];
};
