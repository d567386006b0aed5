/** A computation of single numbers as a graph: its values forward, its derivatives backward, and the paths through it. */
import { stopGradient } from "@rensa/ops";
import { compile, f64, gradientsOf, trace, type Tensor } from "rensa";

/** A number of a computation. */
export interface ScalarNode {
  readonly name: string;
  /** Computed forward. */
  readonly value: number;
  /** The derivative of the last number by this one, computed backward. */
  readonly derivative: number;
}

/** A number that is computed from another. */
export interface ScalarEdge {
  readonly from: string;
  readonly to: string;
  /** The derivative of `to` by `from`, while the other numbers that `to` is made of stand still. */
  readonly local: number;
}

/** A way from one number to the last one. */
export interface ScalarPath {
  /** The names of the numbers on it, both ends included. */
  readonly nodes: readonly string[];
  /** The local derivative of each edge. */
  readonly factors: readonly number[];
  /** The product of the factors. */
  readonly product: number;
}

/** A computation, forward and backward. Plain data. */
export interface ScalarGraph {
  /** In the order in which they are computed; the derivative of the last one is 1. */
  readonly nodes: readonly ScalarNode[];
  readonly edges: readonly ScalarEdge[];
}

/** How a number is made of others, which stand before it. */
export interface Definition {
  readonly name: string;
  readonly of: readonly string[];
  readonly compute: (...of: readonly Tensor[]) => Tensor;
}

/**
 * Computes all numbers and all derivatives in one program: backward from the last number to each other one, and locally
 * along each edge. The library does it; nothing here knows a rule of differentiation.
 *
 * @throws TypeError where a definition names a number that does not stand before it.
 */
export async function differentiateGraph(
  inputs: Readonly<Record<string, number>>,
  definitions: readonly Definition[],
): Promise<ScalarGraph> {
  const types = Object.fromEntries(Object.keys(inputs).map((name) => [name, f64()]));
  const traced = trace(types, (given) => {
    const values: Record<string, Tensor> = { ...given };
    const local: Record<string, Readonly<Record<string, Tensor>>> = {};
    let last: Tensor | undefined;
    for (const { name, of, compute } of definitions) {
      last = compute(...of.map((parent) => found(values, parent)));
      values[name] = last;
      // Of copies that depend on nothing: a number may be made of two, of which one is made of the other.
      const copies = Object.fromEntries(of.map((parent) => [parent, stopGradient(found(values, parent))]));
      local[name] = gradientsOf(compute(...of.map((parent) => found(copies, parent))), copies);
    }
    if (last === undefined) throw new TypeError("There is nothing to compute; give a definition.");
    return { values, derivatives: gradientsOf(last, values), local };
  });
  const { values, derivatives, local } = (await compile(traced)).run(inputs);
  const numberOf = (record: Readonly<Record<string, { readonly data: ArrayLike<number> }>>, name: string): number =>
    found(record, name).data[0] ?? Number.NaN;
  return {
    nodes: Object.keys(values).map((name) => ({
      name,
      value: numberOf(values, name),
      derivative: numberOf(derivatives, name),
    })),
    edges: definitions.flatMap(({ name, of }) =>
      of.map((from) => ({ from, to: name, local: numberOf(found(local, name), from) })),
    ),
  };
}

/** All ways from a number to the last one. There can be many: a network of n layers of k neurons has about k^n. */
export function pathsFrom({ nodes, edges }: ScalarGraph, start: string): readonly ScalarPath[] {
  const end = nodes.at(-1)?.name;
  const extend = (path: ScalarPath): readonly ScalarPath[] => {
    const at = path.nodes.at(-1);
    if (at === end) return [path];
    return edges
      .filter(({ from }) => from === at)
      .flatMap(({ to, local }) =>
        extend({
          nodes: [...path.nodes, to],
          factors: [...path.factors, local],
          product: path.product * local,
        }),
      );
  };
  return extend({ nodes: [start], factors: [], product: 1 });
}

/** The sum of the products of the paths: the derivative, as the chain rule says. */
export function sumOfPaths(paths: readonly ScalarPath[]): number {
  return paths.reduce((sum, { product }) => sum + product, 0);
}

/** The derivative of the last number by one of the others. */
export function derivativeOf({ nodes }: ScalarGraph, name: string): number {
  return nodes.find((node) => node.name === name)?.derivative ?? Number.NaN;
}

function found<T>(record: Readonly<Record<string, T>>, name: string): T {
  const value = record[name];
  if (value === undefined) throw new TypeError(`There is no ${name} before it is used.`);
  return value;
}
