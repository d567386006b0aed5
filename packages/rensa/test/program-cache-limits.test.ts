/** What a cache of programs keeps, and how much of it. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { add, mul, sin } from "@rensa/ops";
import { afterEach, describe, expect, it, vi } from "vitest";
import { constant, f32, trace, type Backend, type Graph } from "../src/index.ts";
import { type AttributeValue } from "@rensa/core";
import { ProgramCache } from "@rensa/core/compiler";
import { makeTraced, type GraphNode } from "@rensa/core/graph";
import { type AnyTraced, type AnyProgram, compiled, isShared, bitsOf } from "./program-cache-traces.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a cache", () => {
  const tracedOf = (value: number): AnyTraced => trace({ x: f32(2) }, ({ x }) => add(x, value)) as never;

  it("keeps what was used last, up to a number", async () => {
    const backend = jsBackend({ cachedPrograms: 2 });
    const [one, two] = [await compiled(tracedOf(1), { backend }), await compiled(tracedOf(2), { backend })];
    expect(isShared(one, await compiled(tracedOf(1), { backend }))).toBe(true);
    await compiled(tracedOf(3), { backend });
    expect(backend.cache?.size).toBe(2);
    expect(isShared(one, await compiled(tracedOf(1), { backend }))).toBe(true);
    expect(isShared(two, await compiled(tracedOf(2), { backend }))).toBe(false);
  });

  it("keeps no more than so many bytes, constants among them", async () => {
    const backend: Backend = { ...jsBackend(), cache: new ProgramCache({ bytes: 200_000 }) };
    const large = (length: number): AnyTraced =>
      trace({ x: f32(length) }, ({ x }) =>
        mul(x, constant({ shape: [length], dtype: "f32", data: new Float32Array(length).fill(0.5) }) as typeof x),
      ) as never;
    for (const length of [10, 11, 12]) await compiled(large(length), { backend });
    const few = backend.cache?.size ?? 0;
    expect(few).toBeGreaterThan(1);
    await compiled(large(20_000), { backend });
    expect(backend.cache?.size).toBeLessThan(few + 1);
    await compiled(large(200_000), { backend });
    expect(backend.cache?.size).toBeLessThan(few + 1);
  });

  it("keeps nothing where nothing is to be kept, and forgets when its backend is closed", async () => {
    const none = jsBackend({ cachedPrograms: 0 });
    expect(
      isShared(await compiled(tracedOf(1), { backend: none }), await compiled(tracedOf(1), { backend: none })),
    ).toBe(false);
    const backend = wasmBackend({ threads: 1 });
    const program = await compiled(tracedOf(1), { backend });
    await backend.close();
    expect(backend.cache?.size).toBe(0);
    expect(bitsOf(program, { x: [1, 2] })).toEqual([...new Uint8Array(Float32Array.of(2, 3).buffer)]);
    expect(isShared(program, await compiled(tracedOf(1), { backend }))).toBe(false);
  });

  it("takes no value in an attribute for another, whatever it is", async () => {
    const backend = jsBackend();
    const base = trace({ x: f32(2) }, ({ x }) => sin(x));
    const node = Object.values(base.graph.nodes).find(({ op }) => op === "sin") as GraphNode;
    const withAttribute = (value: unknown): AnyTraced => {
      const attributes = { value: value as AttributeValue };
      const graph: Graph = { ...base.graph, nodes: { ...base.graph.nodes, [node.id]: { ...node, attributes } } };
      return makeTraced(graph, base.spec as never, base.result as never, base.definitions) as never;
    };
    const values: readonly unknown[] = [
      ...[0, -0, NaN, Infinity, "0", "-0", "NaN", "'0", "thing", "", null, true, "true", "null"],
      ...[[], {}, [0], { a: 0 }, { 0: 0 }, [[0]], undefined, () => 1, () => 1, Symbol("a"), new Float32Array(2)],
    ];
    const programs: AnyProgram[] = [];
    for (const value of [...values, ...values]) programs.push(await compiled(withAttribute(value), { backend }));
    const plans = programs.map(({ stages }) => stages.kernels);
    expect(new Set(plans).size).toBe(values.length);
    values.forEach((_, at) => {
      expect(plans[at]).toBe(plans[at + values.length]);
    });
  });

  it("of a thousand graphs holds a few", async () => {
    const backend = wasmBackend({ threads: 1 });
    for (let value = 0; value < 1000; value++) await compiled(tracedOf(value), { backend });
    expect(backend.cache?.size).toBe(32);
  });
});
