/**
 * Predictions for batches of any size with one copy of the parameters, which stand in a store.
 *
 * A program is compiled for so many examples. There is one at a time, of one of a few sizes: a batch is filled up to it, or
 * goes through it in parts, and another program takes its place where it would be far too large or too small. This needs a model that computes each example by itself.
 * Whether one does is tried; for one that does not, the program has the batch's size.
 */
import {
  constant,
  flattenTree,
  isTyped,
  mapTree,
  RensaError,
  scope,
  traceTree,
  type Engine,
  type HostTensor,
  type Program,
  type Store,
  type TensorTree,
  type TensorType,
  type Tree,
  type TypeTree,
} from "@rensa/core";
import type { Key, Model } from "@rensa/nn";
import { keyType } from "../train/step/trace-step.ts";
import type { Batch } from "./batch-of.ts";
import { joinRows, takeRows } from "./batch-rows.ts";
import { computesByExample } from "./by-example.ts";

/** What predicts. */
export interface ProgramParts {
  readonly engine: Engine;
  /** The outputs for a batch. Runs inside a trace. */
  readonly apply: (parameters: TensorTree, inputs: never) => TensorTree;
  /** Holds the parameters. */
  readonly store: Store<{ readonly parameters: TypeTree }>;
  /** The type of one example. */
  readonly example: TypeTree;
  /** The only sizes of batches that it can be applied to, ascending, where it is not so for any. Its outputs have as many rows. */
  readonly sizes?: readonly number[];
}

/** The sizes of programs: for one example, for some, for many. */
export const standardSizes: readonly number[] = [1, 8, 64];
/** A program may compute so many times the examples that there are, or be run so many times for a batch. */
const most = 8;

interface Sized {
  readonly size: number;
  readonly program: Program<unknown, unknown>;
}

/** The program, and what it is replaced by. */
export class OneProgram {
  readonly #parts: ProgramParts;
  #current: Sized | null = null;
  /** Whether each example is computed by itself; `null` until it was tried. */
  #isByExample: boolean | null = null;

  constructor(parts: ProgramParts) {
    this.#parts = parts;
  }

  /** The outputs for a batch. */
  async predict(batch: Batch): Promise<Tree<HostTensor>> {
    const { examples } = batch;
    const size = await this.#sizeFor(batch);
    const { program } = await this.#ofSize(size);
    if (size === examples) return run(program, batch.inputs);
    const parts: Tree<HostTensor>[] = [];
    for (let from = 0; from < examples; from += size) {
      parts.push(await run(program, rowsOf(batch, from, size)));
    }
    return joined(parts, examples);
  }

  /** The size of the program for a batch. */
  async #sizeFor(batch: Batch): Promise<number> {
    const { examples } = batch;
    const { sizes } = this.#parts;
    // One example does not tell, and none needs no other size.
    if (examples > 1 || (sizes !== undefined && !sizes.includes(examples))) {
      this.#isByExample ??= await this.#tryByExample(batch);
    }
    if (this.#isByExample === true && examples > 0) return sizeFor(examples, this.#current?.size, sizes);
    if (sizes === undefined || sizes.includes(examples)) return examples;
    throw new RensaError(
      "INPUT_MISMATCH",
      examples === 0
        ? "predict: the batch is empty; give one example at least."
        : `predict: a batch has ${String(examples)} examples, and the model was saved for batches of ${sizes.join(", ")}, and is not known to compute each example by itself; give as many, or save it for this size too.`,
    );
  }

  /** Whether each example is computed by itself; `null` where this batch does not tell. */
  async #tryByExample(batch: Batch): Promise<boolean | null> {
    if (batch.examples === 0) return null;
    if (!this.#hasRows()) return false;
    const size = sizeFor(batch.examples, this.#current?.size, this.#parts.sizes);
    if (size === 1) return null;
    const { program } = await this.#ofSize(size);
    return computesByExample((inputs) => run(program, inputs), rowsOf(batch, 0, size), size);
  }

  /** True where the first axis of all outputs counts the examples, for the sizes that there are. */
  #hasRows(): boolean {
    if (this.#parts.sizes !== undefined) return true;
    try {
      return [2, 3].every((size) =>
        flattenTree((this.#traced(size).result as { readonly outputs: unknown }).outputs, isTyped).every(
          ([, { shape }]) => shape[0] === size,
        ),
      );
    } catch {
      // A model for batches of one size: what it says of the batch is said when that is traced.
      return false;
    }
  }

  async #ofSize(size: number): Promise<Sized> {
    if (this.#current?.size === size) return this.#current;
    this.#current?.program.release();
    this.#current = null;
    const { engine, store } = this.#parts;
    const program = await engine.compile(this.#traced(size), { state: store });
    const sized = { size, program };
    this.#current = sized;
    return sized;
  }

  #traced(size: number) {
    const { apply, example, store } = this.#parts;
    const spec = { ...store.types, inputs: batchType(example, size) };
    type Arguments = { readonly parameters: TensorTree; readonly inputs: never };
    return traceTree<typeof spec, unknown>(spec, ({ parameters: given, inputs: x }: Arguments) => ({
      outputs: apply(given, x),
    }));
  }
}

/** A model in inference mode. */
export function inferenceOf(model: Model<TensorTree, never, TensorTree>): ProgramParts["apply"] {
  return (parameters, inputs) => {
    // Nothing is random in a prediction; a model that draws all the same draws the same each time.
    const key = constant({ ...keyType, data: new Int32Array(2) }) as Key;
    const context = { training: false, key, assign: () => undefined };
    return scope("model", () => model.apply(parameters, inputs, context));
  };
}

/** The type of a batch of so many examples. */
export function batchType(example: TypeTree, size: number): TypeTree {
  return mapTree<TensorType, TypeTree>(example, isTyped, ({ shape, dtype }) => ({ shape: [size, ...shape], dtype }));
}

/** The size of the program for a batch, where there is one of a size already, or none. */
export function sizeFor(
  examples: number,
  current: number | undefined,
  sizes: readonly number[] = standardSizes,
): number {
  if (current !== undefined && suits(current, examples)) return current;
  const largest = sizes.at(-1) ?? examples;
  const wanted = sizes.find((size) => size >= examples) ?? largest;
  // Where single examples and many take turns, what lies between serves both.
  const isFar = current !== undefined && Math.max(wanted, current) / Math.min(wanted, current) > most;
  const between = sizes[Math.floor(sizes.length / 2)] ?? largest;
  return isFar && suits(between, examples) ? between : wanted;
}

function suits(size: number, examples: number): boolean {
  if (size === 1) return examples === 1;
  return size >= examples ? size <= most * examples : examples <= most * size;
}

function isData(value: unknown): value is HostTensor {
  return isTyped(value);
}

function rowsOf({ inputs, examples }: Batch, from: number, size: number): Tree<HostTensor> {
  return mapTree<HostTensor, Tree<HostTensor>>(inputs, isData, (tensor) =>
    takeRows(tensor, from, Math.min(from + size, examples), size),
  );
}

async function run(program: Program<unknown, unknown>, inputs: Tree<HostTensor>): Promise<Tree<HostTensor>> {
  const { outputs } = (await program.runAsync({ inputs })) as { readonly outputs: Tree<HostTensor> };
  return outputs;
}

/** Outputs of parts of a batch as those of the batch. */
function joined(parts: readonly Tree<HostTensor>[], examples: number): Tree<HostTensor> {
  const leaves = parts.map((part) => new Map(flattenTree(part, isData)));
  return mapTree<HostTensor, Tree<HostTensor>>(parts[0] ?? {}, isData, (_, path) =>
    joinRows(
      leaves.flatMap((part) => part.get(path) ?? []),
      examples,
    ),
  );
}
