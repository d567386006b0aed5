/**
 * The vjp that a `scalar` op has without writing one: further scalar ops, `<op>.vjp0`, `<op>.vjp1`, one per input.
 *
 * `<op>.vjp<i>(inputs..., cotangent) = cotangent * d op / d input i`, by the derivatives of scalar functions. These are
 * scalar ops themselves, so they fuse, run on every backend, and have such a vjp again: any order comes free.
 */
import { isFloat } from "../graph/dtype.ts";
import type { Attributes } from "../graph/graph.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { differentiateScalar } from "../expression/derivative.ts";
import { constantScalar, Scalar } from "../expression/scalar.ts";
import type { OpDefinition } from "./definition.ts";
import { placeholder } from "./infer.ts";

const derived = new WeakMap<OpDefinition, Map<string, OpDefinition>>();

/** The op that computes the cotangent of input `position` of a `scalar` op; `undefined` where there is none. */
export function derivedVjp(definition: OpDefinition, position: number): OpDefinition | undefined {
  const { form, inputs, check } = definition;
  if (!("scalar" in form) || inputs === null || position >= inputs.length) return undefined;
  const suffix = `vjp${String(position)}`;
  const known = derived.get(definition) ?? new Map<string, OpDefinition>();
  derived.set(definition, known);
  const made: OpDefinition = known.get(suffix) ?? {
    name: `${definition.name}.${suffix}`,
    inputs: [...inputs, "cotangent"],
    attributes: definition.attributes,
    schema: definition.schema,
    owner: definition.owner,
    form: {
      scalar: (operands, attributes) =>
        cotangentOf(definition, operands, attributes, position) ?? constantScalar(0, dtypeAt(operands, position)),
    },
    vjp: null,
    residuals: [],
    residualVjp: null,
    jvp: null,
    batch: null,
    nonDifferentiable: null,
    traits: {},
    check:
      check &&
      ((attributes: Attributes, operands: readonly TensorType[]) => {
        check(attributes, operands.slice(0, -1));
      }),
    indices: null,
  };
  known.set(suffix, made);
  return made;
}

/** What the cotangent of input `position` is, before a node is made for it. */
export function derivedVjpKind(
  definition: OpDefinition,
  inputs: readonly TensorType[],
  output: TensorType,
  attributes: Attributes,
  position: number,
): "zero" | "cotangent" | "expression" {
  const operands = [...inputs.map(placeholder), placeholder(output, inputs.length)];
  const result = cotangentOf(definition, operands, attributes, position);
  if (result === null) return "zero";
  return result === operands.at(-1) ? "cotangent" : "expression";
}

function cotangentOf(
  definition: OpDefinition,
  operands: readonly Scalar[],
  attributes: Attributes,
  position: number,
): Scalar | null {
  const { form } = definition;
  const cotangent = operands.at(-1);
  if (!("scalar" in form) || cotangent === undefined || !isFloat(dtypeAt(operands, position))) return null;
  // op(x, x) must tell its two operands apart. The others stay the objects that they are, by which the derivative of
  // this very expression finds them again: that is the second order.
  const leaves = operands
    .slice(0, -1)
    .map((operand, at, all) => (all.indexOf(operand) === at ? operand : new Scalar(operand.expression, operand.dtype)));
  const variable = leaves[position];
  const result = form.scalar(leaves, attributes);
  if (variable === undefined || !isFloat(result.dtype)) return null;
  return differentiateScalar(result, variable, new Set(leaves), cotangent);
}

function dtypeAt(operands: readonly Scalar[], position: number): Scalar["dtype"] {
  return operands[position]?.dtype ?? "f32";
}
