/**
 * The op that applies another to every example of a batch: `<op>.vmap<mask>`, with a 1 in the mask for each input that
 * has a batch axis in front, and a 0 for each that all examples share.
 *
 * It is derived from the form, so that no author writes it: a loop gets one more axis, a host function a loop around it, a
 * composite is vectorized inside. Its vjp is the vectorized vjp of the op. (A `scalar` op broadcasts and needs none.) An op
 * with a batching rule is what this says instead.
 */
import { heldInside } from "../expression/held-inside.ts";
import { RensaError } from "../graph/error.ts";
import type { Attributes } from "../graph/graph.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { sizeOf, type Shape } from "../graph/shape.ts";
import { tensorType, type TensorType } from "../graph/tensor-type.ts";
import type { IndexLike } from "../expression/computed-index.ts";
import { Index } from "../expression/index-map.ts";
import { indexScalar } from "../expression/index-scalar.ts";
import type { OpDefinition } from "./definition.ts";
import type { Form, HostForm, LoopOperand, LoopOutput, LoopsForm, ScatterOutput } from "./form.ts";
import { applyBatchRule } from "./apply-batch-rule.ts";
import { inferTypes, isOutputList } from "./infer.ts";
import { batchedRules, unruled, type Vectorize } from "./batched-rules.ts";
import type { Tensor } from "./tensor.ts";

const derived = new WeakMap<OpDefinition, Map<string, OpDefinition>>();

/** The op that applies a `loops`, `host` or `composite` op to a batch; `undefined` for other forms. */
export function batchedOp(definition: OpDefinition, mask: string, vectorize: Vectorize): OpDefinition | undefined {
  const known = derived.get(definition) ?? new Map<string, OpDefinition>();
  derived.set(definition, known);
  const made = known.get(mask) ?? makeBatched(definition, mask, vectorize);
  if (made !== undefined) known.set(mask, made);
  return made;
}

/** The mask of inputs with and without a batch axis. */
export function maskOf(batched: readonly boolean[]): string {
  return batched.map((each) => (each ? "1" : "0")).join("");
}

function makeBatched(definition: OpDefinition, mask: string, vectorize: Vectorize): OpDefinition | undefined {
  const batched = Array.from(mask, (digit) => digit === "1");
  const form = batchedForm(definition, batched, vectorize);
  if (form === undefined || !batched.includes(true)) return undefined;
  const { check, indices, batch } = definition;
  const examplesOf = (inputs: readonly TensorType[]): readonly TensorType[] =>
    inputs.map((input, position) => exampleOf(input, batched[position]));
  return Object.freeze({
    ...definition,
    name: `${definition.name}.vmap${mask}`,
    form,
    ...(batch === null ? batchedRules(definition, batched, vectorize) : unruled),
    check:
      check &&
      ((attributes: Attributes, inputs: readonly TensorType[]) => {
        check(attributes, examplesOf(inputs));
      }),
    indices:
      indices && ((inputs: readonly TensorType[], attributes: Attributes) => indices(examplesOf(inputs), attributes)),
  });
}

function batchedForm(
  definition: OpDefinition,
  batched: readonly boolean[],
  vectorize: Vectorize,
): Form<readonly string[], Attributes> | undefined {
  const { form, batch } = definition;
  if (batch !== null) {
    return {
      composite: (inputs, attributes) => {
        const examples = inputs.map((input, position) => exampleOf(input, batched[position]));
        const types = inferTypes(definition, examples, attributes);
        const given = { inputs, batched, size: batchSize(inputs, batched) };
        return applyBatchRule(definition, batch, given, types, attributes);
      },
    };
  }
  if ("loops" in form) return batchedLoops(form, batched);
  if ("host" in form) return batchedHost(form, batched);
  if ("composite" in form) {
    return {
      composite: (inputs, attributes) =>
        vectorize(
          (examples) => {
            const result = form.composite(examples, attributes);
            return isTensorList(result) ? result : [result];
          },
          inputs,
          batched,
        ),
    };
  }
  return undefined;
}

function isTensorList(result: Tensor | readonly Tensor[]): result is readonly Tensor[] {
  return Array.isArray(result);
}

/** The type of one example. */
function exampleOf(type: TensorType, batched: boolean | undefined): TensorType {
  return batched === true ? tensorType(type.dtype, type.shape.slice(1)) : type;
}

/** The number of examples, which all inputs with a batch axis agree in. */
function batchSize(inputs: readonly TensorType[], batched: readonly boolean[]): number {
  return inputs.find((_, position) => batched[position] === true)?.shape[0] ?? 0;
}

function batchedLoops(
  form: LoopsForm<readonly string[], Attributes>,
  batched: readonly boolean[],
): LoopsForm<readonly string[], Attributes> {
  return {
    loops: (operands, attributes, tools) => {
      const size = batchSize(operands, batched);
      // The body reads its operands in closures, so it is asked anew for each element with operands of that example.
      const at = (example: Index, slot: number): LoopOutput | ScatterOutput => {
        const examples = operands.map((operand, position) =>
          batched[position] === true ? operandAt(operand, example) : operand,
        );
        const result = form.loops(examples, attributes, tools);
        const output = isOutputList(result) ? result[slot] : result;
        if (output === undefined) throw new RensaError("INTERNAL", "A loops body lost an output.");
        return output;
      };
      const first = Index.constant(0);
      const withBatch = (slot: number): LoopOutput => {
        const { shape, dtype } = at(first, slot);
        return {
          shape: [size, ...shape],
          ...(dtype === undefined ? {} : { dtype }),
          element: (example = first, ...indices) => {
            const output = at(example, slot);
            if (!("element" in output)) throw new RensaError("INTERNAL", "An output changed its kind.");
            return output.element(...indices);
          },
        };
      };
      const sample = form.loops(
        operands.map((operand, position) => (batched[position] === true ? operandAt(operand, first) : operand)),
        attributes,
        tools,
      );
      if (isOutputList(sample)) return sample.map((_, slot) => withBatch(slot));
      return "element" in sample ? withBatch(0) : batchedScatter(sample, size, at);
    },
  };
}

function batchedScatter(
  sample: ScatterOutput,
  size: number,
  at: (example: Index, slot: number) => LoopOutput | ScatterOutput,
): ScatterOutput {
  const scatterAt = (example: Index): ScatterOutput => {
    const output = at(example, 0);
    if ("element" in output) throw new RensaError("INTERNAL", "An output changed its kind.");
    return output;
  };
  const first = Index.constant(0);
  return {
    ...sample,
    shape: [size, ...sample.shape],
    initial: (example = first, ...indices) => scatterAt(example).initial(...indices),
    over: [size, ...sample.over],
    add: (example = first, ...indices) => {
      const { at: place, value } = scatterAt(example).add(...indices);
      return { at: [example, ...place], value };
    },
  };
}

/** An operand with a batch axis, as the body sees it for one example. */
function operandAt(operand: LoopOperand, example: Index): LoopOperand {
  const shape = operand.shape.slice(1);
  const size = sizeOf(shape);
  return {
    shape,
    dtype: operand.dtype,
    at: (...indices: readonly IndexLike[]) => {
      if (indices.length !== shape.length) {
        throw new RensaError(
          "RANK_MISMATCH",
          `at: an operand has ${String(shape.length)} axes and was read with ${String(indices.length)} indices.`,
        );
      }
      return operand.at(example, ...indices);
    },
    flat: (offset) => operand.flat(flatOffset(offset, example, size)),
  };
}

function flatOffset(offset: IndexLike, example: Index, size: number): IndexLike {
  const start = example.mul(size);
  if (offset instanceof Index) return start.add(offset);
  if (typeof offset === "number") return start.add(offset);
  // Held inside its example, so that it never reads another.
  return indexScalar(start).add(heldInside(offset, size));
}

function batchedHost(
  form: HostForm<readonly string[], Attributes>,
  batched: readonly boolean[],
): HostForm<readonly string[], Attributes> {
  const { host } = form;
  return {
    host: {
      types: (inputs, attributes) => {
        const size = batchSize(inputs, batched);
        const examples = inputs.map((input, position) => exampleOf(input, batched[position]));
        return host.types(examples, attributes).map(({ dtype, shape }) => tensorType(dtype, [size, ...shape]));
      },
      run: (inputs, outputs, attributes) => {
        const size = batchSize(inputs, batched);
        for (let example = 0; example < size; example++) {
          host.run(
            inputs.map((input, position) => (batched[position] === true ? partOf(input, example) : input)),
            outputs.map((output) => partOf(output, example)),
            attributes,
          );
        }
      },
    },
  };
}

/** One example of a tensor, on the same memory. */
function partOf({ shape, dtype, data }: HostTensor, example: number): HostTensor {
  const inner: Shape = shape.slice(1);
  const size = sizeOf(inner);
  return { shape: inner, dtype, data: data.subarray(example * size, (example + 1) * size) };
}
