/** Many tensors joined: guards in guards, of which a group of lanes computes what it wants. */
import { compile, f32, hostTensor, tensorType, trace, type DType, type Tensor } from "@rensa/core";
import { concat } from "@rensa/ops";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { wasmBackend } from "../src/index.ts";

const backend = wasmBackend({ threads: 2 });
afterAll(() => backend.close());

/** Parts of the given extents along an axis, of `[before, extent, after]`, filled with numbers of their own. */
function partsOf(extents: readonly number[], [before, after]: readonly [number, number], dtype: DType) {
  let next = 0;
  return extents.map((extent) => {
    const data = Array.from({ length: before * extent * after }, () => next++ % 251);
    return hostTensor(data, [before, extent, after], dtype);
  });
}

/** Of the elements of the parts those of the whole, one line along the axis after another. */
function joined(parts: ReturnType<typeof partsOf>, before: number): readonly number[] {
  return Array.from({ length: before }, (_, line) =>
    parts.flatMap(({ data }) => {
      const width = data.length / before;
      return [...data.slice(line * width, (line + 1) * width)];
    }),
  ).flat();
}

async function compileJoin(parts: readonly { readonly shape: readonly number[]; readonly dtype: DType }[]) {
  const types = Object.fromEntries(
    parts.map(({ dtype, shape }, at) => [`part${String(at)}`, tensorType(dtype, shape)]),
  );
  const traced = trace(types, (given) => concat(Object.values(given), 1));
  return await compile(traced, { backend });
}

describe("many tensors, joined", () => {
  it("are those tensors one after another, wherever a group of lanes begins", async () => {
    const cases = fc.record({
      extents: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }),
      before: fc.integer({ min: 1, max: 3 }),
      after: fc.constantFrom(1, 1, 2, 5),
      dtype: fc.constantFrom<DType>("f32", "f64", "i32", "u8", "bool"),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ extents, before, after, dtype }) => {
        const parts = partsOf(extents, [before, after], dtype === "bool" ? "u8" : dtype).map((part) =>
          dtype === "bool"
            ? hostTensor(
                Array.from(part.data, (each) => each % 2),
                part.shape,
                dtype,
              )
            : part,
        );
        const program = await compileJoin(parts);
        const given = Object.fromEntries(parts.map((part, at) => [`part${String(at)}`, part]));
        expect([...program.run(given).data]).toEqual(joined(parts, before));
      }),
      { numRuns: 60 },
    );
  });

  it("take time by their elements, not by their number times that", async () => {
    const elements = 2 ** 16;
    const timed = async (count: number): Promise<() => number> => {
      const x = f32(1, elements / count, 1);
      const traced = trace({ x }, ({ x }) => concat(Array<Tensor>(count).fill(x), 1));
      const program = await compile(traced, { backend });
      const given = { x: new Float32Array(elements / count) };
      return () => {
        const start = performance.now();
        program.run(given);
        return performance.now() - start;
      };
    };
    const [few, many] = [await timed(64), await timed(1024)];
    // The best of several in turn, since a loaded machine makes any of them wait.
    const [ofFew, ofMany] = [[Infinity], [Infinity]];
    for (let round = 0; round < 20; round++) {
      ofFew.push(few());
      ofMany.push(many());
    }
    // They were sixteen times as long, as there are sixteen times as many.
    expect(Math.min(...ofMany)).toBeLessThan(8 * Math.min(...ofFew));
  });
});
