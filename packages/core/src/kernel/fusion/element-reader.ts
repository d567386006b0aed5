/**
 * Elements of graph values as expressions: a value that has a buffer is a load, any other is its op's form evaluated
 * at those indices. Inlining is nothing more than that, so views are index maps and fusion has no special cases.
 */
import { RensaError } from "../../graph/error.ts";
import { referenceKey, type Graph, type GraphNode, type Reference } from "../../graph/graph.ts";
import { broadcastShapes, sizeOf, stridesOf, type Shape } from "../../graph/shape.ts";
import type { TensorType } from "../../graph/tensor-type.ts";
import { heldInside } from "../../expression/held-inside.ts";
import type { IndexLike } from "../../expression/computed-index.ts";
import { Index, type LoopIndex } from "../../expression/index-map.ts";
import type { Combine } from "../../expression/scalar-function.ts";
import { indexScalar } from "../../expression/index-scalar.ts";
import { constantScalar, Scalar } from "../../expression/scalar.ts";
import type { OpDefinition } from "../../op/definition.ts";
import type { LoopOperand, LoopOutput, LoopTools, Reduced, ScatterOutput } from "../../op/form.ts";
import { outputsOf } from "../../op/infer.ts";
import { Sharing } from "../sharing.ts";

/** The definition of the op of a node. @inline */
export type DefinitionOf = (node: GraphNode) => OpDefinition;

/** Reads values of one graph for one kernel. */
export class ElementReader {
  readonly sharing = new Sharing();
  /** The value whose reduction a reduce expression is. */
  readonly reductions = new Map<Scalar, string>();
  readonly #graph: Graph;
  readonly #definitionOf: DefinitionOf;
  readonly #hasBuffer: (key: string, indices: readonly Index[]) => boolean;
  readonly #elements = new Map<string, Scalar>();
  readonly #outputs = new Map<string, readonly (LoopOutput | ScatterOutput)[]>();
  readonly #tools: LoopTools;
  #depth = 0;

  constructor(
    graph: Graph,
    definitionOf: DefinitionOf,
    hasBuffer: (key: string, indices: readonly Index[]) => boolean,
  ) {
    this.#graph = graph;
    this.#definitionOf = definitionOf;
    this.#hasBuffer = hasBuffer;
    this.#tools = this.#makeTools();
  }

  /** The element of a value at the given indices. */
  element(reference: Reference, indices: readonly Index[]): Scalar {
    const key = referenceKey(reference);
    const { type, node } = this.#valueOf(reference);
    if (this.#hasBuffer(key, indices)) {
      return new Scalar({ kind: "load", buffer: key, offset: flatten(indices, type.shape) }, type.dtype);
    }
    const place = `${key}@${indices.map((index) => index.key).join(",")}`;
    let element = this.#elements.get(place);
    if (element === undefined) {
      element = this.sharing.intern(this.#inline(node, reference.slot, indices));
      if (element.expression.kind === "reduce") this.reductions.set(element, key);
      this.#elements.set(place, element);
    }
    return element;
  }

  /** What the body of a `loops` op returned for a node. */
  outputs(node: GraphNode): readonly (LoopOutput | ScatterOutput)[] {
    let outputs = this.#outputs.get(node.id);
    if (outputs === undefined) {
      const { form } = this.#definitionOf(node);
      if (!("loops" in form)) throw new RensaError("INTERNAL", `${node.id} is not made of loops.`);
      const operands = node.inputs.map((input) => this.#operand(input));
      outputs = outputsOf(form.loops(operands, node.attributes, this.#tools));
      this.#outputs.set(node.id, outputs);
    }
    return outputs;
  }

  /** An index, from whatever stands for one; a computed one lies below `extent`. */
  toIndex(index: IndexLike, extent: number): Index {
    if (index instanceof Index) return index;
    return typeof index === "number" ? Index.constant(index) : this.sharing.computed(index, 0, Math.max(0, extent - 1));
  }

  /** An index that is read at: a computed one that lies outside is taken for the nearest one inside. */
  #readIndex(index: IndexLike, extent: number): Index {
    return this.toIndex(index instanceof Scalar ? heldInside(index, extent) : index, extent);
  }

  #inline(node: GraphNode, slot: number, indices: readonly Index[]): Scalar {
    const { form } = this.#definitionOf(node);
    if ("scalar" in form) {
      const shape = node.outputs[slot]?.shape ?? [];
      const operands = node.inputs.map((input) =>
        this.element(input, broadcastIndices(indices, shape, this.#valueOf(input).type.shape)),
      );
      return form.scalar(operands, node.attributes);
    }
    const output = this.outputs(node)[slot];
    if (output === undefined || !("element" in output))
      throw new RensaError("INTERNAL", `${node.id} has no elements to inline.`);
    return output.element(...indices);
  }

  #operand(reference: Reference): LoopOperand {
    const { shape, dtype } = this.#valueOf(reference).type;
    const read = (indices: readonly Index[]): Scalar => this.element(reference, indices);
    return {
      shape,
      dtype,
      at: (...indices) => read(indices.map((index, axis) => this.#readIndex(index, shape[axis] ?? 1))),
      flat: (offset) => {
        const index = this.#readIndex(offset, sizeOf(shape));
        if (this.#hasBuffer(referenceKey(reference), [index])) {
          return new Scalar({ kind: "load", buffer: referenceKey(reference), offset: index }, dtype);
        }
        return read(unflatten(index, shape));
      },
    };
  }

  #valueOf({ node: id, slot }: Reference): { readonly node: GraphNode; readonly type: TensorType } {
    const node = this.#graph.nodes[id];
    const type = node?.outputs[slot];
    if (node === undefined || type === undefined)
      throw new RensaError("GRAPH_REFERENCE", `"${id}" has no output ${String(slot)}.`);
    return { node, type };
  }

  #makeTools(): LoopTools {
    const over = (combine: Combine) => (extents: Shape, value: Reduced) => this.#reduce(combine, extents, value);
    return {
      sumOver: over("sum"),
      productOver: over("product"),
      maxOver: over("max"),
      minOver: over("min"),
      constant: constantScalar,
      position: (index) => {
        if (index instanceof Scalar) return index;
        return indexScalar(this.toIndex(index, 1));
      },
      within: (bounds, value, otherwise) => {
        const inner = value();
        const outside = bounds.filter(({ index, lower, upper }) => index.minimum < lower || index.maximum >= upper);
        if (outside.length === 0) return inner;
        const chosen = typeof otherwise === "function" ? otherwise() : otherwise;
        const other = chosen instanceof Scalar ? chosen : constantScalar(chosen, inner.dtype);
        // Backends test an interval as an unsigned difference, which an empty one has none of.
        if (outside.some(({ lower, upper }) => upper <= lower)) return other;
        return new Scalar({ kind: "guard", bounds: outside, value: inner, otherwise: other }, inner.dtype);
      },
    };
  }

  /** Loops of one depth and extent have one name, so that equal reductions are equal expressions. */
  #reduce(combine: Combine, extents: Shape, value: Reduced): Scalar {
    const all = extents.map((extent, axis): LoopIndex => ({
      kind: "loop",
      name: `k${String(this.#depth)}_${String(axis)}_${String(extent)}`,
      extent,
    }));
    this.#depth++;
    const inner = value(...all.map((loop) => Index.of(loop)));
    this.#depth--;
    const indices = all.filter(({ extent }) => extent !== 1);
    if (indices.length === 0) return inner;
    const { expression, dtype } = inner;
    // A sum of sums is one sum, so that a product summed twice is a contraction still.
    if (expression.kind === "reduce" && expression.combine === combine) {
      return new Scalar({ ...expression, indices: [...indices, ...expression.indices] }, dtype);
    }
    return new Scalar({ kind: "reduce", combine, indices, value: inner }, dtype);
  }
}

/** The row-major offset of indices in a shape. */
export function flatten(indices: readonly Index[], shape: Shape): Index {
  const strides = stridesOf(shape);
  return indices.reduce((offset, index, axis) => offset.add(index.mul(strides[axis] ?? 1)), Index.constant(0));
}

function unflatten(offset: Index, shape: Shape): Index[] {
  const strides = stridesOf(shape);
  // Of nothing there is no element to find, and any index will do.
  const stride = (axis: number): number => Math.max(1, strides[axis] ?? 1);
  return shape.map((extent, axis) =>
    axis === 0 ? offset.div(stride(0)) : offset.div(stride(axis)).mod(Math.max(1, extent)),
  );
}

/** The indices of an operand that broadcasts to `shape`. */
function broadcastIndices(indices: readonly Index[], shape: Shape, operand: Shape): Index[] {
  const leading = broadcastShapes("operand", shape, operand).length - operand.length;
  return operand.map((extent, axis) =>
    extent === 1 ? Index.constant(0) : (indices[leading + axis] ?? Index.constant(0)),
  );
}
