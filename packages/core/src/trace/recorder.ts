/** The recorder: the graph while it is being made. Checks come before anything is recorded. */
import type { ConstantData } from "../graph/constant-data.ts";
import { holds, integerRange, isFloat, type DType } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import {
  constantOp,
  inputOp,
  referenceKey,
  standInOp,
  type Attributes,
  type Graph,
  type GraphNode,
  type GraphOutput,
} from "../graph/graph.ts";
import { freezeDeep } from "../graph/freeze.ts";
import type { Origin } from "../graph/origin.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import type { Shape } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { checkAttributes } from "../op/check-attributes.ts";
import { withContext, type OpContext } from "../op/context.ts";
import type { OpDefinition } from "../op/definition.ts";
import { describeValue } from "../op/describe-value.ts";
import { inferTypes } from "../op/infer.ts";
import { full } from "../op/structural.ts";
import { isTensor, Tensor } from "../op/tensor.ts";
import { pluginsOf } from "./named-plugins.ts";
import { OriginFinder } from "./origin.ts";

/** A tensor of the trace around a body, and the input of the body that stands for it. */
export interface Captured {
  readonly outer: Tensor;
  readonly inner: Tensor;
}

/** Records nodes; the context in which ops are applied while a graph is traced or differentiated. */
export class Recorder implements OpContext {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #definitions = new Map<string, OpDefinition>();
  readonly #origins = new OriginFinder();
  readonly #inputs: string[] = [];
  /** The trace around this one, of which tensors may be used here: each becomes an input. */
  readonly #outer: Recorder | null;
  readonly #captured = new Map<string, Captured>();
  /** Names of ops that were made inside this trace. */
  readonly #reserved = new Set<string>();
  /** It records what an op's form or rule computes, and nothing that a user calls. */
  #isOfForm = false;
  #scope = "";
  /** Where all nodes are said to come from, while a composite or a vjp rule runs. */
  #origin: Origin | null = null;
  #count = 0;

  /** Records anew, or, where a graph is given, further nodes beside those of the graph (for passes). */
  constructor(
    base?: { readonly graph: Graph; readonly definitions: ReadonlyMap<string, OpDefinition> },
    outer: Recorder | null = null,
  ) {
    this.#outer = outer;
    if (base === undefined) return;
    this.#isOfForm = true;
    this.#inputs.push(...base.graph.inputs);
    for (const node of topologicalOrder(base.graph)) {
      this.#nodes.set(node.id, node);
      const number = /_(\d+)$/.exec(node.id)?.[1];
      if (number !== undefined) this.#count = Math.max(this.#count, Number(number) + 1);
    }
    base.definitions.forEach((definition, name) => this.#definitions.set(name, definition));
  }

  /** The nodes so far, in the order of their making, which is topological. */
  get nodes(): ReadonlyMap<string, GraphNode> {
    return this.#nodes;
  }

  /** The definitions of the ops used so far, by name. */
  get definitions(): ReadonlyMap<string, OpDefinition> {
    return this.#definitions;
  }

  /** An empty recorder that knows the same ops. */
  scratch(): Recorder {
    const scratch = new Recorder();
    scratch.#isOfForm = true;
    scratch.defineAll(this.#definitions);
    return scratch;
  }

  /** A recorder for the body of a loop or branch: what it uses of this trace becomes an input of it. */
  nested(): Recorder {
    const nested = new Recorder(undefined, this);
    nested.defineAll(this.#definitions);
    return nested;
  }

  /** The trace around this one, where it is that of a body. */
  get outer(): Recorder | null {
    return this.#outer;
  }

  /** The tensors of the outer trace that became inputs, each with the input, in the order of those. */
  get captured(): readonly Captured[] {
    return [...this.#captured.values()];
  }

  /**
   * A tensor of this trace: itself, or the input that stands for one of the traces around.
   *
   * @throws RensaError `TRACE_MIXED` for a tensor of any other trace.
   */
  adopt(tensor: Tensor, what: string): Tensor {
    if (tensor.owner === this) return tensor;
    if (this.#outer === null) {
      throw new RensaError(
        "TRACE_MIXED",
        `${what} belongs to another trace, which is over or not around this one; pass it in as an input, or return it from there.`,
      );
    }
    const outer = this.#outer.adopt(tensor, what);
    const key = referenceKey(outer.reference);
    const known = this.#captured.get(key);
    if (known !== undefined) return known.inner;
    const inner = this.input(`captured_${String(this.#captured.size)}`, outer);
    this.#captured.set(key, { inner, outer });
    return inner;
  }

  reserve(name: string): string {
    if (this.#outer !== null) return this.#outer.reserve(name);
    let free = name;
    for (let count = 2; this.#reserved.has(free) || this.#definitions.has(free); count++) {
      free = `${name}_${String(count)}`;
    }
    this.#reserved.add(free);
    return free;
  }

  /** Makes ops known that regions inside use. */
  defineAll(definitions: ReadonlyMap<string, OpDefinition>): void {
    definitions.forEach((definition) => {
      this.#define(definition);
    });
  }

  /** A new input of the graph, by its path. */
  input(name: string, type: TensorType): Tensor {
    this.#inputs.push(name);
    return this.#add(name, inputOp, [], {}, [type])[0] as Tensor;
  }

  /**
   * A value that stands for one which is not there: what is recorded with it is differentiated by it. Its node has a kind of
   * its own, so that nothing takes it for a number, and {@link settle} ends it.
   */
  standIn({ shape, dtype }: TensorType): Tensor {
    return this.#add(this.#name(full.definition.name), standInOp, [], {}, [{ shape, dtype }])[0] as Tensor;
  }

  /** Makes zeros of a stand-in, once nothing that is needed reads its value. */
  settle(standIn: Tensor): void {
    const { shape, dtype, reference } = standIn;
    const node = this.#nodes.get(reference.node);
    if (node?.op !== standInOp) throw new RensaError("INTERNAL", `${reference.node} stands for nothing.`);
    this.#define(full.definition);
    const attributes = Object.freeze({ shape, value: 0, dtype });
    this.#nodes.set(node.id, Object.freeze({ ...node, op: full.definition.name, attributes }));
  }

  /** Data fixed in the graph. */
  constant(shape: Shape, data: ConstantData): Tensor {
    const { dtype } = data;
    const attributes = { shape: [...shape], dtype, data };
    return this.#add(this.#name(constantOp), constantOp, [], attributes, [{ shape, dtype }])[0] as Tensor;
  }

  apply(
    definition: OpDefinition,
    operands: readonly (Tensor | number)[],
    attributes: Attributes,
    site: unknown,
  ): readonly Tensor[] {
    const before = this.#origin;
    this.#origin ??= this.originOf(site);
    try {
      return withContext(this, () => this.#applyChecked(definition, operands, attributes));
    } catch (error) {
      if (error instanceof RensaError) {
        throw error.with({ op: definition.name, ...(this.#origin === null ? {} : { origin: this.#origin }) });
      }
      throw error;
    } finally {
      this.#origin = before;
    }
  }

  get isInsideOp(): boolean {
    return this.#isOfForm || this.#origin !== null;
  }

  originOf(site: unknown): Origin | null {
    if (this.#origin !== null) return this.#origin;
    const place = this.#origins.find(site);
    return place && { ...place, scope: this.#scope };
  }

  scope<T>(name: string, body: () => T): T {
    const before = this.#scope;
    this.#scope = before === "" ? name : `${before}/${name}`;
    try {
      return body();
    } finally {
      this.#scope = before;
    }
  }

  /** Runs `body` as the innermost trace. What it records is said to come from `origin`, where one is given. */
  run<T>(body: () => T, origin: Origin | null = null): T {
    const before = { origin: this.#origin, scope: this.#scope };
    if (origin !== null) {
      this.#origin = origin;
      this.#scope = origin.scope;
    }
    try {
      return withContext(this, body);
    } finally {
      this.#origin = before.origin;
      this.#scope = before.scope;
    }
  }

  /** Records a node of a graph that is already checked, with its inputs replaced. Its scope goes inside the current one. */
  replay(node: GraphNode, definition: OpDefinition | undefined, inputs: readonly Tensor[]): readonly Tensor[] {
    if (definition !== undefined) this.#define(definition);
    const origin = node.origin && { ...node.origin, scope: joinScope(this.#scope, node.origin.scope) };
    return this.#add(this.#name(node.op), node.op, inputs, node.attributes, node.outputs, this.#origin ?? origin);
  }

  /** The tensor of an output of a recorded node. */
  tensor(node: GraphNode, slot: number): Tensor {
    const type = node.outputs[slot];
    if (type === undefined) throw new RensaError("INTERNAL", `${node.id} has no output ${String(slot)}.`);
    return new Tensor(type, { node: node.id, slot }, this);
  }

  /** The graph with the given outputs, frozen. */
  finish(outputs: readonly GraphOutput[]): Graph {
    for (const { id, op } of this.#nodes.values()) {
      if (op === standInOp) throw new RensaError("INTERNAL", `${id} stands for nothing and was not settled.`);
    }
    const plugins = pluginsOf(this.#nodes.values(), this.#definitions);
    return Object.freeze({
      ...(plugins.size === 0 ? {} : { plugins: Object.freeze(Object.fromEntries(plugins)) }),
      inputs: Object.freeze([...this.#inputs]),
      outputs: Object.freeze(outputs.map((output) => Object.freeze(output))),
      nodes: Object.freeze(Object.fromEntries(this.#nodes)),
    });
  }

  #applyChecked(
    definition: OpDefinition,
    operands: readonly (Tensor | number)[],
    attributes: Attributes,
  ): readonly Tensor[] {
    checkAttributes(definition, attributes);
    const inputs = this.#lift(this.#checkOperands(definition, operands));
    definition.check?.(attributes, inputs);
    this.#define(definition);
    const { form } = definition;
    if ("composite" in form) {
      if (definition.vjp !== null || definition.nonDifferentiable !== null)
        return this.#keepComposite(definition, inputs, attributes);
      return this.scope(definition.name, () => compositeResults(this, definition, form.composite(inputs, attributes)));
    }
    const types = inferTypes(definition, inputs, attributes);
    return this.#add(this.#name(definition.name), definition.name, inputs, attributes, types);
  }

  /** A composite with its own vjp stays one node until it is differentiated; a scratch trace says its types. */
  #keepComposite(definition: OpDefinition, inputs: readonly Tensor[], attributes: Attributes): readonly Tensor[] {
    const types = compositeTypes(definition, inputs, attributes, this.#definitions, this.#origin);
    return this.#add(this.#name(definition.name), definition.name, inputs, attributes, types);
  }

  #checkOperands(definition: OpDefinition, operands: readonly (Tensor | number)[]): readonly (Tensor | number)[] {
    const expected = definition.inputs?.length;
    if (expected !== undefined && operands.length !== expected) {
      throw new RensaError(
        "ARGUMENT_INVALID",
        `${definition.name}: takes ${String(expected)} inputs (${definition.inputs?.join(", ") ?? ""}), not ${String(operands.length)}.`,
      );
    }
    return operands.map((operand, position) => {
      if (typeof operand === "number") return operand;
      const name = `${definition.name}: ${definition.inputs?.[position] ?? `input ${String(position)}`}`;
      if (isTensor(operand)) return this.adopt(operand, name);
      throw new RensaError("ARGUMENT_INVALID", `${name} is ${describeValue(operand)}, not a tensor or a number.`);
    });
  }

  #lift(operands: readonly (Tensor | number)[]): readonly Tensor[] {
    if (operands.every((operand) => typeof operand !== "number")) return operands;
    const tensors = operands.filter((operand) => typeof operand !== "number");
    // A number beside a condition belongs to the values: where(mask, x, 0).
    const dtype: DType = (tensors.find((t) => t.dtype !== "bool") ?? tensors[0])?.dtype ?? "f32";
    return operands.map((operand) => {
      if (typeof operand !== "number") return operand;
      if (!isFloat(dtype) && !Number.isInteger(operand)) {
        throw new RensaError(
          "DTYPE_MISMATCH",
          `${String(operand)} is not an integer and the tensor beside it is ${dtype}; convert the tensor first.`,
        );
      }
      if (!holds(dtype, operand)) {
        throw new RensaError(
          "DTYPE_MISMATCH",
          `${String(operand)} is not from ${integerRange(dtype)?.join(" to ") ?? ""}, as numbers beside a tensor of ${dtype} have to be; convert the tensor first.`,
        );
      }
      return full([], operand, dtype);
    });
  }

  #define(definition: OpDefinition): void {
    const known = this.#definitions.get(definition.name);
    if (known !== undefined && known !== definition) {
      throw new RensaError(
        "OP_DUPLICATE",
        `${definition.name}: two different ops of this name are used in one trace; rename one of them.`,
      );
    }
    this.#definitions.set(definition.name, definition);
  }

  #name(op: string): string {
    return `${op}_${String(this.#count++)}`;
  }

  #add(
    id: string,
    op: string,
    inputs: readonly Tensor[],
    attributes: Attributes,
    outputs: readonly TensorType[],
    origin: Origin | null = this.#origin && { ...this.#origin, scope: this.#scope },
  ): readonly Tensor[] {
    if (this.#nodes.has(id)) {
      throw new RensaError("ARGUMENT_INVALID", `trace: two inputs or nodes are named "${id}"; rename the input.`);
    }
    const node: GraphNode = Object.freeze({
      id,
      op,
      inputs: Object.freeze(inputs.map((input) => input.reference)),
      attributes: freezeDeep(attributes),
      outputs: Object.freeze(
        outputs.map(({ shape, dtype }) => Object.freeze({ shape: Object.freeze([...shape]), dtype })),
      ),
      origin: origin && Object.freeze(origin),
    });
    this.#nodes.set(id, node);
    return node.outputs.map((type, slot) => new Tensor(type, { node: id, slot }, this));
  }
}

/** The output types of a composite: those of what it expands to. */
export function compositeTypes(
  definition: OpDefinition,
  inputs: readonly TensorType[],
  attributes: Attributes,
  definitions: ReadonlyMap<string, OpDefinition>,
  origin: Origin | null = null,
): readonly TensorType[] {
  const { form } = definition;
  if (!("composite" in form)) return inferTypes(definition, inputs, attributes);
  const scratch = new Recorder().scratch();
  // A graph among the attributes may use them.
  scratch.defineAll(definitions);
  const operands = inputs.map((type, position) => scratch.input(`input_${String(position)}`, type));
  // Errors inside are errors of the call, and have its line.
  const results = scratch.run(
    () => compositeResults(scratch, definition, form.composite(operands, attributes)),
    origin,
  );
  return results.map(({ shape, dtype }) => ({ shape, dtype }));
}

/**
 * What a composite returned, as a list of tensors of the trace.
 *
 * @throws RensaError `OP_INVALID` for what is no tensor; `TRACE_MIXED` for a tensor of another trace.
 */
export function compositeResults(recorder: Recorder, { name }: OpDefinition, result: unknown): readonly Tensor[] {
  const results: readonly unknown[] = Array.isArray(result) ? result : [result];
  return results.map((each) => {
    if (isTensor(each)) return recorder.adopt(each, `${name}: what its forward returned`);
    throw new RensaError(
      "OP_INVALID",
      `${name}: its forward returned ${describeValue(each)}; return a tensor (full([], 2) makes one of a number), or a list of them.`,
      { op: name },
    );
  });
}

function joinScope(outer: string, inner: string): string {
  return outer === "" || inner === "" ? outer + inner : `${outer}/${inner}`;
}
