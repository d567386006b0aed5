/** The support matrix says what its columns found, and is read back. */
import { jsBackend } from "@rensa/backend-js";
import { defineOp, hostTensor, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
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
  forward: { composite: ([x, by]) => add(x, cast(by, x.dtype)) as Tensor },
  nonDifferentiable: "it is planted",
  call: (apply) => (x: Tensor, by: Tensor) => apply([x, by])[0] as Tensor,
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
    const both = { ...squares, samples: [...squares.samples, ...integers.samples] };
    expect(await backendColumn("js", js, "f32").judge(both)).toBe("yes");
  });
});
