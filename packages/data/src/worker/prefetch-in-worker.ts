/** Batches that are made in a worker while the last one is used. */
import { checkKind, checkOptions } from "@rensa/core";
import type { TensorType } from "@rensa/core";
import type { Batch, BatchSource, EpochOptions } from "../batch-source.ts";
import { checkCount } from "../from-arrays.ts";
import { serve } from "./serve.ts";
import { WorkerSource } from "./worker-source.ts";
import { adoptWorker, ownPort, startWorker } from "./worker-thread.ts";

/**
 * The options of {@link prefetchInWorker}.
 *
 * @example
 * ```ts
 * import type { WorkerOptions } from "@rensa/data";
 *
 * const options: WorkerOptions = { ahead: 8, exported: "makeBatches", argument: { folder: "photos" } };
 * ```
 */
export interface WorkerOptions {
  /** How many batches may be on their way or wait to be used. Default 2. */
  readonly ahead?: number;
  /** The name of the factory in the module. Default `"default"`. */
  readonly exported?: string;
  /** What the factory is given. It is copied, so it holds no functions. */
  readonly argument?: unknown;
  /** Ends passes, and the worker, when it aborts; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/**
 * Batches from a worker. Passes may go on at the same time; a pass that is left early is canceled in the worker.
 *
 * @example
 * ```ts
 * import type { WorkerBatchSource } from "@rensa/data";
 *
 * const count = async (source: WorkerBatchSource): Promise<number> => {
 *   let batches = 0;
 *   for await (const batch of source.batches({ epoch: 0, seed: 0 })) batches += batch.targets.shape.length > 0 ? 1 : 0;
 *   source.close();
 *   return batches;
 * };
 * ```
 */
export interface WorkerBatchSource<I = TensorType, T = TensorType> extends BatchSource<I, T> {
  /** The batches of one pass, as the source in the worker makes them. */
  batches(options: EpochOptions): AsyncIterable<Batch<I, T>>;
  /** Ends the worker. Without it a Node process ends all the same when nothing else is left to do. */
  close(): void;
}

/**
 * The source of batches that a factory in another module makes, run in a worker thread of Node or a Web Worker: the same
 * batches in the same order, with the same `start`. The module exports a function that returns a source of batches, or a
 * promise of one; batches cross over without being copied on this side.
 *
 * Where a bundler must see the worker, give a function that makes it, and call {@link serveBatches} in its module.
 *
 * @typeParam F - the type of the factory, from which that of the batches follows.
 *
 * @param module - The address of the module, or a function that imports it.
 *
 * @throws RensaError `DATA_INVALID` where `ahead` is not a positive integer.
 *
 * @throws RensaError `DATA_SOURCE_FAILED` where the module cannot be loaded, the factory throws, or later the worker is
 * lost; errors of Rensa in the worker keep their code.
 *
 * @example
 * ```ts
 * import { prefetchInWorker } from "@rensa/data";
 *
 * // data.mjs: export default ({ rows }) => Dataset.fromArrays({ ... }).batch(32);
 * const module = `data:text/javascript,${encodeURIComponent(`
 *   const type = { shape: [2], dtype: "f32" };
 *   export default ({ scale }) => ({
 *     inputs: type, targets: type, batchesPerEpoch: 3, examplesPerEpoch: 6,
 *     *batches({ start = 0 }) {
 *       for (let at = start; at < 3; at++) {
 *         const tensor = { ...type, data: Float32Array.of(at * scale, at) };
 *         yield { inputs: tensor, targets: tensor };
 *       }
 *     },
 *   });
 * `)}`;
 * const source = await prefetchInWorker(module, { ahead: 4, argument: { scale: 10 } });
 * for await (const { inputs } of source.batches({ epoch: 0, seed: 0, start: 1 })) console.log(inputs.data); // Float32Array [10, 1], Float32Array [20, 2]
 * source.close();
 * ```
 */
export async function prefetchInWorker<F extends AnyFactory = () => BatchSource>(
  module: string | URL | (() => unknown),
  options: WorkerOptions = {},
): Promise<WorkerSourceOf<F>> {
  checkOptions("prefetchInWorker", options, ["ahead", "exported", "argument", "signal"]);
  const { ahead = 2, exported = "default", argument, signal } = options;
  checkCount("prefetchInWorker: ahead", ahead);
  if (typeof module !== "function" && !(module instanceof URL))
    checkKind("prefetchInWorker: the module", module, "string");
  signal?.throwIfAborted();
  const worker = typeof module === "function" ? adoptWorker(module()) : startWorker();
  const source = new WorkerSource(worker, ahead, signal);
  await source.prepare({
    type: "make",
    module: typeof module === "function" ? "" : String(module),
    exported,
    argument,
  });
  // What the worker makes is known to the caller only, as the type of the factory.
  const typed: unknown = source;
  return typed as WorkerSourceOf<F>;
}

/**
 * Serves a source of batches to the thread that started this worker with {@link prefetchInWorker}: for a worker whose
 * module a bundler sees. The factory is given the `argument` of the options.
 *
 * @param make - Makes the source, of what `prefetchInWorker` hands on.
 *
 * @throws RensaError `ARGUMENT_INVALID` outside of a worker.
 *
 * @example
 * ```ts
 * import { Dataset, prefetchInWorker, serveBatches } from "@rensa/data";
 *
 * // In data-worker.ts:
 * const work = () =>
 *   serveBatches(() => Dataset.fromArrays({ inputs: [1, 2], targets: [1, 4], shape: [] }).batch(2));
 * // In the page:
 * const start = () =>
 *   prefetchInWorker(() => new Worker(new URL("./data-worker.ts", import.meta.url), { type: "module" }));
 * ```
 */
export function serveBatches<I, T>(make: (argument: never) => BatchSource<I, T> | Promise<BatchSource<I, T>>): void {
  checkKind("serveBatches: what makes the batches", make, "function");
  // What crossed from the other thread is what its factory takes.
  serve(ownPort(), ({ argument }) => make(argument as never));
}

/**
 * A function that makes a source of batches, or a promise of one, whatever it is given.
 *
 * @example
 * ```ts
 * import { Dataset, type AnyFactory } from "@rensa/data";
 *
 * const factory: AnyFactory = () => Dataset.fromArrays({ inputs: [1], targets: [1], shape: [] }).batch(1);
 * ```
 */
export type AnyFactory = (argument: never) => unknown;

/**
 * The source on this side, of a factory on the other.
 *
 * @example
 * ```ts
 * import { Dataset, prefetchInWorker, type WorkerSourceOf } from "@rensa/data";
 *
 * const factory = () => Dataset.fromArrays({ inputs: [1], targets: [1], shape: [] }).batch(1);
 * const start = (): Promise<WorkerSourceOf<typeof factory>> => prefetchInWorker<typeof factory>("./data.js");
 * ```
 */
export type WorkerSourceOf<F extends AnyFactory> =
  Awaited<ReturnType<F>> extends BatchSource<infer I, infer T> ? WorkerBatchSource<I, T> : never;
