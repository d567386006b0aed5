/** A model that was saved with what it computes, ready to predict. Nothing of its file is trusted. */
import {
  checkOptions,
  checkParts,
  flattenTree,
  formatTensorType,
  isTensor,
  isTyped,
  mapTree,
  refuseArgument,
  RensaError,
  sameShape,
  type Engine,
  type HostTensor,
  type TensorTree,
  type TensorType,
  type TypeTree,
} from "@rensa/core";
import { loadGraph, parseGraph, type Registry } from "@rensa/core/graph";
import { decodeSafetensors } from "@rensa/io";
import { CheckedJson } from "../checkpoint/checked-json.ts";
import { readExactJson } from "../checkpoint/exact-json.ts";
import type { Json } from "../train/snapshot/snapshot.ts";
import { graphKey, modelFormat, modelKey, mostSizes } from "./encode-model.ts";
import { predictorOn, type Predictor } from "./predictor.ts";

/** What a reader of a model's file says of it. */
export interface ModelReading<I extends TypeTree = TensorType, O extends TypeTree = TensorType> {
  /** The type of one example, which the file's has to be. Default: whichever the file has, if it is one tensor. */
  readonly example?: I;
  /** The type of the outputs for one example, which the file's has to be. Default: whichever the file has, if it is one tensor. */
  readonly outputs?: O;
  /** A file with longer texts (graphs and notes) is refused. Default: 16,777,216 bytes. */
  readonly maximumHeaderBytes?: number;
}

/** How {@link loadModel} reads a file, and what runs it. */
export interface LoadModelOptions<
  I extends TypeTree = TensorType,
  O extends TypeTree = TensorType,
> extends ModelReading<I, O> {
  /** What compiles and runs it, as `createEngine` of `rensa` makes it. */
  readonly engine: Engine;
  /** The ops that its graphs may use, as `standardRegistry` of `rensa` makes it. */
  readonly registry: Registry;
}

/** The type of a batch of what an example is of. */
export type BatchOf<T> = T extends TensorType
  ? TensorType<readonly [number, ...T["shape"]], T["dtype"]>
  : { readonly [K in keyof T]: BatchOf<T[K]> };

/** A model of a file. */
export interface LoadedModel<I extends TypeTree = TensorType, O extends TypeTree = TensorType> {
  /** The outputs for a batch, as a `predictor` gives them. */
  readonly predict: Predictor<BatchOf<O>, I>;
  /** The type of one example. */
  readonly example: I;
  /** The type of the outputs for one example. */
  readonly outputs: O;
  /** By path. */
  readonly parameters: ReadonlyMap<string, HostTensor>;
  /** What was saved beside it, by name. */
  readonly notes: ReadonlyMap<string, Json>;
}

/**
 * Reads a model that `encodeModel` or `saveModel` has written, and predicts with it. The code that made the model is not
 * needed, but the plugins whose ops it uses.
 *
 * The file may come from anybody: its graphs use ops of the registry and nothing else, their types are computed anew, and
 * names in it are names only. What it computes is its author's choice, how long that takes too.
 *
 * @param file - The bytes of the file.
 *
 * @throws RensaError `FILE_INVALID` for a file that is damaged, none of a model, or of another version;
 *   `INPUT_MISMATCH` where
 *   `example` or `outputs` are not those of the file; as `parseGraph` and `loadGraph` throw.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, hostTensor } from "@rensa/core";
 * import { dense, sequential } from "@rensa/nn";
 * import { sigmoid } from "@rensa/ops";
 * import { encodeModel, loadModel } from "@rensa/optim";
 * import { createEngine, jsBackend, standardRegistry } from "rensa";
 *
 * const model = sequential(dense(1, 1), sigmoid);
 * const parameters = new Map([["dense_1.weights", hostTensor([[0]])], ["dense_1.bias", hostTensor([0])]]);
 * const file = encodeModel({ model, parameters, example: f32(1), notes: { classes: ["no", "yes"] } });
 *
 * // Elsewhere, later.
 * const engine = createEngine({ backend: jsBackend() });
 * const { predict, notes } = loadModel(file, { engine, registry: standardRegistry() });
 * console.log((await predict([[1]])).data[0], notes.get("classes")); // 0.5 ["no", "yes"]
 * ```
 */
export function loadModel<I extends TypeTree = TensorType, O extends TypeTree = TensorType>(
  file: Uint8Array,
  options: LoadModelOptions<I, O>,
): LoadedModel<I, O>;
// Within, trees of any kind are handled alike.
export function loadModel(file: Uint8Array, options: LoadModelOptions<TypeTree, TypeTree>): object {
  checkOptions("loadModel", options, ["engine", "registry", "example", "outputs", "maximumHeaderBytes"]);
  const { engine, registry, maximumHeaderBytes = 2 ** 24 } = options;
  checkParts("loadModel: the engine", engine, "backend", "compile");
  checkParts("loadModel: the registry", registry, "find", "get");
  if (!ArrayBuffer.isView(file)) refuseArgument("loadModel: the file", file, "its bytes, a Uint8Array");
  const { tensors: parameters, metadata } = decodeSafetensors(file, { maximumHeaderBytes });
  const { sizes, notes } = readDescription(metadata[modelKey]);
  const graphs = new Map(
    sizes.map((size) => {
      const text = metadata[graphKey(size)];
      if (text === undefined) throw invalid(`the graph for ${String(size)} examples is missing`);
      const graph = loadGraph(parseGraph(text), registry);
      return [size, { graph, ends: endsOf(graph, size, parameters) }];
    }),
  );
  const [first] = graphs.values();
  if (first === undefined) throw invalid("there is no graph");
  for (const { ends } of graphs.values()) {
    for (const side of ["inputs", "outputs"] as const) {
      if (differenceOf(first.ends[side], ends[side]) !== null)
        throw invalid(`the ${side} of its graphs are of several types`);
    }
  }
  const example = agreed("example", options.example, first.ends.inputs);
  const outputs = agreed("outputs", options.outputs, first.ends.outputs);
  const apply = (own: TensorTree, inputs: TensorTree): TensorTree => {
    const given = flattenTree(inputs, isTensor);
    const size = given[0]?.[1].shape[0] ?? 0;
    const made = graphs.get(size)?.graph({ parameters: own, inputs });
    const byPath = new Map(flattenTree(made, isTensor));
    // The tree that the reader knows, as a list or a record.
    return mapTree<TensorType, TensorTree>(outputs, isTyped, (_, path) => byPath.get(below("outputs", path)));
  };
  const types = Object.fromEntries(
    [...parameters].map(([path, { shape, dtype }]): [string, TensorType] => [path, { shape, dtype }]),
  );
  const predict = predictorOn({ engine, apply, example, sizes }, types, parameters);
  return Object.freeze({ predict, example, outputs, parameters, notes });
}

/** Types by path, without the first axis. */
type Types = ReadonlyMap<string, TensorType>;

interface Ends {
  readonly inputs: Types;
  readonly outputs: Types;
}

/** What the description says. */
function readDescription(text: string | undefined): {
  readonly sizes: readonly number[];
  readonly notes: ReadonlyMap<string, Json>;
} {
  if (text === undefined) throw invalid("it has no description of a model; give what encodeModel wrote");
  try {
    const description = new CheckedJson(readExactJson(text), "its description");
    const format = description.field("format").count();
    if (format !== modelFormat) {
      throw invalid(
        `it has the format ${String(format)}, and this version of Rensa reads ${String(modelFormat)}; save it again`,
      );
    }
    const sizes = description.field("sizes").list((size) => size.count());
    const isAscending = sizes.every((size, at) => size > (sizes[at - 1] ?? 0));
    if (!isAscending || sizes.length > mostSizes)
      throw invalid("the sizes of its batches are not ascending from 1, or too many");
    const notes = description.field("notes").list((note): [string, Json] => {
      const [name, json, ...more] = note.list((each) => each.text());
      if (name === undefined || json === undefined || more.length > 0) throw invalid("a note is no name with a text");
      return [name, readExactJson(json)];
    });
    return { sizes, notes: new Map(notes) };
  } catch (error) {
    if (error instanceof RensaError && error.code === "FILE_INVALID") throw error;
    throw invalid(error instanceof RensaError ? error.sentence : "its description is not JSON", error);
  }
}

/** What a graph reads of one example and gives for it; refuses one that is none of this model. */
function endsOf(
  graph: { readonly spec: TypeTree; readonly result: TypeTree },
  size: number,
  parameters: ReadonlyMap<string, HostTensor>,
): Ends {
  const inputs = flattenTree(graph.spec, isTyped);
  const own = inputs.filter(([path]) => path.startsWith("parameters."));
  const types = new Map(own.map(([path, type]) => [path.slice("parameters.".length), type]));
  const difference = differenceOf(types, parameters);
  if (difference !== null)
    throw invalid(`its graph for ${String(size)} examples and its parameters differ in ${difference}`);
  const others = inputs.filter(([path]) => !path.startsWith("parameters."));
  return {
    inputs: rowsOf("inputs", others, size),
    outputs: rowsOf("outputs", flattenTree(graph.result, isTyped), size),
  };
}

function rowsOf(side: string, types: readonly (readonly [string, TensorType])[], size: number): Types {
  if (types.length === 0) throw invalid(`its graph for ${String(size)} examples has no ${side}`);
  return new Map(
    types.map(([path, { shape, dtype }]) => {
      const isBelow = path === side || path.startsWith(`${side}.`);
      if (!isBelow || shape[0] !== size)
        throw invalid(`its graph for ${String(size)} examples has "${path}", ${formatTensorType({ shape, dtype })}`);
      return [path.slice(side.length + 1), { shape: shape.slice(1), dtype }];
    }),
  );
}

/** The first path whose types differ. */
function differenceOf(one: Types, other: Types): string | null {
  for (const path of [...one.keys(), ...other.keys()]) {
    const [left, right] = [one.get(path), other.get(path)];
    if (left?.dtype !== right?.dtype || !sameShape(left?.shape ?? [], right?.shape ?? [])) return `"${path}"`;
  }
  return null;
}

/** What the reader said, if the file has it; else the file's, if that is one tensor. */
function agreed(side: "example" | "outputs", said: TypeTree | undefined, found: Types): TypeTree {
  const sole = found.get("");
  if (said === undefined && sole !== undefined) return sole;
  const types = [...found]
    .map(([path, type]) => `${path === "" ? "" : `${path}: `}${formatTensorType(type)}`)
    .join(", ");
  const what = side === "example" ? "one example of it" : "what it gives for one example";
  if (said === undefined) {
    throw new RensaError("INPUT_MISMATCH", `loadModel: ${what} is { ${types} }; say so by \`${side}\`.`);
  }
  if (side === "example") checkParts("loadModel: the example", said);
  else checkParts("loadModel: the outputs", said);
  if (differenceOf(new Map(flattenTree(said, isTyped)), found) === null) return said;
  throw new RensaError(
    "INPUT_MISMATCH",
    `loadModel: ${what} is ${sole === undefined ? `{ ${types} }` : types}, not what \`${side}\` says.`,
  );
}

function below(side: string, path: string): string {
  return path === "" ? side : `${side}.${path}`;
}

function invalid(what: string, cause?: unknown): RensaError {
  return new RensaError("FILE_INVALID", `loadModel: the file is refused: ${what}.`, { cause });
}
