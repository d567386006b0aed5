/** Sums of products of tensors, by an equation of axes. */
import { present } from "@rensa/core/compiler";
import { makeOp, RensaError, type Tensor } from "@rensa/core";
import { diagonal } from "../matrix/diagonal.ts";
import { sum } from "../reduction/sum.ts";
import { reshape } from "../shape/reshape.ts";
import { transpose } from "../shape/transpose.ts";
import { contract } from "./contract.ts";
import { openLabels, orderOf, type Product } from "./contraction-order.ts";
import { readEquation, type Equation } from "./einsum-equation.ts";
import type { EinsumCheck, EinsumShape } from "./einsum-types.ts";

/** The shapes of tensors. @inline */
type ShapesOf<T extends readonly Tensor[]> = { readonly [K in keyof T]: T[K]["shape"] };

/**
 * The sum of products that an equation says, by Einstein's convention: each letter is an axis, letters that are not in the
 * result are summed, a letter twice in one term is its diagonal, and `...` stands for axes that are not named, which
 * broadcast. Without `->` the result has the axes of `...` and then the letters that occur once, in alphabetical order,
 * capitals first. Axes of length 1 broadcast. As PyTorch's `einsum`, with letters.
 *
 * `"ij,jk->ik"` is a matrix product, `"bij,bjk->bik"` that of batches, `"ij->ji"` a transpose, `"ii->"` a trace, `"i,j->ij"`
 * an outer product, `"...ij->...i"` the sums of rows.
 *
 * Two tensors are one contraction, which reads them in place, whatever the order of their axes. More are multiplied two
 * at a time in the order that has the fewest multiplications (of up to 8 tensors; greedily of more).
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for what is no equation, `ARGUMENT_INVALID` for another number of tensors,
 *   `RANK_MISMATCH` for another number of axes, `SHAPE_MISMATCH` for a letter with two lengths, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { einsum } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const scores = trace({ queries: f32(2, 5, 4, 8), keys: f32(2, 7, 4, 8) }, ({ queries, keys }) =>
 *   einsum("bqhd,bkhd->bhqk", queries, keys),
 * );
 * console.log(scores.result); // { shape: [2, 4, 5, 7], dtype: "f32" }
 * ```
 */
export const einsum = makeOp({
  name: "einsum",
  variadic: true,
  attributes: { equation: "" },
  forward: {
    composite: (inputs, { equation }) => {
      const tensors = Array.from(inputs);
      const read = readEquation(
        equation,
        tensors.map((tensor) => tensor.shape),
      );
      const operands = tensors.map((tensor, position) => stretched(onDiagonals(tensor, read.operands[position]), read));
      const alone = operands.map((operand, position) => summedAlone(operand, position, operands, read.result));
      return multiplied(alone, read);
    },
  },
  check: ({ equation }, inputs) => {
    readEquation(
      equation,
      inputs.map(({ shape }) => shape),
    );
    const [first] = inputs;
    const other = inputs.find(({ dtype }) => dtype !== first?.dtype);
    if (first === undefined || other === undefined) return;
    throw new RensaError(
      "DTYPE_MISMATCH",
      `einsum: the tensors are ${first.dtype} and ${other.dtype}; cast them to one dtype.`,
    );
  },
  takes: "equation, ...tensors",
  call:
    (apply) =>
    <const E extends string, const T extends readonly Tensor[]>(
      equation: E & EinsumCheck<E, ShapesOf<T>>,
      ...tensors: T
    ): Tensor<EinsumShape<E, ShapesOf<T>>, T[number]["dtype"]> =>
      apply(tensors, { equation }),
});

/** A tensor with a label for each axis. */
interface Labeled {
  readonly tensor: Tensor;
  readonly labels: readonly string[];
}

/** Takes the diagonal of axes with one label until no label is there twice. */
function onDiagonals(tensor: Tensor, labels: readonly string[] = []): Labeled {
  const second = labels.findIndex((label, axis) => labels.indexOf(label) !== axis);
  if (second < 0) return { tensor, labels };
  const first = labels.indexOf(labels[second] ?? "");
  const others = labels.map((_, axis) => axis).filter((axis) => axis !== first && axis !== second);
  const last = transpose(tensor, [...others, first, second]);
  return onDiagonals(
    diagonal(last),
    [...others, first].map((axis) => labels[axis] ?? ""),
  );
}

/** Drops axes of length 1 that stretch to the length which another tensor gives them. */
function stretched({ tensor, labels }: Labeled, { extents }: Equation): Labeled {
  const stays = labels.map((label, axis) => tensor.shape[axis] === extents.get(label));
  if (!stays.includes(false)) return { tensor, labels };
  const shape = tensor.shape.filter((_, axis) => stays[axis]);
  return { tensor: reshape(tensor, shape), labels: labels.filter((_, axis) => stays[axis]) };
}

/** Sums over the axes that neither another tensor nor the result has. */
function summedAlone(
  { tensor, labels }: Labeled,
  position: number,
  all: readonly Labeled[],
  result: readonly string[],
): Labeled {
  const others = all.filter((_, at) => at !== position).map((other) => other.labels);
  const open = openLabels([labels], others, result);
  if (open.length === labels.length) return { tensor, labels };
  const summed = labels.flatMap((label, axis) => (open.includes(label) ? [] : [axis]));
  return { tensor: sum(tensor, summed), labels: open };
}

function multiplied(operands: readonly Labeled[], { result, extents }: Equation): Tensor {
  const terms = operands.map(({ labels }) => labels);
  const product = (of: Product, outside: readonly (readonly string[])[]): Labeled => {
    if (typeof of === "number") return present(operands[of]);
    const [left, right] = [
      product(of[0], [...outside, ...membersOf(of[1]).map((at) => terms[at] ?? [])]),
      product(of[1], [...outside, ...membersOf(of[0]).map((at) => terms[at] ?? [])]),
    ];
    const labels = outside.length === 0 ? result : openLabels([left.labels, right.labels], outside, result);
    const equation = `${left.labels.join("")},${right.labels.join("")}->${labels.join("")}`;
    return { tensor: contract(left.tensor, right.tensor, equation), labels };
  };
  const { tensor, labels } = product(orderOf(terms, result, extents), []);
  const order = result.map((label) => labels.indexOf(label));
  return order.every((axis, position) => axis === position) ? tensor : transpose(tensor, order);
}

function membersOf(product: Product): readonly number[] {
  return typeof product === "number" ? [product] : product.flatMap(membersOf);
}
