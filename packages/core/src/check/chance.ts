/**
 * What impure host ops returned. Two graphs that ought to mean the same are compared with the same luck: a call returns what
 * the same call of the other graph returned. Two calls of one graph never share, so that sharing or repeating them shows.
 */
import { type GraphNode } from "../graph/graph.ts";
import type { HostTensor } from "../graph/host-tensor.ts";

type Results = readonly HostTensor[];

interface Call {
  readonly where: string;
  readonly results: Results;
}

/** The calls of one graph on one set of data, kept for another graph. */
export class Chance {
  readonly #calls = new Map<string, Call[]>();
  readonly #inOrder: Results[] = [];
  #taken = new Set<Call>();
  #next = 0;
  #isOrdered = false;

  /** Begins another graph: every call may be made once more. */
  again(): this {
    this.#taken = new Set();
    this.#isOrdered = false;
    return this;
  }

  /** Begins the first graph once more on data that may differ: the calls are those of before, in their order. */
  inOrder(): this {
    this.#next = 0;
    this.#isOrdered = true;
    return this;
  }

  /** The results of a call. */
  of(node: GraphNode, operands: Results, where: string, compute: () => Results): Results {
    if (this.#isOrdered) {
      const results = this.#inOrder[this.#next++];
      if (results !== undefined) return results;
    }
    const key = `${node.op} ${JSON.stringify(node.attributes)} ${operands.map(digitsOf).join(" ")}`;
    const calls = this.#calls.get(key) ?? [];
    this.#calls.set(key, calls);
    const free = calls.filter((call) => !this.#taken.has(call));
    let call = free.find((each) => each.where === where) ?? free[0];
    if (call === undefined) {
      call = { where, results: compute() };
      calls.push(call);
      this.#inOrder.push(call.results);
    }
    this.#taken.add(call);
    return call.results;
  }
}

/** The digits of a value that rounding leaves alone. */
function digitsOf({ data }: HostTensor): string {
  return Array.from(data, (value) => value.toPrecision(6)).join();
}
