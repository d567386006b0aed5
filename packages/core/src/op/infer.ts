/** The output types of an op, from its inputs' types and its attributes: what the form says, run on operands without data. */
import { dtypes, type DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import type { Attributes } from "../graph/graph.ts";
import { broadcastShapes, checkShape } from "../graph/shape.ts";
import { tensorType, type TensorType } from "../graph/tensor-type.ts";
import { Index } from "../expression/index-map.ts";
import { expectShallow } from "../expression/depth.ts";
import { indexScalar } from "../expression/index-scalar.ts";
import { constantScalar, Scalar } from "../expression/scalar.ts";
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
  try {
    return typesOf(definition, inputs, attributes);
  } catch (error) {
    throw error instanceof RensaError ? error.with({ written: definition.owner.place() }) : error;
  }
}

function typesOf(
  definition: OpDefinition,
  inputs: readonly TensorType[],
  attributes: Attributes,
): readonly TensorType[] {
  const { form } = definition;
  if ("scalar" in form) {
    const operands = inputs.map(placeholder);
    const result = form.scalar(operands, attributes);
    expectShallow(definition.name, result);
    return [tensorType(result.dtype, broadcastShapes(definition.name, ...inputs.map((input) => input.shape)))];
  }
  if ("loops" in form) {
    const reads = new ReadBounds(definition.name, definition.inputs);
    const operands = inputs.map((type, position) => reads.operand(type, position, placeholder(type, position)));
    return outputsOf(form.loops(operands, attributes, reads.tools)).map((output) => {
      checkShape(definition.name, output.shape);
      return tensorType(elementDType(definition.name, output, reads), output.shape);
    });
  }
  if ("host" in form) {
    return form.host.types(inputs, attributes).map(({ dtype, shape }) => tensorType(dtype, shape));
  }
  if ("region" in form) return form.types(inputs, attributes);
  throw new RensaError("INTERNAL", `${definition.name}: a composite has no types of its own; expand it.`);
}

/** The dtype of an output's elements, found by asking for one: so a body that mixes dtypes or reads outside is refused here. */
function elementDType(name: string, output: LoopOutput | ScatterOutput, reads: ReadBounds): DType {
  const at = loopsOf("i", output.shape);
  if (!("element" in output)) checkShape(name, output.over);
  const found =
    "element" in output
      ? [reads.inside(output.shape, () => output.element(...at))]
      : [
          reads.inside(output.shape, () => output.initial(...at)),
          reads.inside(output.over, () => output.add(...loopsOf("k", output.over)).value),
        ];
  const dtype = output.dtype ?? found[0]?.dtype ?? "f32";
  for (const each of found) expectShallow(name, each);
  const other = found.find((scalar) => scalar.dtype !== dtype);
  if (other !== undefined) {
    const isDType = (dtypes as readonly string[]).includes(dtype);
    throw new RensaError(
      "OP_INVALID",
      `${name}: its elements are ${other.dtype} and it says ${dtype}; ${isDType ? `convert them with to("${dtype}")` : `give ${dtypes.join(", ")}`}.`,
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
