/**
 * A network unfolded to scalars: every element that the weight reaches is a vertex, every partial derivative that is not zero an
 * edge. The partial derivatives come from the ops' own rules, asked with one element at a time.
 */
import { allocate, RensaError, sizeOf, type HostTensor } from "@rensa/core";
import { present } from "@rensa/core/compiler";
import { broadcastPlaces } from "./indices.ts";
import { isElementwise, jvpOf, repeatTo, vjpOf, type Derivative } from "./local-derivatives.ts";
import type { Between, Evaluated, TensorStep } from "./tensor-edges.ts";

/** How many partial derivatives may be looked at, zeros among them. */
export const mostPartials = 100_000_000;

/** How many scalars may stand between weight and loss for a network to be unfolded where nothing is said. */
export const mostScalars = 2_000;

/** One partial derivative. */
export interface ScalarEdge {
  readonly from: number;
  readonly to: number;
  readonly factor: number;
  readonly step: TensorStep;
  readonly position: number;
}

/** An element of a value. */
export interface Vertex {
  readonly key: string;
  readonly element: number;
}

/** The unfolded network. */
export interface ScalarNetwork {
  readonly vertices: readonly Vertex[];
  /** By the topological order of where they end. */
  readonly edges: readonly ScalarEdge[];
  readonly weight: number;
  /** `null` where the weight does not reach it. */
  readonly loss: number | null;
}

/** The number of scalars between a weight and a loss. */
export function countScalars({ steps }: Between): number {
  return steps.reduce((total, { node, slot }) => total + sizeOf(present(node.outputs[slot]).shape), 0);
}

/**
 * Unfolds what stands between an element of the weight and the loss.
 *
 * @throws RensaError `ARGUMENT_INVALID` where more than {@link mostPartials} partial derivatives would have to be looked at.
 */
export function unfold(between: Between, element: number, evaluated: Evaluated): ScalarNetwork {
  const network = new Unfolding();
  const weight = network.vertex(between.weight, element);
  for (const step of between.steps) {
    const partials = isElementwise(evaluated.definitions.get(step.node.op))
      ? elementwisePartials(step, network, evaluated)
      : densePartials(step, network, evaluated);
    for (const { position, source, target, factor } of partials) {
      const from = network.vertex(present(step.from[step.derivative.positions.indexOf(position)]), source);
      network.edges.push({ from, to: network.vertex(step.to, target), factor, step, position });
    }
  }
  return {
    vertices: network.vertices,
    edges: network.edges,
    weight,
    loss: network.find(between.loss, 0) ?? null,
  };
}

/** A partial derivative: of element `target` of a step's output by element `source` of an input. */
interface Partial {
  readonly position: number;
  readonly source: number;
  readonly target: number;
  readonly factor: number;
}

class Unfolding {
  readonly vertices: Vertex[] = [];
  readonly edges: ScalarEdge[] = [];
  readonly #places = new Map<string, Map<number, number>>();
  #looked = 0;

  vertex(key: string, element: number): number {
    let places = this.#places.get(key);
    if (places === undefined) this.#places.set(key, (places = new Map<number, number>()));
    let found = places.get(element);
    if (found === undefined) {
      found = this.vertices.push({ key, element }) - 1;
      places.set(element, found);
    }
    return found;
  }

  find(key: string, element: number): number | undefined {
    return this.#places.get(key)?.get(element);
  }

  /** The elements of a value that the weight reaches. */
  reached(key: string): readonly number[] {
    return [...(this.#places.get(key)?.keys() ?? [])];
  }

  look(count: number): void {
    this.#looked += count;
    if (this.#looked <= mostPartials) return;
    throw new RensaError(
      "ARGUMENT_INVALID",
      `explain: unfolded to scalars, more than ${String(mostPartials)} partial derivatives would have to be looked at; give fewer examples, a weight nearer to the loss, or the level "tensors".`,
    );
  }
}

/** One evaluation: with all operands as large as the result, the vjp of ones is the diagonal. */
function elementwisePartials(step: TensorStep, network: Unfolding, { definitions, evaluate }: Evaluated): Partial[] {
  const { node, slot, operands, derivative } = step;
  const type = present(node.outputs[slot]);
  const places = operands.map(({ shape }) => broadcastPlaces(shape, type.shape));
  const repeated = operands.map((operand, at) => repeatTo(operand, type.shape, present(places[at])));
  network.look(sizeOf(type.shape) * derivative.positions.length);
  const types = repeated.map(({ shape, dtype }, at) => ({ shape, dtype: operands[at]?.dtype ?? dtype }));
  const diagonal = vjpOf(node, slot, types, derivative.positions, definitions, evaluate);
  const found = diagonal.run(repeated, filled(type, 1));
  return diagonal.positions.flatMap((position, at) => {
    const reached = new Set(network.reached(present(step.from[derivative.positions.indexOf(position)])));
    const sources = present(places[position]);
    return Array.from(present(found[at]).data, (factor, target): Partial => {
      return { position, source: sources[target] ?? 0, target, factor };
    }).filter(({ source, factor }) => factor !== 0 && reached.has(source));
  });
}

/** By columns where fewer elements go in than come out, else by rows. */
function densePartials(step: TensorStep, network: Unfolding, evaluated: Evaluated): Partial[] {
  const { node, slot, operands, derivative } = step;
  const type = present(node.outputs[slot]);
  const rows = sizeOf(type.shape);
  const reached = derivative.positions.map((_, at) => network.reached(present(step.from[at])));
  const columns = reached.reduce((total, { length }) => total + length, 0);
  const size = derivative.positions.reduce((total, at) => total + sizeOf(present(operands[at]).shape), rows);
  network.look(Math.min(rows, columns) * size);
  if (columns < rows) {
    const found = byColumns(step, reached, evaluated);
    if (found !== null) return found;
    network.look(rows * size);
  }
  return byRows(derivative, operands, type, reached);
}

/** One tangent for each element that goes in; `null` for an op that has no forward mode. */
function byColumns(
  { node, slot, operands, derivative }: TensorStep,
  reached: readonly (readonly number[])[],
  { definitions, evaluate }: Evaluated,
): Partial[] | null {
  const types = operands.map(({ shape }, at) => ({ shape, dtype: present(operands[at]).dtype }));
  const found: Partial[] = [];
  for (const [at, position] of derivative.positions.entries()) {
    let forward: ReturnType<typeof jvpOf>;
    try {
      forward = jvpOf(node, slot, types, position, definitions, evaluate);
    } catch (error) {
      // Whatever is wrong with its forward mode, reverse mode is there.
      if (error instanceof RensaError) return null;
      throw error;
    }
    const tangent = filled(present(operands[position]), 0);
    for (const source of present(reached[at])) {
      tangent.data[source] = 1;
      // The result may be the tangent itself, so it is read before that is changed.
      for (const [target, factor] of forward(operands, tangent).data.entries()) {
        if (factor !== 0) found.push({ position, source, target, factor });
      }
      tangent.data[source] = 0;
    }
  }
  return found;
}

/** One cotangent for each element that comes out. */
function byRows(
  derivative: Derivative,
  operands: readonly HostTensor[],
  type: Pick<HostTensor, "shape" | "dtype">,
  reached: readonly (readonly number[])[],
): Partial[] {
  const found: Partial[] = [];
  const cotangent = filled(type, 0);
  for (const target of cotangent.data.keys()) {
    cotangent.data[target] = 1;
    const results = derivative.run(operands, cotangent);
    for (const [at, position] of derivative.positions.entries()) {
      const { data } = present(results[at]);
      for (const source of present(reached[at])) {
        const factor = data[source] ?? 0;
        if (factor !== 0) found.push({ position, source, target, factor });
      }
    }
    cotangent.data[target] = 0;
  }
  return found;
}

/** A float tensor of one number, in doubles. */
export function filled({ shape, dtype }: Pick<HostTensor, "shape" | "dtype">, value: number): HostTensor {
  return { shape, dtype, data: allocate("f64", sizeOf(shape)).fill(value) };
}
