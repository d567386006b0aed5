import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Index, type LoopIndex } from "../expression/index-map.ts";
import { constantScalar, Scalar } from "../expression/scalar.ts";
import type { RowKernel } from "../kernel/kernel.ts";
import { KernelOrder } from "./kernel-order.ts";
import { releaseEarly } from "./release-early.ts";
import { planState } from "./state.ts";
import { orderCopies } from "./state-copies.ts";

const element: LoopIndex = { kind: "loop", name: "i", extent: 4 };

/** A kernel that writes the sum of what it reads; what starts with "~" is read backward. */
function kernel(output: string, ...reads: readonly string[]): RowKernel {
  const here = Index.of(element);
  const value = reads
    .map((name) => {
      const offset = name.startsWith("~") ? here.mul(-1).add(3) : here;
      return new Scalar({ kind: "load", buffer: name.replace("~", ""), offset }, "f32");
    })
    .reduce((sum, each) => sum.add(each), constantScalar(0, "f32"));
  const buffer = (name: string, access: "read" | "write") => ({ name, dtype: "f32", length: 4, access }) as const;
  return {
    kind: "rows",
    name: output,
    nodes: [],
    buffers: [...reads.map((name) => buffer(name.replace("~", ""), "read")), buffer(output, "write")],
    rows: [element],
    stages: [{ axes: [], stores: [{ buffer: output, offset: here, value }] }],
  };
}

function namesOf(kernels: readonly { readonly name: string }[]): string[] {
  return kernels.map(({ name }) => name);
}

describe("state", () => {
  it("is updated in place where its other readers run before", () => {
    const { order, inPlace, copied } = planState(
      [kernel("reader", "p"), kernel("next", "p", "reader")],
      [{ state: "p", next: "next" }],
    );
    expect([...inPlace]).toEqual([["next", "p"]]);
    expect(copied).toEqual([]);
    expect(namesOf(order.sorted())).toEqual(["reader", "next"]);
  });

  it("is updated in place after readers that are put before", () => {
    const { order, inPlace } = planState(
      [kernel("next", "p", "x"), kernel("other", "x"), kernel("reader", "~p", "other"), kernel("last", "next")],
      [{ state: "p", next: "next" }],
    );
    expect([...inPlace]).toEqual([["next", "p"]]);
    expect(namesOf(order.sorted())).toEqual(["other", "reader", "next", "last"]);
  });

  it("is copied where a reader needs its next value too", () => {
    const kernels = [kernel("next", "p"), kernel("difference", "p", "next")];
    const plan = planState(kernels, [{ state: "p", next: "next" }]);
    expect(plan.inPlace.size).toBe(0);
    expect(plan.copied).toEqual([{ state: "p", next: "next" }]);
    expect(plan.order.sorted()).toEqual(kernels);
  });

  it("is copied where the kernel that makes its next value reads it elsewhere", () => {
    const plan = planState([kernel("next", "~p")], [{ state: "p", next: "next" }]);
    expect(plan.copied).toHaveLength(1);
  });

  it("is copied where another state takes it over at the end, and where one value is the next of two", () => {
    const shifted = planState(
      [kernel("next", "p")],
      [
        { state: "p", next: "next" },
        { state: "q", next: "p" },
      ],
    );
    expect(shifted.inPlace.size).toBe(0);
    const shared = planState(
      [kernel("next", "p", "q")],
      [
        { state: "p", next: "next" },
        { state: "q", next: "next" },
      ],
    );
    expect([...shared.inPlace]).toEqual([["next", "p"]]);
    expect(shared.copied).toEqual([{ state: "q", next: "next" }]);
  });

  it("is updated in place as far as the orders that updates want agree", () => {
    // Each next value is read by the kernel that reads the other's old one.
    const { inPlace, copied } = planState(
      [kernel("next p", "p", "q"), kernel("next q", "~p", "q")],
      [
        { state: "p", next: "next p" },
        { state: "q", next: "next q" },
      ],
    );
    expect(inPlace.size).toBe(1);
    expect(copied).toHaveLength(1);
  });
});

describe("kernels", () => {
  const bytes = { taken: (name: string) => (name.startsWith("next") ? 0 : 1), returned: () => 1 };

  it("that give back more than they take run as soon as they can", () => {
    const kernels = [kernel("a"), kernel("b", "a"), kernel("c", "b"), kernel("d", "c"), kernel("next", "~a", "b")];
    expect(namesOf(releaseEarly(new KernelOrder(kernels), bytes))).toEqual(["a", "b", "next", "c", "d"]);
  });

  it("that take more than they give back stay where they are", () => {
    const kernels = [kernel("a"), kernel("b", "a"), kernel("c", "b"), kernel("d", "a")];
    expect(namesOf(releaseEarly(new KernelOrder(kernels), bytes))).toEqual(["a", "b", "c", "d"]);
  });

  it("never run before what they must wait for", () => {
    const kernels = [kernel("a", "p"), kernel("b", "a"), kernel("next", "a"), kernel("reader", "p", "b")];
    const { order } = planState(kernels, [{ state: "p", next: "next" }]);
    expect(namesOf(releaseEarly(order, bytes))).toEqual(["a", "b", "reader", "next"]);
  });
});

it("orders copies so that running them one after the other is a parallel assignment", () => {
  const targets = fc.uniqueArray(fc.nat(8), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(targets, fc.array(fc.nat(8), { minLength: 8, maxLength: 8 }), (states, sources) => {
      const updates = states.map((state, at) => ({ state: String(state), next: String(sources[at]) }));
      const memory = new Map(Array.from({ length: 9 }, (_, at) => [String(at), at]));
      const expected = new Map(memory);
      for (const { state, next } of updates) expected.set(state, memory.get(next)!);
      const { copies, kept } = orderCopies(updates);
      for (const [name, of] of kept) memory.set(name, memory.get(of)!);
      for (const { state, next } of copies) memory.set(state, memory.get(next)!);
      for (const name of kept.keys()) memory.delete(name);
      expect(memory).toEqual(expected);
    }),
    { seed: 7 },
  );
});
