/** The support matrix says what its columns found, and is read back. */
import { jsBackend } from "@rensa/backend-js";
import { defineOp, hostTensor, RensaError, sampleTensor, type Backend, type OpSamples, type Tensor } from "@rensa/core";
import { add, cast } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import {
  backendColumn,
  forwardColumn,
  integerColumn,
  jvpColumn,
  readSupportMatrix,
  secondOrderColumn,
  supportMatrix,
  vjpColumn,
  vmapColumn,
  type SupportColumn,
} from "../src/index.ts";
import { cubes, hostOp, samplesOf } from "./plant.ts";

const column = (title: string, verdict: () => string): SupportColumn => ({
  title,
  meaning: `it is ${title}.`,
  judge: async () => await Promise.resolve(verdict()),
});
const broken = column("broken", () => {
  throw new TypeError("it broke");
});

const square = defineOp({ name: "square_of", forward: { scalar: ([x]) => x.mul(x) } });
const squares: OpSamples = {
  op: square,
  samples: [{ name: "a vector", inputs: [sampleTensor([5])], apply: (x) => square(x) }],
  reference: (x) => x * x,
};
const shift = defineOp({
  name: "shift",
  inputs: ["x", "by"],
  forward: { composite: ([x, by]) => add(x, cast(by, x.dtype)) },
  nonDifferentiable: "it is planted",
  call: (apply) => (x: Tensor, by: Tensor) => apply([x, by]),
});
const shifts: OpSamples = {
  op: shift,
  samples: [
    {
      name: "by integers",
      inputs: [hostTensor([0.5, 1]), hostTensor([1, 2], [2], "i32")],
      apply: (x, by) => shift(x, by),
    },
  ],
  reference: (x, by) => x + by,
};
const wrong = samplesOf(hostOp("wrong", { run: cubes((_, y) => (y.data[1] = 7)) }));

describe("the support matrix", () => {
  const columns = [column("good", () => "yes"), column("bad", () => "no: for\na reason"), broken];

  it("has a row for each op, a column for each question, and a footnote for each reason", async () => {
    const families = [
      { name: "Squares", ops: [squares] },
      { name: "Others", ops: [shifts, wrong] },
    ];
    const heard: string[] = [];
    const text = await supportMatrix(families, columns, (name) => heard.push(name));
    expect(heard).toEqual(["square_of", "shift", "wrong"]);
    expect(readSupportMatrix(text)).toEqual({ titles: ["good", "bad", "broken"], ops: heard });
    expect(text).toContain("## Squares");
    expect(text).toContain("- **bad**: it is bad.");
    expect(text).toContain("| `shift` | yes  | no[^1] | no[^2] |");
    expect(text).toMatch(/\[\^1\]: for a reason\n\n\[\^2\]: TypeError: it broke\n$/);
  });

  it("is yes where the checks find nothing, and says what they find", async () => {
    const all = [forwardColumn, vjpColumn, secondOrderColumn, jvpColumn, vmapColumn];
    for (const each of all) expect(await each.judge(squares), each.title).toBe("yes");
    expect(await forwardColumn.judge(wrong)).toMatch(/^no: of a vector, element 1 is 7 instead of/);
    expect(await vjpColumn.judge(shifts)).toBe("it is planted");
  });

  it("says of a dtype whether the samples use it, be it in one operand only", async () => {
    const js = jsBackend();
    expect(await backendColumn("js", js, "f32").judge(shifts)).toBe("yes");
    expect(await backendColumn("js", js, "f64").judge(squares)).toBe("yes");
    expect(await integerColumn([js]).judge(shifts)).toBe("yes");
    const integers: OpSamples = {
      op: square,
      samples: [{ name: "integers", inputs: [hostTensor([1, 2], [2], "i32")], apply: (x) => square(x) }],
    };
    expect(await backendColumn("js", js, "f32").judge(integers)).toBe("yes: it has no f32, and runs as it is");
    // It refuses integers in place of its floats, though it has integers besides.
    const scale = defineOp({
      name: "scale_by",
      inputs: ["x", "by"],
      forward: {
        host: {
          types: ([x, by]) => {
            if (x.dtype !== "f32" || by.dtype !== "i32")
              throw new RensaError("DTYPE_MISMATCH", "give floats and integers");
            return [x];
          },
          run: ([x], [y]) => {
            y?.data.set(x.data);
          },
        },
      },
      nonDifferentiable: "it is planted",
      call: (apply) => (x: Tensor, by: Tensor) => apply([x, by]),
    });
    const mixed: OpSamples = {
      op: scale,
      samples: [{ ...shifts.samples[0], apply: (x: Tensor, by: Tensor) => scale(x, by) }],
    } as OpSamples;
    expect(await integerColumn([js]).judge(mixed)).toBe("no");
    const both = { ...squares, samples: [...squares.samples, ...integers.samples] };
    expect(await backendColumn("js", js, "f32").judge(both)).toBe("yes");
  });

  it("compares integers to the bit", async () => {
    const js = jsBackend();
    const off: Backend = {
      ...js,
      prepare: async (plan, options) => {
        const prepared = await js.prepare(plan, options);
        const written = plan.kernels.at(-1)?.buffers.filter(({ access }) => access === "write") ?? [];
        const run = (): void => {
          prepared.run?.();
          for (const { name } of written) prepared.storage.view?.(name).set([9_000_001]);
        };
        return { ...prepared, run };
      },
    };
    const large: OpSamples = {
      op: square,
      samples: [{ name: "the square of 3,000", inputs: [hostTensor([3000], [1], "i32")], apply: (x) => square(x) }],
    };
    expect(await integerColumn([js]).judge(large)).toBe("yes");
    expect(await integerColumn([off]).judge(large)).toMatch(/^no/);
  });
});
