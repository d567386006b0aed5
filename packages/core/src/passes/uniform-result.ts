/** What an op gives where each of its operands is one number throughout. */
import { constantScalar, Scalar } from "../expression/scalar.ts";
import { Index } from "../expression/index-map.ts";
import type { Attributes } from "../graph/graph.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { functionOf } from "../kernel/interpreter/apply-function.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { LoopOperand, LoopTools, Reduced } from "../op/form.ts";
import { isOutputList, placeholderTools } from "../op/infer.ts";

/**
 * The number that all elements of an op's only output are, in doubles, where operand `i` is `numbers[i]` throughout.
 * `null` where that takes more than one expression: a reduction, padding, positions, a loop.
 */
export function uniformResult(
  { form }: OpDefinition,
  types: readonly TensorType[],
  numbers: readonly number[],
  attributes: Attributes,
): number | null {
  const operands = types.map(({ dtype }, position) => constantScalar(numbers[position] ?? 0, dtype));
  if ("scalar" in form) return valueOf(form.scalar(operands, attributes));
  if (!("loops" in form)) return null;
  const everywhere = operands.map((value, position): LoopOperand => {
    return { shape: types[position]?.shape ?? [], dtype: value.dtype, at: () => value, flat: () => value };
  });
  const result = form.loops(everywhere, attributes, tools);
  if (isOutputList(result) || !("element" in result)) return null;
  return valueOf(result.element(...anywhere(result.shape)));
}

/** Indices of which nothing is known, so that what depends on them is no number. */
function anywhere(extents: readonly number[]): readonly Index[] {
  return extents.map((extent, axis) => Index.of({ kind: "loop", name: `i${String(axis)}`, extent }));
}

/** The value of an expression of nothing but constants; `null` for another. */
function valueOf(scalar: Scalar): number | null {
  const known = new Map<Scalar, number | null>();
  const visit = (each: Scalar): number | null => {
    let value = known.get(each);
    if (value === undefined) known.set(each, (value = compute(each)));
    return value;
  };
  const compute = ({ expression, dtype }: Scalar): number | null => {
    if (expression.kind === "constant") return expression.value;
    if (expression.kind !== "call") return null;
    const [a = 0, b = 0, c = 0] = expression.inputs.map(visit);
    if (a === null || b === null || c === null) return null;
    if (expression.name === "select") return a === 0 ? c : b;
    return functionOf(expression.name, expression.inputs.at(-1)?.dtype ?? dtype, dtype)(a, b, 0);
  };
  return visit(scalar);
}

/** Stands for what is no single expression. */
function unknown(value: Scalar): Scalar {
  return new Scalar({ kind: "local", name: "unknown" }, value.dtype);
}

const reduced = (extents: readonly number[], value: Reduced): Scalar => unknown(value(...anywhere(extents)));

const tools: LoopTools = {
  ...placeholderTools,
  sumOver: reduced,
  productOver: reduced,
  maxOver: reduced,
  minOver: reduced,
  within: (_bounds, value) => unknown(value()),
};
