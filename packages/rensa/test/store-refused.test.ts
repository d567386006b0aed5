/** What does not fit a store is refused, before anything changes, on every backend. */
import { jsBackend } from "@rensa/backend-js";
import { hostTensor } from "@rensa/core";
import { add, mul, normal, sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { createEngine, f32, trace } from "../src/index.ts";
import { backends, codeOf, run } from "./stores.ts";

describe.each(backends)("a store on %s", (_name, make) => {
  it("refuses what does not fit before anything changes", async () => {
    const engine = createEngine({ backend: make() });
    const store = await engine.createStore({ a: f32(2), b: { c: f32() } });
    store.write({ a: [1, 2], b: { c: 3 } });
    const before = await store.read();
    const calls: readonly (readonly [string, () => unknown])[] = [
      ["INPUT_MISMATCH", () => store.write({ a: [5, 6], b: { c: [1, 2] } })],
      ["INPUT_MISMATCH", () => store.write({ a: [5, 6], z: 1 } as never)],
      ["INPUT_MISMATCH", () => store.write({ a: [5, 6], b: 7 } as never)],
      ["INPUT_MISMATCH", () => store.writeByPath(new Map([["b.d", hostTensor(1)]]))],
      ["INPUT_MISMATCH", () => store.readByPath(["b.d"])],
      ["ARGUMENT_INVALID", () => store.pick("z" as never)],
      ["ARGUMENT_INVALID", () => store.read("z" as never)],
      ["ARGUMENT_INVALID", () => store.readNow("z" as never)],
      [
        "INPUT_MISMATCH",
        () =>
          engine.compile(
            trace({ a: f32(3) }, ({ a }) => sum(a)),
            { state: store },
          ),
      ],
      [
        "INPUT_MISMATCH",
        () =>
          engine.compile(
            trace({ b: { d: f32() } }, ({ b }) => b.d),
            { state: store },
          ),
      ],
      [
        "INPUT_MISMATCH",
        () =>
          engine.compile(
            trace({ x: f32(3) }, ({ x }) => ({ a: x })),
            { state: store },
          ),
      ],
      [
        "ARGUMENT_INVALID",
        () =>
          engine.compile(
            trace({ a: f32(2) }, ({ a }) => sum(a)),
            { precision: "f64", state: store },
          ),
      ],
      [
        "ARGUMENT_INVALID",
        () =>
          createEngine({ backend: jsBackend() }).compile(
            trace({ a: f32(2) }, ({ a }) => sum(a)),
            { state: store },
          ),
      ],
      [
        "ARGUMENT_INVALID",
        () =>
          engine.compile(
            trace({ a: f32(2) }, ({ a }) => sum(a)),
            { state: { names: ["a"] } as never },
          ),
      ],
      ["ARGUMENT_INVALID", () => engine.createStore(f32(2) as never)],
      ["ARGUMENT_INVALID", () => engine.createStore({})],
      ["ARGUMENT_INVALID", () => engine.createStore(3 as never)],
      ["ARGUMENT_INVALID", () => engine.createStore({ "a.b": f32(), a: { b: f32() } })],
      ["ARGUMENT_INVALID", () => engine.createStore(() => ({ a: f32() }) as never)],
      ["ARGUMENT_INVALID", () => engine.createStore((key) => ({ a: normal(key, [1]) }), { seed: 0.5 })],
    ];
    for (const [code, call] of calls) expect(await codeOf(call), String(call)).toBe(code);
    expect(await store.read()).toEqual(before);
  });

  it("is not mistaken for a single input or output, whatever it calls its values, nor left out in silence", async () => {
    const engine = createEngine({ backend: make() });
    const store = await engine.createStore({ input: f32(2), output: f32(2), other: f32() });
    const single = trace(f32(2), (x) => mul(x, 2));
    expect(await codeOf(() => engine.compile(single, { state: store }))).toBe("ARGUMENT_INVALID");
    const half = await engine.compile(
      trace({ other: f32(), x: f32(2) }, ({ other, x }) => mul(x, add(other, 2))),
      { state: store },
    );
    expect((await run(half, { x: [1, 2] })).data).toEqual(Float32Array.of(2, 4));
    expect((await store.read("output")).data).toEqual(Float32Array.of(0, 0));
    expect(
      await codeOf(() =>
        engine.compile(
          trace({ y: f32() }, ({ y }) => y),
          { state: store },
        ),
      ),
    ).toBe("ARGUMENT_INVALID");
    expect(
      await codeOf(() =>
        engine.compile(
          trace({ y: f32() }, ({ y }) => ({ y })),
          { state: ["z"] },
        ),
      ),
    ).toBe("ARGUMENT_INVALID");
  });
});
