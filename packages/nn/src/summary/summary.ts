/** What a model is made of and what it costs, scope by scope, before anything runs. */
import {
  bytesPerElement,
  checkOptions,
  checkParts,
  flattenTree,
  isTyped,
  sizeOf,
  type Pass,
  type ProgramStages,
  type TensorsOf,
  type TensorType,
  type TypeTree,
} from "@rensa/core";
import { kernelCost } from "@rensa/core/compiler";
import type { NodeId } from "@rensa/core/graph";
import { keptBytes } from "./kept-values.ts";
import { planAsWritten, planOptimized } from "./plan-model.ts";
import { Scopes } from "./scopes.ts";
import { traceModel, type ModelOf, type SummaryParameter } from "./trace-model.ts";

/** A scope, without the scopes inside it. The numbers of all rows add up to those of the model. */
export interface SummaryRow {
  /** The path, such as `encoder/dense_1`; empty for what stands in no scope. */
  readonly scope: string;
  /** The type of the last value that others read; `null` where nothing leaves the scope. */
  readonly output: TensorType | null;
  /** The parameters that it reads first. One that several scopes share is counted once. */
  readonly parameters: readonly SummaryParameter[];
  /** Numbers in parameters that an optimizer changes. */
  readonly trained: number;
  /** Numbers in parameters that it does not change. */
  readonly fixed: number;
  /** Operations of the forward pass, not training; a multiplication and an addition are two. */
  readonly flops: number;
  /** The part of the model's operations, from 0 to 1. */
  readonly share: number;
  /** Bytes of activations that are kept from the forward to the backward pass. */
  readonly keptBytes: number;
}

/** What {@link summary} finds. JSON-safe. */
export interface ModelSummary {
  /** In the order in which the model computes. */
  readonly rows: readonly SummaryRow[];
  /** The types of what it reads, by path; the path of a single tensor is empty. */
  readonly inputs: readonly (readonly [path: string, type: TensorType])[];
  /** The types of what it computes, by path; the path of a single tensor is empty. */
  readonly outputs: readonly (readonly [path: string, type: TensorType])[];
  readonly trained: number;
  readonly fixed: number;
  /** Operations of the forward pass, not training, as the model is written. */
  readonly flops: number;
  /** Operations of the forward and the backward pass, as they are compiled; without loss and optimizer. */
  readonly trainingFlops: number;
  /** Bytes. */
  readonly memory: {
    readonly parameters: number;
    /** Activations that are kept from the forward to the backward pass. */
    readonly kept: number;
    /** All that a program of the forward pass needs: parameters, inputs, outputs and what is alive at once between them. */
    readonly inference: number;
    /** The same of forward and backward pass, with all gradients; without loss and optimizer. */
    readonly training: number;
  };
}

/** The options of {@link summary}. */
export interface SummaryOptions {
  /** Passes before memory is planned. Default: those that `compile` of `rensa` has without plugins. */
  readonly passes?: readonly Pass[];
}

/**
 * Traces a model for a batch of inputs of some type, and counts: a row for each scope with what it computes, its
 * parameters, its operations, and the memory that its gradient needs. Nothing is run. `formatSummary` makes a table of it.
 *
 * Scopes are those of layers and of `scope`; a model in plain ops without any has one row. Operations are counted from the
 * kernels: see {@link SummaryRow}; of `host` ops nothing is known, a loop of unknown length counts as one step, and of two
 * branches the one that computes more counts. Memory is that of the static plan in f32; a backend may add packed copies.
 *
 * @param model - The layer or model.
 * @param inputs The type of a batch: a tensor's, or a tree of them.
 *
 * @throws RensaError Whatever the model's ops refuse; `VJP_MISSING` and `NOT_DIFFERENTIABLE` where it cannot be
 *   trained.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind, `RANK_MISMATCH` for another number of axes.
 *
 * @example
 * ```ts
 * import { f32, full, scope, type Tensor } from "@rensa/core";
 * import { formatSummary, summary, type Model } from "@rensa/nn";
 * import { matmul } from "@rensa/ops";
 *
 * const model: Model<{ weights: Tensor<readonly [4, 2], "f32"> }, Tensor<readonly [8, 4], "f32">> = {
 *   initialize: () => ({ weights: full([4, 2], 0) }),
 *   apply: ({ weights }, x) => scope("linear", () => matmul(x, weights)),
 * };
 * const found = await summary(model, f32(8, 4));
 * console.log(found.trained, found.flops); // 8, 128
 * console.log(formatSummary(found));
 * ```
 */
export async function summary<const I extends TypeTree>(
  model: ModelOf<TensorsOf<I>>,
  inputs: I,
  options: SummaryOptions = {},
): Promise<ModelSummary> {
  checkOptions("summary", options, ["passes"]);
  checkParts("summary: the model", model, "initialize", "apply");
  const traces = traceModel(model, inputs);
  const scopes = new Scopes([traces.training, traces.inference]);
  const written = await planAsWritten(traces.inference);
  const inference = await planOptimized(traces.inference, options.passes);
  const training = await planOptimized(traces.gradients, options.passes);
  const flops = flopsByScope(written, scopes);
  const kept = byScope(keptBytes(training), training, scopes);
  const totalFlops = totalOf(flops);
  const outputs = new Map([...scopes.outputs(traces.inference.graph), ...scopes.outputs(traces.training.graph)]);
  const owners = new Map([...scopes.readers(traces.inference.graph), ...scopes.readers(traces.training.graph)]);
  const ownerOf = ({ name }: SummaryParameter): string => owners.get(`parameters.${name}`) ?? "";
  const all = [...scopes.names, ...traces.parameters.map(ownerOf), ...flops.keys(), ...kept.keys()];
  const rows = [...new Set(all)].map((scope): SummaryRow => {
    const parameters = traces.parameters.filter((parameter) => ownerOf(parameter) === scope);
    const own = flops.get(scope) ?? 0;
    return {
      scope,
      output: outputs.get(scope) ?? null,
      parameters,
      ...countsOf(parameters),
      flops: own,
      share: totalFlops === 0 ? 0 : own / totalFlops,
      keptBytes: kept.get(scope) ?? 0,
    };
  });
  return {
    rows,
    inputs: flattenTree(inputs, isTyped).map(([path, type]) => [path, plain(type)]),
    outputs: flattenTree((traces.inference.result as { readonly outputs: TypeTree }).outputs, isTyped),
    ...countsOf(traces.parameters),
    flops: totalFlops,
    trainingFlops: training.kernels.reduce((sum, kernel) => sum + kernelCost(kernel).flops, 0),
    memory: {
      parameters: traces.parameters.reduce(
        (sum, { type }) => sum + bytesPerElement[type.dtype] * sizeOf(type.shape),
        0,
      ),
      kept: totalOf(kept),
      inference: inference.memory.bytes,
      training: training.memory.bytes,
    },
  };
}

function flopsByScope(stages: ProgramStages, scopes: Scopes): ReadonlyMap<string, number> {
  const flops = new Map<NodeId, number>();
  for (const kernel of stages.kernels) {
    // The last node is the one that is computed; before it stand the views that it reads through.
    const node = kernel.nodes.at(-1) ?? "";
    flops.set(node, (flops.get(node) ?? 0) + kernelCost(kernel).flops);
  }
  return byScope(flops, stages, scopes);
}

function byScope(
  numbers: ReadonlyMap<NodeId, number>,
  { graph }: ProgramStages,
  scopes: Scopes,
): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const [id, value] of numbers) {
    if (value === 0) continue;
    const scope = scopes.of(graph.nodes[id]);
    totals.set(scope, (totals.get(scope) ?? 0) + value);
  }
  return totals;
}

function totalOf(numbers: ReadonlyMap<string, number>): number {
  return [...numbers.values()].reduce((sum, value) => sum + value, 0);
}

function countsOf(parameters: readonly SummaryParameter[]): { readonly trained: number; readonly fixed: number } {
  const count = (isTrained: boolean): number =>
    parameters.reduce((sum, each) => (each.isTrained === isTrained ? sum + sizeOf(each.type.shape) : sum), 0);
  return { trained: count(true), fixed: count(false) };
}

function plain({ shape, dtype }: TensorType): TensorType {
  return { shape, dtype };
}
