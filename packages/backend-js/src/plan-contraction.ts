/** How a contraction reads its operands: which of them stays while the other runs, and which is packed. */
import { Index, type LoopIndex, type Scalar } from "@rensa/core";
import { dependenciesOf, type ContractionKernel, type IndexTerm } from "@rensa/core/compiler";

/** A plain read: its offset is `start + step`, of which only `step` depends on the reduction. */
export interface PlainLoad {
  readonly buffer: string;
  readonly start: Index;
  readonly step: Index;
}

/** One operand of a contraction. */
export type Operand = {
  readonly side: "left" | "right";
  readonly value: Scalar;
  /** The axis along which four elements are computed together. */
  readonly axis: LoopIndex;
  /** The other axes that the operand has and its partner has not. */
  readonly others: readonly LoopIndex[];
  /** The name of its panel. */
  readonly panel: string;
  /** True where neighbors along the axis are neighbors in memory. */
  readonly lanesAreContiguous: boolean;
} & ({ readonly packed: true } | { readonly packed: false; readonly load: PlainLoad });

/**
 * The operands in order of their loops. The outer one is packed once per block of its lanes, and then serves all blocks
 * of the inner one.
 */
export function planOperands(kernel: ContractionKernel): { readonly outer: Operand; readonly inner: Operand } {
  const left = planOperand("left", kernel.left, kernel.rows, kernel.reduction);
  const right = planOperand("right", kernel.right, kernel.columns, kernel.reduction);
  // What is packed is better packed outside; of two, the one that costs more.
  const rightIsOuter =
    left.packed === right.packed
      ? right.packed && partsOf(right.value).length > partsOf(left.value).length
      : right.packed;
  return rightIsOuter ? { outer: right, inner: left } : { outer: left, inner: right };
}

function planOperand(
  side: Operand["side"],
  value: Scalar,
  axes: readonly LoopIndex[],
  reduction: readonly LoopIndex[],
): Operand {
  const axis = bestAxis(axes) ?? { kind: "loop", name: `${side} only`, extent: 1 };
  const common = {
    side,
    value,
    axis,
    others: axes.filter((other) => other !== axis),
    panel: `${side} panel`,
    lanesAreContiguous: partsOf(value).some(({ expression }) => {
      return expression.kind === "load" && expression.offset.coefficientOf(axis.name) === 1;
    }),
  };
  const load = plainLoad(value, reduction);
  return load === undefined ? { ...common, packed: true } : { ...common, packed: false, load };
}

/** The axis of which blocks of four waste least; of equals the innermost. */
function bestAxis(axes: readonly LoopIndex[]): LoopIndex | undefined {
  const waste = ({ extent }: LoopIndex): number => (Math.ceil(extent / 4) * 4) / Math.max(1, extent);
  return axes.reduce<LoopIndex | undefined>(
    (best, axis) => (best === undefined || waste(axis) <= waste(best) ? axis : best),
    undefined,
  );
}

function plainLoad({ expression }: Scalar, reduction: readonly LoopIndex[]): PlainLoad | undefined {
  if (expression.kind !== "load" || expression.offset.terms.some(({ atom }) => atom.kind !== "loop")) return undefined;
  const { buffer, offset } = expression;
  const reduced = new Set(reduction.map(({ name }) => name));
  const isReduced = ({ atom }: IndexTerm): boolean => atom.kind === "loop" && reduced.has(atom.name);
  const step = offset.terms
    .filter(isReduced)
    .reduce((sum, { atom, coefficient }) => sum.add(Index.of(atom).mul(coefficient)), Index.constant(0));
  return { buffer, start: offset.sub(step), step };
}

/** All parts of an expression, each once. */
function partsOf(root: Scalar): readonly Scalar[] {
  const parts = new Set<Scalar>();
  const pending = [root];
  for (let scalar = pending.pop(); scalar !== undefined; scalar = pending.pop()) {
    if (parts.has(scalar)) continue;
    parts.add(scalar);
    pending.push(...dependenciesOf(scalar));
  }
  return [...parts];
}
