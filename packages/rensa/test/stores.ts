/** The backends that stores are tested on, and what is done on each alike. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { remoteBackend } from "@rensa/conformance";
import type { Backend } from "@rensa/core";

const remote = remoteBackend();

export const backends: readonly (readonly [string, () => Backend])[] = [
  ["js", () => jsBackend()],
  ["js, interpreted", () => jsBackend({ mode: "interpret" })],
  ["js in another thread", () => remote],
  ["wasm", () => wasmBackend({ threads: 1 })],
  ["wasm with threads", () => wasmBackend({ threads: 2, grain: 0 })],
];

/** A program, by what it takes and gives. */
interface Runs<Inputs, Results> {
  readonly runsHere: boolean;
  run(inputs: Inputs): Results;
  runAsync(inputs: Inputs): Promise<Results>;
}

/** Runs a program: at once where its values are here. */
export async function run<Inputs, Results>(program: Runs<Inputs, Results>, inputs: NoInfer<Inputs>): Promise<Results> {
  return program.runsHere ? program.run(inputs) : program.runAsync(inputs);
}

/** The code of the error of a call. */
export const codeOf = async (call: () => unknown): Promise<string> => {
  try {
    await call();
    return "none";
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
};
