/** What PyTorch computed for recurrent layers and attention (`reference/recurrent.py`), and what ours compute for the same. */
import { readFileSync } from "node:fs";
import {
  compile,
  flattenTree,
  gradientsOf,
  isTyped,
  traceTree,
  type CompileOptions,
  type HostTensor,
  type Tensor,
  type TensorTree,
  type TypeTree,
} from "@rensa/core";
import { difference } from "@rensa/core/compiler";
// By their paths: this package depends on no backend but one, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import { wasmBackend } from "../../backend-wasm/src/index.ts";
import type { ApplyContext, Key } from "../src/model.ts";

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** Values by path, such as `parameters.inputWeights`; what came out of them; and gradients of the weighted sum of that. */
export interface ReferenceCase {
  readonly name: string;
  readonly values: Readonly<Record<string, Numbers>>;
  readonly output: Numbers;
  readonly weights: Numbers;
  readonly gradients: Readonly<Record<string, Numbers>>;
}

const file = new URL("../reference/recurrent.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly ReferenceCase[] };

/** The names of all cases. */
export const caseNames = cases.map(({ name }) => name);

/** A case by its name. */
export function referenceCase(name: string): ReferenceCase {
  const found = cases.find((each) => each.name === name);
  if (found === undefined) throw new TypeError(`There is no case ${name}.`);
  return found;
}

/** Where a case runs, and how far it may be from PyTorch. */
export const settings = {
  oracle: { options: { backend: jsBackend(), precision: "f64" }, tolerance: 1e-10 },
  wasm: { options: { backend: wasmBackend({ threads: 1 }) }, tolerance: 1e-4 },
} as const satisfies Readonly<Record<string, { options: CompileOptions; tolerance: number }>>;

/** The differences of the output and of every gradient from PyTorch's, as sentences. */
export async function differencesFromTorch(
  { values, output, weights, gradients }: ReferenceCase,
  apply: (given: never) => Tensor,
  { options, tolerance }: { readonly options: CompileOptions; readonly tolerance: number },
): Promise<readonly string[]> {
  const spec = {
    given: nested(values, ({ shape }) => ({ shape, dtype: "f32" as const })) as TypeTree,
    weights: { shape: weights.shape, dtype: "f32" as const },
  };
  interface Arguments {
    readonly given: TensorTree;
    readonly weights: Tensor;
  }
  const traced = traceTree<typeof spec, unknown>(spec, ({ given, weights: cotangent }: Arguments) => {
    const made = apply(given as never);
    return { output: made, gradients: gradientsOf(made, given, cotangent) };
  });
  const program = await compile(traced, options);
  const given = nested(values, ({ data }) => Float64Array.from(data));
  // The compiler gives up on a tree of any form (TS2589), whatever the rule finds.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion
  const result: unknown = program.run({ given, weights: Float64Array.from(weights.data) } as never);
  const found = new Map(flattenTree(result, (leaf): leaf is HostTensor => isTyped(leaf)));
  const wanted = { output, ...Object.fromEntries(Object.entries(gradients).map(([k, v]) => [`gradients.${k}`, v])) };
  return Object.entries(wanted).flatMap(([path, numbers]) => {
    const ours = found.get(path);
    if (ours === undefined) return [`${path} is missing`];
    const differs = difference(ours.data, numbers.data, tolerance);
    return differs === null ? [] : [`${path}: ${differs}`];
  });
}

/** The shapes of the parameters of a case, by path. */
export function parameterShapes({ values }: ReferenceCase): Readonly<Record<string, readonly number[]>> {
  const prefix = "parameters.";
  const own = Object.entries(values).filter(([path]) => path.startsWith(prefix));
  return Object.fromEntries(own.map(([path, { shape }]) => [path.slice(prefix.length), shape]));
}

/** The shapes of what a layer's parameters start as, by path. */
export function initialShapes(initialize: (key: Key) => TensorTree): Readonly<Record<string, readonly number[]>> {
  const { result } = traceTree({ key: { shape: [2], dtype: "i32" } }, ({ key }: { readonly key: Key }) =>
    initialize(key),
  );
  const leaves = flattenTree(result, (leaf): leaf is { readonly shape: readonly number[] } => isTyped(leaf));
  return Object.fromEntries(leaves.map(([path, { shape }]) => [path, shape]));
}

/** What a layer is told outside of a training; it needs no key. */
export const inference: ApplyContext = {
  training: false,
  get key(): Key {
    throw new TypeError("A layer asked for a key outside of a training.");
  },
  assign: () => {
    throw new TypeError("A layer of this test assigned something.");
  },
};

function nested<Result>(values: ReferenceCase["values"], leaf: (numbers: Numbers) => Result): unknown {
  const root: Record<string, unknown> = {};
  for (const [path, numbers] of Object.entries(values)) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    let at = root;
    for (const name of names) at = (at[name] ??= {}) as Record<string, unknown>;
    at[last] = leaf(numbers);
  }
  return root;
}
