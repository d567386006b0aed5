/** The output types of an op, from its inputs' types and its attributes: what the form says, run on operands without data. */
import type { DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import type { Attributes } from "../graph/graph.ts";
import { broadcastShapes, checkShape } from "../graph/shape.ts";
import { tensorType, type TensorType } from "../graph/tensor-type.ts";
import { Index } from "../expression/index-map.ts";
import { expectShallow } from "../expression/depth.ts";
import { constantScalar, indexScalar, Scalar } from "../expression/scalar.ts";
import { badReturn, callForm } from "./authored.ts";
import type { OpDefinition } from "./definition.ts";
import { loopsOf, ReadBounds } from "./read-bounds.ts";
import type { LoopOutput, LoopResult, LoopTools, ScatterOutput } from "./form.ts";

/**
 * Infers the output types of a `scalar`, `loops`, `host` or `region` op. (A composite has those of what it expands to.)
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `RANK_MISMATCH` or `ATTRIBUTE_INVALID`, as the op says; `OP_INVALID`
 * where it mixes dtypes or reads outside an operand.
 */
export function inferTypes(
  definition: OpDefinition,
  inputs: readonly TensorType[],
  attributes: Attributes,
): readonly TensorType[] {
  const { form } = definition;
  if ("scalar" in form) {
    const operands = inputs.map(placeholder);
    const result: unknown = callForm(definition, "scalar", () => form.scalar(operands, attributes));
    if (!(result instanceof Scalar)) {
      throw badReturn(definition.name, "scalar", result, "an expression of its inputs, such as x.mul(2)");
    }
    expectShallow(definition.name, result);
    return [tensorType(result.dtype, broadcastShapes(definition.name, ...inputs.map((input) => input.shape)))];
  }
  if ("loops" in form) {
    const reads = new ReadBounds(definition.name, definition.inputs);
    const operands = inputs.map((type, position) => reads.operand(type, position, placeholder(type, position)));
    const result = callForm(definition, "loops", () => form.loops(operands, attributes, reads.tools));
    const outputs = outputsOf(result);
    if (outputs.length === 0 || !outputs.every(isLoopOutput)) {
      throw badReturn(definition.name, "loops", result, "{ shape, element }, or a list of them");
    }
    return outputs.map((output) => {
      checkShape(definition.name, output.shape);
      const dtype = callForm(definition, "loops", () => elementDType(definition.name, output, reads));
      return tensorType(dtype, output.shape);
    });
  }
  if ("host" in form) {
    const types: unknown = callForm(definition, "host", () => form.host.types(inputs, attributes));
    if (!Array.isArray(types) || types.length === 0 || !types.every(isTensorType)) {
      throw badReturn(definition.name, "host.types", types, "a list with the type of each output");
    }
    return types.map((type) => tensorType(type.dtype, type.shape));
  }
  if ("region" in form) return form.types(inputs, attributes);
  throw new RensaError("INTERNAL", `${definition.name}: a composite has no types of its own; expand it.`);
}

function isLoopOutput(output: unknown): boolean {
  if (typeof output !== "object" || output === null || !("shape" in output) || !Array.isArray(output.shape))
    return false;
  return "element" in output ? typeof output.element === "function" : "add" in output && "over" in output;
}

function isTensorType(type: unknown): type is TensorType {
  return typeof type === "object" && type !== null && "dtype" in type && "shape" in type && Array.isArray(type.shape);
}

/** The dtype of an output's elements, found by asking for one: so a body that mixes dtypes or reads outside is refused here. */
function elementDType(name: string, output: LoopOutput | ScatterOutput, reads: ReadBounds): DType {
  const at = loopsOf("i", output.shape);
  const found =
    "element" in output
      ? [reads.inside(output.shape, () => output.element(...at))]
      : [
          reads.inside(output.shape, () => output.initial(...at)),
          reads.inside(output.over, () => output.add(...loopsOf("k", output.over)).value),
        ];
  const odd: unknown = found.find((scalar: unknown) => !(scalar instanceof Scalar));
  if (odd !== undefined || found.includes(undefined as never)) {
    throw badReturn(name, "loops", odd, "elements that are expressions, such as x.at(row)");
  }
  const dtype = output.dtype ?? found[0]?.dtype ?? "f32";
  for (const each of found) expectShallow(name, each);
  const other = found.find((scalar) => scalar.dtype !== dtype);
  if (other !== undefined) {
    throw new RensaError(
      "OP_INVALID",
      `${name}: its elements are ${other.dtype} and it says ${dtype}; convert them with to("${dtype}").`,
    );
  }
  return dtype;
}

/** The outputs of a `loops` body, as a list. */
export function outputsOf(result: LoopResult): readonly (LoopOutput | ScatterOutput)[] {
  return isOutputList(result) ? result : [result];
}

/** True where a `loops` body returned several outputs. */
export function isOutputList(result: LoopResult): result is readonly LoopOutput[] {
  return Array.isArray(result);
}

/** A scalar that stands for an element of input `position`: a load from a buffer that does not exist. */
export function placeholder(type: TensorType, position: number): Scalar {
  return new Scalar({ kind: "load", buffer: `input_${String(position)}`, offset: Index.constant(0) }, type.dtype);
}

const zeros = (extents: readonly number[]): Index[] => extents.map(() => Index.constant(0));

/** Types do not depend on what a reduction sums, so one term stands for all of them. */
export const placeholderTools: LoopTools = {
  sumOver: (extents, value) => value(...zeros(extents)),
  productOver: (extents, value) => value(...zeros(extents)),
  maxOver: (extents, value) => value(...zeros(extents)),
  minOver: (extents, value) => value(...zeros(extents)),
  constant: constantScalar,
  position: (index) => {
    if (index instanceof Scalar) return index;
    return index instanceof Index ? indexScalar(index) : constantScalar(index, "i32");
  },
  within: (_bounds, value, otherwise) => {
    // It may read what nothing else reads.
    if (typeof otherwise === "function") otherwise();
    return value();
  },
};
