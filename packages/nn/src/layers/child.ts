/** How layers that are made of layers treat these: names are paths of parameters, scopes and keys at once. */
import {
  checkKind,
  checkParts,
  formatGiven,
  formatShape,
  isTensor,
  RensaError,
  scope,
  type Tensor,
  type TensorTree,
} from "@rensa/core";
import { currentContext } from "@rensa/core/compiler";
import type { Layer } from "../layer.ts";
import type { ApplyContext, Key, Lengths } from "../model.ts";
import { keyFor } from "./key-for.ts";

/** Layers by name. */
export type Children = Readonly<Record<string, Layer>>;

/** Whatever has parameters, by name. */
export type Owners = Readonly<Record<string, Pick<Layer, "initialize" | "isTrainable">>>;

/** The parameters of all children that have any, by name, each from a key of its own. */
export function initializeChildren(children: Owners, key: Key): Readonly<Record<string, TensorTree>> {
  const trees = Object.entries(children).map(
    ([name, child]) => [name, scope(name, () => child.initialize(keyFor(key, name)))] as const,
  );
  return Object.fromEntries(trees.filter(([, tree]) => isTensor(tree) || Object.keys(tree).length > 0));
}

/** Applies a child in its scope, with its parameters and its key. */
export function applyChild(
  children: Children,
  name: string,
  parameters: Readonly<Record<string, TensorTree>>,
  inputs: Tensor,
  context: ApplyContext,
): Tensor {
  const child = children[name] as Layer;
  return scope(name, () => child.apply(parameters[name] ?? {}, inputs, contextFor(context, name)));
}

/**
 * Runs a part of a model. What it refuses says which part that is and what it got, and, where the user's code called the
 * part, on which line.
 *
 * @param part What the part is called in a sentence, such as `compose: the part "encoder"`.
 * @param inputs What it gets.
 * @param site The function that the user called, if the user did.
 */
export function runPart(part: string, inputs: unknown, body: () => Tensor, site?: unknown): Tensor {
  let outputs: unknown;
  try {
    outputs = body();
  } catch (error) {
    if (!(error instanceof RensaError)) throw error;
    const { code, origin, written, op, node, cause } = error;
    const got = isTensor(inputs) ? ` gets ${formatShape(inputs.shape)}` : "";
    throw new RensaError(code, `${part}${got}: ${error.sentence}`, {
      origin: origin ?? (site === undefined ? undefined : (currentContext("a model").originOf(site) ?? undefined)),
      written,
      op,
      node,
      cause: cause ?? error,
    });
  }
  if (isTensor(outputs)) return outputs;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `${part} returns ${outputs === undefined ? "nothing" : formatGiven(outputs)}; let it return a tensor.`,
  );
}

/**
 * What a part of a model is told: what the whole is told, with the key of the part.
 *
 * @param context - What the whole model is told.
 * @param name - The part's name, by which its random key and its place in the tree of parameters differ from those of
 *   others.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, type Tensor } from "@rensa/core";
 * import { contextFor, dropout, type Model, summary } from "@rensa/nn";
 *
 * const drop = dropout(0.1);
 * const twice: Model<Record<never, never>> = {
 *   initialize: () => ({}),
 *   apply: (_parameters, x, context) =>
 *     drop.apply({}, drop.apply({}, x as Tensor<readonly number[], "f32">, contextFor(context, "first")), contextFor(context, "second")),
 * };
 * console.log((await summary(twice, f32(2, 3))).outputs[0]?.[1].shape); // [2, 3]
 * ```
 */
export function contextFor(context: ApplyContext, name: string): ApplyContext {
  checkParts("contextFor: the context", context, "training", "key", "assign");
  checkKind("contextFor: the name", name, "string");
  return {
    training: context.training,
    // Made where it is used, and only there: a graph of layers without chance has no keys.
    get key() {
      return keyFor(context.key, name);
    },
    lengths: context.lengths,
    assign: (parameter, value) => {
      context.assign(parameter, value);
    },
  };
}

/** What a layer is told, with other lengths of sequences; `null` where there is no axis of time any more. */
export function toldLengths(context: ApplyContext, lengths: Lengths | null): ApplyContext {
  return {
    training: context.training,
    get key() {
      return context.key;
    },
    lengths: lengths ?? undefined,
    assign: (parameter, value) => {
      context.assign(parameter, value);
    },
  };
}

/** Whether the child that owns a path trains what is there. */
export function isTrainableIn(children: Owners, path: string): boolean {
  const dot = path.indexOf(".");
  const name = dot === -1 ? path : path.slice(0, dot);
  return children[name]?.isTrainable?.(dot === -1 ? "" : path.slice(dot + 1)) ?? true;
}

/** How long sequences are behind a layer. */
export function lengthsBehind(layer: Pick<Layer, "lengthsAfter">, lengths: Lengths): Lengths | null {
  return layer.lengthsAfter === undefined ? lengths : layer.lengthsAfter(lengths);
}
