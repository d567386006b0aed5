/** The product of two tensors by labels: what einsum and its relatives are made of. */
import { makeOp, type Index, type LoopOperand, type Scalar, type Tensor, type VjpThunks } from "@rensa/core";

/**
 * The sum over all labels that are not in the result of `left * right`, by an equation such as `"bij,bjk->bik"`: one
 * character per axis, all different within a term, and each in at least two of the three terms. The set of such
 * equations is closed under differentiation: the cotangent of a factor is the contraction of the result's with the other.
 * A backend sees a sum of products with affine index maps, which it runs as a matrix product.
 *
 * It is the inner part of {@link einsum}, which checks and prepares its operands.
 *
 * @internal
 */
export const contract = makeOp({
  name: "contract",
  inputs: ["left", "right"],
  attributes: { equation: "" },
  forward: {
    loops: ([left, right], { equation }, { sumOver }) => {
      const terms = termsOf(equation);
      const extents = new Map([...labeled(terms.left, left), ...labeled(terms.right, right)]);
      const summed = [...extents.keys()].filter((label) => !terms.result.includes(label));
      const extentsOf = (labels: readonly string[]): number[] => labels.map((label) => extents.get(label) ?? 1);
      return {
        shape: extentsOf(terms.result),
        element: (...outer) =>
          sumOver(extentsOf(summed), (...inner) => {
            const indices = new Map([...paired(terms.result, outer), ...paired(summed, inner)]);
            return read(left, terms.left, indices).mul(read(right, terms.right, indices));
          }),
      };
    },
  },
  vjp: ({ inputs: [left, right], gradient }, { equation }): VjpThunks => {
    const terms = termsOf(equation);
    const [first, second, result] = [terms.left.join(""), terms.right.join(""), terms.result.join("")];
    return [
      () => contract(gradient, right, `${result},${second}->${first}`),
      () => contract(left, gradient, `${first},${result}->${second}`),
    ];
  },
  takes: "left, right, equation",
  call:
    (apply) =>
    (left: Tensor, right: Tensor, equation: string): Tensor =>
      apply([left, right], { equation }),
});

interface Terms {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly result: readonly string[];
}

function termsOf(equation: string): Terms {
  const [factors = "", result = ""] = equation.split("->");
  const [left = "", right = ""] = factors.split(",");
  return { left: Array.from(left), right: Array.from(right), result: Array.from(result) };
}

function labeled(labels: readonly string[], operand: LoopOperand): readonly (readonly [string, number])[] {
  return labels.map((label, axis) => [label, operand.shape[axis] ?? 1] as const);
}

function paired(labels: readonly string[], indices: readonly Index[]): readonly (readonly [string, Index])[] {
  return indices.map((index, position) => [labels[position] ?? "", index] as const);
}

function read(operand: LoopOperand, labels: readonly string[], indices: ReadonlyMap<string, Index>): Scalar {
  return operand.at(...labels.map((label) => indices.get(label) ?? 0));
}
