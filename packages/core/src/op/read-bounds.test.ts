import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Index } from "../expression/index-map.ts";
import { RensaError } from "../graph/error.ts";
import { f32 } from "../graph/tensor-type.ts";
import { trace } from "../trace/trace.ts";
import { defineOp } from "./define-op.ts";
import type { LoopOperand, LoopTools } from "./form.ts";
import type { Scalar } from "../expression/scalar.ts";
import type { Tensor } from "./tensor.ts";

type Element = (x: LoopOperand, tools: LoopTools, ...at: readonly Index[]) => Scalar;

/** Applies an op with such elements to a vector. */
function apply(extent: number, shape: readonly number[], element: Element): RensaError | null {
  const op = defineOp({
    name: "reading",
    inputs: ["x"],
    forward: { loops: ([x], _, tools) => ({ shape, element: (...at) => element(x, tools, ...at) }) },
    nonDifferentiable: "a test",
    call: (call) => (x: Tensor) => call([x]),
  });
  try {
    trace({ x: f32(extent) }, ({ x }) => op(x));
    return null;
  } catch (error) {
    if (error instanceof RensaError) return error;
    throw error;
  }
}

/** `i * scale + offset`, then divided or its remainder taken. */
const indices = fc.record({
  scale: fc.integer({ min: -2, max: 3 }),
  offset: fc.integer({ min: -4, max: 6 }),
  divisor: fc.integer({ min: 1, max: 3 }),
  how: fc.constantFrom("plain", "div", "mod", "rest"),
});
type Spec = typeof indices extends fc.Arbitrary<infer T> ? T : never;

function indexOf({ scale, offset, divisor, how }: Spec, i: Index): Index {
  const index = i.mul(scale).add(offset);
  if (how === "div") return index.div(divisor);
  if (how === "mod") return index.mod(divisor);
  return how === "rest" ? index.sub(index.mod(divisor)) : index;
}

function valueOf({ scale, offset, divisor, how }: Spec, i: number): number {
  const index = i * scale + offset;
  const rest = ((index % divisor) + divisor) % divisor;
  if (how === "div") return (index - rest) / divisor;
  if (how === "mod") return rest;
  return how === "rest" ? index - rest : index;
}

const extents = fc.integer({ min: 0, max: 7 });

describe("a read of a loops op", () => {
  it("is refused when the op is applied, where and only where some place reads outside", () => {
    fc.assert(
      fc.property(indices, extents, extents, (spec, extent, count) => {
        const error = apply(extent, [count], (x, _, i) => x.at(indexOf(spec, i)));
        const read = Array.from({ length: count }, (_, i) => valueOf(spec, i));
        expect(error === null).toBe(read.every((at) => at >= 0 && at < extent));
        if (error === null) return;
        expect(error.code).toBe("OP_INVALID");
        expect(error.message).toContain(`from ${String(Math.min(...read))} to ${String(Math.max(...read))}`);
        expect(error.message).toMatch(/axis 0 of x .*within\(\)/);
      }),
      { numRuns: 300 },
    );
  });

  it("may stand where within keeps it inside, in its value and in its otherwise", () => {
    const bounds = fc.record({ index: indices, lower: fc.integer({ min: -2, max: 5 }), length: fc.nat(6) });
    fc.assert(
      fc.property(indices, bounds, fc.boolean(), extents, extents, (spec, bound, isValue, extent, count) => {
        const [lower, upper] = [bound.lower, bound.lower + bound.length];
        const error = apply(extent, [count], (x, { within, constant }, i) => {
          const read = (): Scalar => x.at(indexOf(spec, i));
          const other = (): Scalar => constant(0, "f32");
          const test = [{ index: indexOf(bound.index, i), lower, upper }];
          return isValue ? within(test, read, 0) : within(test, other, read);
        });
        const isOutside = Array.from({ length: count }, (_, i) => i).some((i) => {
          const tested = valueOf(bound.index, i);
          const at = valueOf(spec, i);
          return (tested >= lower && tested < upper) === isValue && (at < 0 || at >= extent);
        });
        expect(error !== null).toBe(isOutside);
      }),
      { numRuns: 500 },
    );
  });

  it("is found in sums, flat reads and large axes, and not where nothing is summed", () => {
    const windowed = (length: number): Element => {
      return (x, { sumOver }, i) => sumOver([length], (k) => x.at(i.add(k)));
    };
    expect(apply(10, [8], windowed(3))).toBeNull();
    expect(apply(10, [8], windowed(4))?.message).toContain("from 0 to 10");
    expect(apply(0, [8], windowed(0))).toBeNull();
    expect(apply(10, [10], (x, _, i) => x.flat(i.add(1)))?.message).toContain("the elements of x");
    expect(apply(1_000_000, [1_000_000], (x, _, i) => x.at(i.mul(-1).add(999_999)))).toBeNull();
    expect(apply(1_000_000, [1_000_000], (x, _, i) => x.at(i.mul(-1).add(999_998)))).not.toBeNull();
  });

  it("may be computed from data, which is held inside", () => {
    expect(apply(3, [4], (x, { position }, i) => x.at(position(i).mul(100)))).toBeNull();
  });
});
