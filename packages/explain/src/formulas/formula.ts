/** The formula of a step: the derivative of an op's output by one of its inputs, with the names of what it reads. */
import { constantScalar, Scalar, type DType } from "@rensa/core";
import { present } from "@rensa/core/compiler";
import { referenceKey } from "@rensa/core/graph";
import type { Values } from "../labels.ts";
import { broadcastPlaces, flatOf, indexOf } from "../paths/indices.ts";
import { isElementwise } from "../paths/local-derivatives.ts";
import type { Evaluated, TensorStep } from "../paths/tensor-edges.ts";
import { countOperations } from "./count-operations.ts";
import { latexOf, textOf } from "./print-scalar.ts";
import { symbolicDerivative } from "./symbolic.ts";

/** A formula in both writings; `null` where it is not known. */
export interface Formula {
  readonly text: string | null;
  readonly latex: string | null;
}

/** Where a step starts and ends: elements, `null` for tensors. */
export interface FormulaPlace {
  readonly values: Values;
  readonly evaluated: Evaluated;
  readonly start: number | null;
  readonly end: number | null;
}

/** Longer ones say nothing to a reader. */
const longest = 120;

/** More operations than these are not even tried: what falls away as it is written (times 1, plus 0) is among them. */
const mostOperations = 400;

/** The formula of a step. */
export function formulaOf(step: TensorStep, position: number, place: FormulaPlace): Formula {
  const product = step.node.op === "matmul" ? productFormula(step, position, place) : null;
  if (product !== null) return product;
  const leaf = (at: number): Scalar => leafOf(step, at, position, place);
  const found = symbolicDerivative(step.derivative, position, leaf, step.operands.length);
  if (found === null || countOperations(found) > mostOperations) return { text: null, latex: null };
  const text = textOf(found);
  return text.length > longest ? { text: null, latex: null } : { text, latex: latexOf(found) };
}

/** An operand as a variable of its name. */
function leafOf(
  step: TensorStep,
  at: number,
  position: number,
  { values, evaluated, start, end }: FormulaPlace,
): Scalar {
  const key = referenceKey(present(step.node.inputs[at]));
  const { shape, dtype } = present(step.operands[at]);
  const output = present(step.node.outputs[step.slot]).shape;
  let element: number | null = null;
  if (at === position) element = start;
  else if (end !== null && isElementwise(evaluated.definitions.get(step.node.op))) {
    element = broadcastPlaces(shape, output)[end] ?? null;
  }
  const value = shape.length === 0 && isConstant(step, at, evaluated) ? step.operands[at]?.data[0] : undefined;
  return value === undefined ? variable(values.label(key, element), dtype) : constantScalar(value, dtype);
}

/** True for an operand that is a number in the graph. */
function isConstant({ node }: TensorStep, at: number, { graph }: Evaluated): boolean {
  const source = graph.nodes[present(node.inputs[at]).node];
  return source !== undefined && source.op !== "input" && source.inputs.length === 0;
}

function variable(name: string, dtype: DType): Scalar {
  return new Scalar({ kind: "local", name }, dtype);
}

/** Of a product of matrices: the element of the other one. Of tensors: the other one, transposed. */
function productFormula(step: TensorStep, position: number, { values, start, end }: FormulaPlace): Formula | null {
  const other = 1 - position;
  const input = step.node.inputs[other];
  const [own, shape] = [step.operands[position]?.shape ?? [], step.operands[other]?.shape ?? []];
  if (input === undefined || own.length !== 2 || shape.length !== 2) return null;
  const key = referenceKey(input);
  if (start === null || end === null) {
    const name = variable(values.label(key, null), "f64");
    const [text, latex] = [textOf(name), latexOf(name)];
    return position === 0
      ? { text: `gradient · ${text}ᵀ`, latex: `\\bar{g}\\,{${latex}}^{\\top}` }
      : { text: `${text}ᵀ · gradient`, latex: `{${latex}}^{\\top}\\,\\bar{g}` };
  }
  const [from, to] = [indexOf(start, own), indexOf(end, present(step.node.outputs[0]).shape)];
  const index = position === 0 ? [from[1] ?? 0, to[1] ?? 0] : [to[0] ?? 0, from[0] ?? 0];
  const name = variable(values.label(key, flatOf(index, shape)), "f64");
  return { text: textOf(name), latex: latexOf(name) };
}
