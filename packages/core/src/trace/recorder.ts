/** The recorder: the trace around a graph while it is being made. Checks come before anything is recorded. */
import { present } from "../graph/present.ts";
import type { ConstantData } from "../graph/constant-data.ts";
import { RensaError } from "../graph/error.ts";
import {
  constantOp,
  referenceKey,
  type Attributes,
  type Graph,
  type GraphNode,
  type GraphOutput,
} from "../graph/graph.ts";
import type { Origin } from "../graph/origin.ts";
import type { Shape } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { checkAttributes } from "../op/check-attributes.ts";
import { withContext, type OpContext } from "../op/context.ts";
import type { OpDefinition } from "../op/definition.ts";
import { Tensor } from "../op/tensor.ts";
import { compositeResults, outputTypes } from "./composite.ts";
import { GraphRecord } from "./graph-record.ts";
import { tensorsOf } from "./operands.ts";
import { OriginFinder } from "../graph/users-place.ts";

/** A tensor of the trace around a body, and the input of the body that stands for it. */
export interface Captured {
  readonly outer: Tensor;
  readonly inner: Tensor;
}

/** Records nodes; the context in which ops are applied while a graph is traced or differentiated. */
export class Recorder implements OpContext {
  readonly #record = new GraphRecord();
  readonly #origins = new OriginFinder();
  /** The trace around this one, of which tensors may be used here: each becomes an input. */
  readonly #outer: Recorder | null;
  readonly #captured = new Map<string, Captured>();
  /** Names of ops that were made inside this trace. */
  readonly #reserved = new Set<string>();
  /** It records what an op's form or rule computes, and nothing that a user calls. */
  readonly #isOfForm: boolean;
  #scope = "";
  /** Where all nodes are said to come from while a form or a rule runs; `null` where nobody knows, as of nodes of files. */
  #origin: Origin | null | undefined;

  /**
   * Records what a user calls, or, where a base is given, what forms and rules compute: with ops that are known already, and
   * beside the nodes of a graph where there is one (for passes).
   */
  constructor(
    base?: { readonly graph?: Graph; readonly definitions: ReadonlyMap<string, OpDefinition> },
    outer: Recorder | null = null,
  ) {
    this.#outer = outer;
    this.#isOfForm = base !== undefined;
    if (base?.graph !== undefined) this.#record.addGraph(base.graph);
    if (base !== undefined) this.defineAll(base.definitions);
  }

  /** The nodes so far, in the order of their making, which is topological. */
  get nodes(): ReadonlyMap<string, GraphNode> {
    return this.#record.nodes;
  }

  /** The definitions of the ops used so far, by name. */
  get definitions(): ReadonlyMap<string, OpDefinition> {
    return this.#record.definitions;
  }

  /** An empty recorder that knows the same ops. */
  scratch(): Recorder {
    return new Recorder({ definitions: this.definitions });
  }

  /** A recorder for the body of a loop or branch: what it uses of this trace becomes an input of it. */
  nested(): Recorder {
    const nested = new Recorder(undefined, this);
    nested.defineAll(this.definitions);
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
    for (let count = 2; this.#reserved.has(free) || this.definitions.has(free); count++) {
      free = `${name}_${String(count)}`;
    }
    this.#reserved.add(free);
    return free;
  }

  /** Makes ops known that regions inside use. */
  defineAll(definitions: ReadonlyMap<string, OpDefinition>): void {
    definitions.forEach((definition) => {
      this.#record.define(definition);
    });
  }

  /** A new input of the graph, by its path. */
  input(name: string, type: TensorType): Tensor {
    return this.tensor(this.#record.addInput(name, type, this.#here()), 0);
  }

  /** Data fixed in the graph. */
  constant(shape: Shape, data: ConstantData): Tensor {
    const { dtype } = data;
    const attributes = { shape: [...shape], dtype, data };
    return present(this.#add(constantOp, [], attributes, [{ shape, dtype }])[0]);
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
        throw error.with({ op: definition.name, ...(this.#origin && { origin: this.#origin }) });
      }
      throw error;
    } finally {
      this.#origin = before;
    }
  }

  get isInsideOp(): boolean {
    return this.#isOfForm || this.#origin !== undefined;
  }

  originOf(site: unknown): Origin | null {
    if (this.#origin) return this.#origin;
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

  /** Runs `body` as the innermost trace: one of the user's, or, with the origin of what it records or null, one of an op's. */
  run<T>(body: () => T, origin?: Origin | null): T {
    const before = { origin: this.#origin, scope: this.#scope };
    if (origin !== undefined) {
      this.#origin = origin ?? this.#origin ?? null;
      this.#scope = origin?.scope ?? this.#scope;
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
    if (definition !== undefined) this.#record.define(definition);
    const origin = node.origin && { ...node.origin, scope: joinScope(this.#scope, node.origin.scope) };
    return this.#add(node.op, inputs, node.attributes, node.outputs, this.#origin ?? origin);
  }

  /** The tensor of an output of a recorded node. */
  tensor(node: GraphNode, slot: number): Tensor {
    const type = node.outputs[slot];
    if (type === undefined) throw new RensaError("INTERNAL", `${node.id} has no output ${String(slot)}.`);
    return new Tensor(type, { node: node.id, slot }, this);
  }

  /** The graph with the given outputs, frozen. */
  finish(outputs: readonly GraphOutput[]): Graph {
    return this.#record.finish(outputs);
  }

  #applyChecked(
    definition: OpDefinition,
    operands: readonly (Tensor | number)[],
    attributes: Attributes,
  ): readonly Tensor[] {
    checkAttributes(definition, attributes);
    const inputs = tensorsOf(definition, operands, (tensor, what) => this.adopt(tensor, what));
    definition.check?.(attributes, inputs);
    this.#record.define(definition);
    const { form } = definition;
    const isKept = definition.vjp !== null || definition.jvp !== null || definition.nonDifferentiable !== null;
    if ("composite" in form && !isKept) {
      return this.scope(definition.name, () => compositeResults(this, definition, form.composite(inputs, attributes)));
    }
    // A composite with its own vjp stays one node until it is differentiated; a scratch trace says its types.
    const types = outputTypes(() => this.scratch(), definition, inputs, attributes, this.#origin ?? null);
    return this.#add(definition.name, inputs, attributes, types);
  }

  /** The origin of what is recorded now. */
  #here(): Origin | null {
    return this.#origin ? { ...this.#origin, scope: this.#scope } : null;
  }

  #add(
    op: string,
    inputs: readonly Tensor[],
    attributes: Attributes,
    outputs: readonly TensorType[],
    origin = this.#here(),
  ): readonly Tensor[] {
    const references = inputs.map((input) => input.reference);
    const node = this.#record.add({ op, inputs: references, attributes, outputs, origin });
    return node.outputs.map((_, slot) => this.tensor(node, slot));
  }
}

function joinScope(outer: string, inner: string): string {
  return outer === "" || inner === "" ? outer + inner : `${outer}/${inner}`;
}
