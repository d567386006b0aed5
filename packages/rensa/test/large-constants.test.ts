/** Large constants: they are copied once into the graph and once into a program, and nothing else holds their elements. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { add, mul, sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { constant, createEngine, f32, printGraph, scan, standardRegistry, trace, type Backend } from "../src/index.ts";
import type { TypedArray } from "@rensa/core";
import { loadGraph, parseGraph } from "@rensa/core/graph";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

interface Bytes {
  readonly heap: number;
  readonly arrays: number;
}

/** What is held now. */
function held(): Bytes {
  // The engine keeps the last text that a pattern was looked for in.
  /x/.test("x");
  for (let turn = 0; turn < 3; turn++) collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, arrays: arrayBuffers };
}

const sizes = [200_000, 2_000_000] as const;

/** Bytes that a further element costs, of what `make` returns. */
async function bytesPerElement(make: (data: Float32Array) => unknown): Promise<Bytes> {
  const found: Bytes[] = [];
  await make(new Float32Array(16));
  for (const size of sizes) {
    const data = Float32Array.from({ length: size }, (_, at) => at % 977);
    const before = held();
    const kept = await make(data);
    const after = held();
    found.push({ heap: after.heap - before.heap, arrays: after.arrays - before.arrays });
    expect(kept).toBeDefined();
    expect(data).toHaveLength(size);
  }
  const [small, large] = found as [Bytes, Bytes];
  const further = sizes[1] - sizes[0];
  return { heap: (large.heap - small.heap) / further, arrays: (large.arrays - small.arrays) / further };
}

const weighted = (data: Float32Array) => trace({ x: f32() }, ({ x }) => sum(mul(constant(data), x)));

describe("a constant of millions of elements", () => {
  it("is one typed array in the graph, loaded or traced, and nothing on the heap", async () => {
    const traced = await bytesPerElement(weighted);
    expect(traced.arrays).toBeLessThan(4.1);
    expect(traced.heap).toBeLessThan(1);
    const parsed = await bytesPerElement((data) => parseGraph(printGraph(weighted(data).graph)));
    expect(parsed.arrays).toBeLessThan(4.1);
    expect(parsed.heap).toBeLessThan(1);
  });

  it("is that array and the storage of the program once it is compiled", async () => {
    const backends: readonly Backend[] = [jsBackend(), wasmBackend({ threads: 1 })];
    for (const backend of backends) {
      const { arrays, heap } = await bytesPerElement((data) => createEngine({ backend }).compile(weighted(data)));
      expect(heap, backend.name).toBeLessThan(1);
      expect(arrays, backend.name).toBeLessThan(8.2);
    }
  });

  it("is kept once by a program that adds it to itself, and once by its loop", async () => {
    const twice = (data: Float32Array) =>
      trace({ x: f32() }, ({ x }) => {
        const [last] = scan(x, {}, (carry) => [add(carry, sum(mul(constant(data), carry))) as typeof x, {}], {
          length: 2,
        });
        return { last, sum: sum(add(constant(data), constant(data))) };
      });
    const traced = await bytesPerElement(twice);
    expect(traced.arrays).toBeLessThan(3 * 4 + 0.1);
    const compiled = await bytesPerElement((data) => createEngine({ backend: jsBackend() }).compile(twice(data)));
    expect(compiled.heap).toBeLessThan(1);
    // The three that were traced, and in the program one of the loop and one of the sum.
    expect(compiled.arrays).toBeLessThan(5 * 4 + 0.2);
  });
});

describe("the data of a constant", () => {
  const arrays: readonly TypedArray[] = [
    Float32Array.of(0.1, -0, NaN, Infinity),
    Float64Array.of(0.1, -0, NaN, -Infinity),
    Int32Array.of(1, -2, 2 ** 31 - 1, 0),
    Uint8Array.of(0, 255, 7, 1),
  ];

  it.each(arrays)("do not change with the array that was given, and compute what was given: %o", async (given) => {
    const kept = given.slice();
    const traced = trace({}, () => constant(given));
    const { shape, dtype } = traced.result as { shape: readonly [number]; dtype: "f32" };
    const ofTensor = trace({}, () => constant({ shape, dtype, data: given }));
    given.fill(1);
    for (const { graph } of [traced, ofTensor]) {
      const same = loadGraph(parseGraph(printGraph(graph)), standardRegistry());
      expect(same.graph).toEqual(graph);
      const program = await createEngine({ backend: jsBackend() }).compile(same);
      expect([...(program.run({}) as { data: TypedArray }).data]).toEqual([...kept]);
    }
  });

  it("cannot be written through the graph", () => {
    const { graph } = trace({}, () => constant([1, 2]));
    const before = printGraph(graph);
    const data = Object.values(graph.nodes)[0]?.attributes["data"] as never as number[];
    expect(() => {
      data[0] = 7;
    }).toThrow(TypeError);
    expect(printGraph(graph)).toBe(before);
  });
});
