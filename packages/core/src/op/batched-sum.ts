/**
 * The op that applies a `loops` op to every example of a batch and adds the results up: `<op>.sum<mask>`, with the mask of
 * {@link batchedOp}. A product of matrices per time step, summed over time, becomes one product with a longer inner axis.
 */
import { RensaError } from "../graph/error.ts";
import type { Attributes } from "../graph/graph.ts";
import { type TensorType, formatTensorType } from "../graph/tensor-type.ts";
import { Index } from "../expression/index-map.ts";
import type { Scalar } from "../expression/scalar.ts";
import type { Vectorize } from "./batched-rules.ts";
import { batchedOp } from "./batched.ts";
import { currentContext } from "./context.ts";
import type { OpDefinition, VjpArguments, VjpThunks } from "./definition.ts";
import type { LoopsForm, LoopOperand, LoopResult } from "./form.ts";
import { isOutputList, placeholder, placeholderTools } from "./infer.ts";
import { broadcastTo } from "./structural.ts";

const derived = new WeakMap<OpDefinition, Map<string, OpDefinition>>();

/** The op that sums a `loops` op of one output over a batch; `undefined` for other forms. */
export function summedOp(definition: OpDefinition, mask: string, vectorize: Vectorize): OpDefinition | undefined {
  const known = derived.get(definition) ?? new Map<string, OpDefinition>();
  derived.set(definition, known);
  const made = known.get(mask) ?? makeSummed(definition, mask, vectorize);
  if (made !== undefined) known.set(mask, made);
  return made;
}

/** True where an op has one output and adds up what it scatters, so that its sum over a batch is an op of its kind. */
export function isSummable(definition: OpDefinition, inputs: readonly TensorType[], attributes: Attributes): boolean {
  if (!("loops" in definition.form) || definition.batch !== null) return false;
  const result = loopResult(definition.form, inputs, attributes);
  return !isOutputList(result) && (!("add" in result) || (result.combine ?? "add") === "add");
}

function makeSummed(definition: OpDefinition, mask: string, vectorize: Vectorize): OpDefinition | undefined {
  if (!("loops" in definition.form)) return undefined;
  const batched = batchedOp(definition, mask, vectorize);
  if (batched === undefined || !("loops" in batched.form)) return undefined;
  const { vjp: rule, form } = batched;
  return Object.freeze({
    ...batched,
    name: `${definition.name}.sum${mask}`,
    form: summedLoops(definition.name, form),
    jvp: null,
    vjp:
      rule &&
      (({ inputs, gradient }: VjpArguments, attributes: Attributes): VjpThunks => {
        const outputs = currentContext(definition.name).apply(batched, inputs, attributes, summedOp);
        const [output] = outputs;
        if (output === undefined) throw new RensaError("INTERNAL", "An op has no output.");
        const spread = broadcastTo(gradient, output.shape);
        const gradients = [spread];
        return rule(
          { inputs, outputs, output, residuals: [], gradients, gradient: spread, reached: [true] },
          attributes,
        );
      }),
  });
}

function summedLoops(
  name: string,
  form: LoopsForm<readonly string[], Attributes>,
): LoopsForm<readonly string[], Attributes> {
  return {
    loops: (operands, attributes, tools) => {
      const result = form.loops(operands, attributes, tools);
      if (isOutputList(result)) throw new RensaError("OP_INVALID", `${name}: only an op of one output can be summed.`);
      const [size = 1, ...shape] = result.shape;
      const sum = (value: (example: Index) => Scalar): Scalar =>
        tools.sumOver([size], (example = Index.constant(0)) => value(example));
      if ("add" in result) {
        return {
          ...result,
          shape,
          initial: (...indices) => sum((example) => result.initial(example, ...indices)),
          add: (...indices) => {
            const { at, value } = result.add(...indices);
            return { at: at.slice(1), value };
          },
        };
      }
      return {
        shape,
        ...(result.dtype === undefined ? {} : { dtype: result.dtype }),
        element: (...indices) => sum((example) => result.element(example, ...indices)),
      };
    },
  };
}

/** What a `loops` body returns for operands without data. */
export function loopResult(
  form: LoopsForm<readonly string[], Attributes>,
  inputs: readonly TensorType[],
  attributes: Attributes,
): LoopResult {
  return form.loops(inputs.map(placeholderOperand), attributes, placeholderTools);
}

function placeholderOperand(type: TensorType, position: number): LoopOperand {
  return {
    shape: type.shape,
    dtype: type.dtype,
    at(...indices) {
      if (indices.length !== type.shape.length) {
        throw new RensaError(
          "RANK_MISMATCH",
          `at: ${formatTensorType(type)} has ${String(type.shape.length)} axes and was read with ${String(indices.length)} indices.`,
        );
      }
      return placeholder(type, position);
    },
    flat: () => placeholder(type, position),
  };
}
