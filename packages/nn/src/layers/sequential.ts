/** Layers one after the other. */
import { formatShape, RensaError, type Tensor, type TensorTree } from "@rensa/core";
import type { Layer } from "../layer.ts";
import type { ApplyContext, Lengths } from "../model.ts";
import {
  applyChild,
  initializeChildren,
  isTrainableIn,
  lengthsBehind,
  runPart,
  toldLengths,
  type Children,
} from "./child.ts";
import { checkName } from "./checks.ts";
import { defineLayer } from "./define-layer.ts";
import { asLayer, type LayerLike } from "./plain-function.ts";
import type { FirstInput, Fitting, SequentialParameters, SequentialShape, WithName } from "./sequential-types.ts";

/**
 * Layers one after the other: each gets what the one before gives. A function of a tensor, such as `relu`, stands for a
 * layer without parameters.
 *
 * A layer is named `<kind>_<n>`, counted for each kind from 1 (`dense_1`, `dropout_1`, `dense_2`), unless `named` gave
 * it a name. The name is its key in the tree of parameters, the scope of its nodes, and decides its random key, so that
 * a layer put in between does not change the weights that others of another kind start from. Layers without parameters
 * have no key in the tree.
 *
 * A layer that cannot follow those before it is a red line with a sentence in the editor. A function gets what the
 * layers before it give, and the check goes on behind it: `(x) => flatten(x, 1)` is known as well as `relu`. It ends at a
 * function that says only `Tensor`, and at the second of two functions in a row that are written in place. What cannot be
 * known there (the size of what is flattened, where the shape of the input is not said) is known where the model is
 * applied to a shape, or from `shaped` on.
 *
 * @param layers - The layers in order, each of which takes what the one before it gives.
 *
 * @throws RensaError `ARGUMENT_INVALID` for two layers of one name, and for what is no layer; in `apply`, what the layers
 *   refuse, with the number and the name of the layer and what it got.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { conv2d, dense, dropout, flatten, maxPool2d, sequential } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 *
 * const model = sequential(conv2d(1, 16, 3), relu, maxPool2d(2), flatten(), dropout(0.2), dense(2704, 10));
 * const traced = trace({ x: f32(32, 28, 28, 1), key: i32(2) }, ({ x, key }) => {
 *   const parameters = model.initialize(key); // { conv2d_1: { weights, bias }, dense_1: { weights, bias } }
 *   return model.apply(parameters, x, { training: true, key, assign: () => {} });
 * });
 * console.log(traced.result); // { shape: [32, 10], dtype: "f32" }
 * ```
 */
export function sequential<const L extends readonly unknown[]>(
  ...layers: Fitting<L>
): Layer<SequentialParameters<L>, SequentialShape<L>, FirstInput<L>, "sequential"> {
  const children = namesOf(layers as readonly unknown[] as readonly LayerLike[]);
  return defineLayer({
    kind: "sequential",
    initialize: (key) => initializeChildren(children, key) as SequentialParameters<L>,
    apply: (parameters, inputs: Tensor, context) => throughLayers(children, parameters, inputs, context),
    lengthsAfter: (lengths) =>
      Object.values(children).reduce<Lengths | null>(
        (before, layer) => before && lengthsBehind(layer, before),
        lengths,
      ),
    isTrainable: (path) => isTrainableIn(children, path),
  });
}

/** One layer after the other, each with the lengths of the sequences that come to it. */
function throughLayers(
  children: Children,
  parameters: Readonly<Record<string, TensorTree>>,
  inputs: Tensor,
  context: ApplyContext,
): Tensor {
  const names = Object.keys(children);
  let x = inputs;
  let lengths: Lengths | null = context.lengths ?? null;
  names.forEach((name, at) => {
    const before = names[at - 1];
    const part = `sequential: layer ${String(at + 1)} of ${String(names.length)}, ${name}${before === undefined ? "" : `, after ${before}`},`;
    const given: ApplyContext = context.lengths === lengths ? context : toldLengths(context, lengths);
    const outputs = runPart(part, x, () => applyChild(children, name, parameters, x, given));
    const after: Lengths | null = lengths && lengthsBehind(children[name] ?? {}, lengths);
    if (lengths !== null && after === lengths) checkTime(part, x, outputs);
    [x, lengths] = [outputs, after];
  });
  return x;
}

/** Refuses that a layer which says nothing of lengths changes the axis of time: it would have counted the padding. */
function checkTime(part: string, { shape: before }: Tensor, { shape: after }: Tensor): void {
  if (before[0] === after[0] && before[1] === after[1]) return;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `${part} makes ${formatShape(after)} of sequences ${formatShape(before)} whose lengths are given, and would count their padding; use a layer that knows of lengths, such as globalAveragePool.`,
  );
}

/** The layers by name, in order. */
function namesOf(layers: readonly LayerLike[]): Children {
  const counts = new Map<string, number>();
  const numbered = (kind: string): string => {
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    return `${kind}_${String(number)}`;
  };
  const named = layers.map((each) => {
    const layer: Layer & Partial<WithName> = asLayer(each);
    const isFunction = typeof each === "function";
    return { layer, isFunction, name: layer.name ?? (isFunction ? "" : numbered(layer.kind)) };
  });
  const taken = new Set<string>();
  for (const { name } of named.filter(({ isFunction }) => !isFunction)) {
    checkName("sequential", name);
    if (taken.has(name)) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `sequential: two layers are named "${name}"; give one of them another name with named.`,
      );
    }
    taken.add(name);
  }
  // What a function is called is not in its type, so it must not move the name of a layer: it takes a free one.
  const free = (kind: string): string => {
    const name = numbered(kind);
    return taken.has(name) ? free(kind) : name;
  };
  return Object.fromEntries(named.map(({ layer, isFunction, name }) => [isFunction ? free(layer.kind) : name, layer]));
}
