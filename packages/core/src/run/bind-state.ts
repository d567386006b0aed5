/** Which inputs and outputs of a traced function stand in a store. */
import { RensaError } from "../graph/error.ts";
import { inputTypesOf, outputTypesOf } from "../graph/graph-types.ts";
import { sameShape } from "../graph/shape.ts";
import { formatTensorType, type TensorType } from "../graph/tensor-type.ts";
import type { Traced } from "../trace/trace.ts";
import { isTyped } from "../trace/tree.ts";
import type { Backend } from "./backend.ts";
import type { Precision } from "./program-plan.ts";
import { makeStore } from "./make-store.ts";
import type { StateUse } from "./plan-program.ts";
import { emptyStore, MemoryStore, type AnyStore, type StoreNames } from "./store.ts";

/** State as it is said to `compile`: names, or a store. */
export type StateOption = readonly string[] | StoreNames<string>;

/** The store of a program, and what it uses of it. */
export interface BoundState {
  readonly store: AnyStore;
  readonly state: StateUse | null;
}

/** The names at the top of what is state. */
export function stateNames(state: StateOption): readonly string[] {
  return "names" in state ? state.names : state;
}

/**
 * Finds out what of a traced function stands in a store.
 *
 * @throws RensaError `ARGUMENT_INVALID` for names that are not both input and output, or a store of another backend or
 *   precision; `INPUT_MISMATCH` for types that are not the store's.
 */
export async function bindState(
  traced: Traced<unknown, unknown>,
  given: StateOption,
  settings: { readonly backend: Backend; readonly precision: Precision },
): Promise<BoundState> {
  if ("names" in given) {
    const store = expectStore(given, settings);
    return { store, state: useOf(traced, store) };
  }
  if (given.length === 0) return { store: emptyStore(), state: null };
  const store = await makeStore(typesNamed(traced, given), settings);
  return { store, state: useOf(traced, store) };
}

function expectStore(
  given: StoreNames<string>,
  { backend, precision }: { readonly backend: Backend; readonly precision: Precision },
): AnyStore {
  if (!isStore(given)) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      "compile: the state is neither a list of names nor a store; make one with createStore.",
    );
  }
  const { memory } = given;
  if (memory.backend !== backend && memory.backend !== null) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `compile: the store was made for another backend (${memory.backend.name}); make it and its programs with one engine.`,
    );
  }
  if (memory.backend !== null && memory.layout.precision !== precision) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `compile: the store keeps ${memory.layout.precision} and the program computes in ${precision}; use one precision for both.`,
    );
  }
  return given;
}

function isStore(value: unknown): value is AnyStore {
  return value instanceof MemoryStore;
}

function useOf({ graph, spec, result }: Traced<unknown, unknown>, store: AnyStore): StateUse | null {
  const [given, made] = [namesOf(spec), namesOf(result)];
  if (!store.names.some((name) => given.includes(name) || made.includes(name))) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `compile: no input and no output has a name of the store, which keeps ${store.names.join(", ")}; trace with the store's types.`,
    );
  }
  const isNamed = (path: string): boolean => store.names.some((name) => path === name || path.startsWith(`${name}.`));
  const check = (what: string, path: string, type: TensorType | undefined): void => {
    const kept = store.leaves.get(path);
    if (kept !== undefined && type?.dtype === kept.dtype && sameShape(type.shape, kept.shape)) return;
    const found = type === undefined ? "missing" : formatTensorType(type);
    const reason =
      kept === undefined
        ? `the store keeps nothing under "${path}"; it has ${[...store.leaves.keys()].join(", ")}`
        : `the ${what} "${path}" is ${found} and the store keeps ${formatTensorType(kept)} under that name; trace with the store's types`;
    throw new RensaError("INPUT_MISMATCH", `compile: ${reason}.`);
  };
  const inputs = inputTypesOf(graph);
  const reads = graph.inputs.filter((path, at) => {
    // What is a single tensor has no name of its own.
    if (given.length === 0 || !isNamed(path)) return false;
    check("input", path, inputs[at]);
    return true;
  });
  const outputs = outputTypesOf(graph);
  const writes = graph.outputs.flatMap(({ name }, at) => {
    if (made.length === 0 || !isNamed(name)) return [];
    check("output", name, outputs[at]);
    return [name];
  });
  return reads.length + writes.length === 0 ? null : { layout: store.memory.layout, reads, writes };
}

/** The names at the top of a tree; none of a single tensor. */
function namesOf(tree: unknown): readonly string[] {
  return typeof tree !== "object" || tree === null || isTyped(tree) ? [] : Object.keys(tree);
}

/** The types of the inputs of these names, nested as they are; each is an output too. */
function typesNamed(
  { graph, spec }: Traced<unknown, unknown>,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const unknown = names.find((name) => !namesOf(spec).includes(name));
  if (unknown !== undefined) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `compile: the state "${unknown}" is no input; the inputs are ${namesOf(spec).join(", ")}.`,
    );
  }
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  for (const input of graph.inputs) {
    if (!names.some((name) => input === name || input.startsWith(`${name}.`)) || outputs.has(input)) continue;
    throw new RensaError(
      "ARGUMENT_INVALID",
      `compile: the state "${input}" is an input and not an output; return its next value.`,
    );
  }
  const top = Object.entries(typeof spec === "object" && spec !== null ? spec : {});
  return Object.fromEntries(top.filter(([name]) => names.includes(name)));
}
