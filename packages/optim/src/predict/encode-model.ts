/**
 * A trained model as one file that another process predicts with, without the code that made it: a safetensors file of its
 * parameters, with the graphs of its predictions and notes as text beside them.
 */
import {
  callUserCode,
  checkKind,
  checkOptions,
  checkParts,
  flattenTree,
  formatTensorType,
  isTyped,
  RensaError,
  rensaVersion,
  traceTree,
  type TensorTree,
  type TypeTree,
} from "@rensa/core";
import { printGraph } from "@rensa/core/graph";
import { encodeSafetensors } from "@rensa/io";
import { fitParameters } from "../checkpoint/fit-parameters.ts";
import { writeExactJson } from "../checkpoint/exact-json.ts";
import { expectRange, ranges } from "../ranges.ts";
import { parametersOf } from "../train/step/parameters-of.ts";
import { batchType, inferenceOf, standardSizes } from "./one-program.ts";
import type { Prediction } from "./predictor.ts";

/** A trained model, and what goes with it into its file. */
export interface ModelToSave<O extends TensorTree, I extends TypeTree = TypeTree> extends Prediction<O, I> {
  /**
   * What a reader needs beside the model, by name, as JSON: scalings, categories, names of classes. What has a `toJSON` is
   * written as that says. Default: none.
   */
  readonly notes?: Readonly<Record<string, unknown>>;
  /**
   * For how many examples there is a graph. A model that computes each example by itself takes batches of any size through
   * these; another one takes only these. Default: 1, 8, 64.
   */
  readonly sizes?: readonly number[];
}

/** The name of the description in a file's metadata; graphs stand under it and their size. */
export const modelKey = "rensa.model";
/** The version of the description. */
export const modelFormat = 1;
/** No file has more graphs. */
export const mostSizes = 16;

/**
 * Writes a trained model into a file of its own: parameters, what it computes in inference mode, and notes such as the
 * scaling of its inputs. `loadModel` predicts with it, in another process and without the model's code; where it uses ops of
 * plugins, the loader has to have these. It is a safetensors file, so that other tools read its parameters.
 *
 * The file says no paths or lines of the code that it was made by. `saveModel` of `@rensa/optim/node` writes it to a disk.
 *
 * @param given - The model, its parameters, and the types of its inputs.
 *
 * @throws RensaError `CHECKPOINT_MISMATCH` where the parameters are not those of the model; `ARGUMENT_INVALID` for notes that
 *   JSON cannot say, sizes that are no whole numbers from 1 or more than 16, and a model whose outputs have no row for each
 *   example; as the model throws.
 *
 * @example
 * ```ts
 * import { f32, hostTensor } from "@rensa/core";
 * import { dense } from "@rensa/nn";
 * import { encodeModel } from "@rensa/optim";
 * import { loadModel } from "rensa";
 *
 * const parameters = new Map([
 *   ["weights", hostTensor([[2], [3]])],
 *   ["bias", hostTensor([1])],
 * ]);
 * const file = encodeModel({ model: dense(2, 1), parameters, example: f32(2), notes: { unit: "m" } });
 * const { predict, notes } = loadModel(file, { example: f32(2) });
 * console.log((await predict([[1, 1]])).data, notes.get("unit")); // Float32Array [6] m
 * ```
 */
export function encodeModel<O extends TensorTree, I extends TypeTree>(
  given: ModelToSave<O, I>,
): Uint8Array<ArrayBuffer>;
// Within, trees of any kind are handled alike.
export function encodeModel(given: ModelToSave<TensorTree>): Uint8Array<ArrayBuffer> {
  checkOptions("encodeModel", given, ["model", "parameters", "example", "notes", "sizes"]);
  const { model, parameters, example, notes = {} } = given;
  checkParts("encodeModel: the model", model, "initialize", "apply");
  checkParts("encodeModel: the example", example);
  checkKind("encodeModel: the notes", notes, "record");
  const sizes = sizesOf(given.sizes ?? standardSizes);
  const { tree, byPath } = parametersOf(model);
  const values = fitParameters(parameters, byPath);
  const apply = inferenceOf(model);
  const graphs = sizes.map((size): [string, string] => {
    const spec = { parameters: tree, inputs: batchType(example, size) };
    type Arguments = { readonly parameters: TensorTree; readonly inputs: never };
    const traced = traceTree<typeof spec, unknown>(spec, ({ parameters: own, inputs }: Arguments) => ({
      outputs: callUserCode("The model's apply", () => apply(own, inputs)),
    }));
    expectRows(traced.result, size);
    return [graphKey(size), printGraph(traced.graph, { origins: false })];
  });
  const description = writeExactJson(
    {
      format: modelFormat,
      rensa: rensaVersion,
      sizes,
      notes: Object.entries(notes).map(([name, note]) => {
        const json = plain(note, 0);
        // Named here, so that what JSON cannot say is found under its name.
        return [name, writeExactJson(json as never, `encodeModel: notes.${name}`)];
      }),
    },
    "encodeModel",
  );
  return encodeSafetensors(values, { [modelKey]: description, ...Object.fromEntries(graphs) });
}

/** The name of the graph of a size. */
export function graphKey(size: number): string {
  return `${modelKey}.graph.${String(size)}`;
}

function sizesOf(given: readonly number[]): readonly number[] {
  checkKind("encodeModel: the sizes", given, "list");
  for (const size of given) expectRange("encodeModel", ranges.count, { "a size": size });
  const sizes = [...new Set(given)].sort((one, other) => one - other);
  if (sizes.length > 0 && sizes.length <= mostSizes) return sizes;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `encodeModel: there are ${String(sizes.length)} sizes; give from 1 to ${String(mostSizes)}.`,
  );
}

function expectRows(result: TypeTree, size: number): void {
  for (const [path, type] of flattenTree(result, isTyped)) {
    if (type.shape[0] === size) continue;
    throw new RensaError(
      "ARGUMENT_INVALID",
      `encodeModel: ${path} is ${formatTensorType(type)} for ${String(size)} examples; let the first axis of each output count them.`,
    );
  }
}

/** A note as JSON has it, where it says so itself. What holds itself ends too deep to be written. */
function plain(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || depth > 250) return value;
  if ("toJSON" in value && typeof value.toJSON === "function") {
    const json: unknown = Reflect.apply(value.toJSON, value, []);
    return plain(json, depth + 1);
  }
  if (Array.isArray(value)) return value.map((each: unknown) => plain(each, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each, depth + 1)]));
}
