/** The checks of backends see what is wrong with one: JavaScript, of which some results are spoiled. */
import { jsBackend } from "@rensa/backend-js";
import {
  defineOp,
  sampleTensor,
  type Backend,
  type HostTensor,
  type OpSamples,
  type Tensor,
  type TypedArray,
} from "@rensa/core";
import type { ProgramPlan } from "@rensa/core/compiler";
import { mul } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { checkBackend, findingText, Subject, type BackendGroup } from "../src/index.ts";

/** Changes what the last kernel wrote; `run` counts from 1. */
type Spoil = (result: TypedArray, plan: ProgramPlan, run: number) => void;

/** JavaScript that says how many threads it has, and is spoiled. */
function backendWith(spoil: Spoil, threads = 1): Backend {
  const inner = jsBackend();
  return {
    ...inner,
    threads,
    prepare: async (plan, options) => {
      const prepared = await inner.prepare(plan, options);
      const written = plan.kernels.at(-1)?.buffers.filter(({ access }) => access !== "read") ?? [];
      let count = 0;
      return {
        ...prepared,
        run: () => {
          prepared.run?.();
          count++;
          for (const { name } of written) {
            const result = prepared.storage.view?.(name);
            if (result !== undefined) spoil(result, plan, count);
          }
        },
      };
    },
  };
}

const square = defineOp({ name: "square_plus", inputs: ["x", "y"], forward: { scalar: ([x, y]) => x.mul(x).add(y) } });

const sampleOf = (name: string, ...inputs: readonly HostTensor[]) => ({
  name,
  inputs,
  apply: (x: Tensor, y: Tensor) => mul(square(x, y), 2),
});

const samples: OpSamples = {
  op: square,
  samples: [
    sampleOf("eight", sampleTensor([8], 1, 2), sampleTensor([8], 1, 2)),
    sampleOf("seven", sampleTensor([7], 1, 2), sampleTensor([7], 1, 2)),
    sampleOf("a row", sampleTensor([2, 4], 1, 2), sampleTensor([4], 1, 2)),
    sampleOf("nothing", sampleTensor([0], 1, 2), sampleTensor([0], 1, 2)),
  ],
  reference: (x, y) => 2 * (x * x + y),
};

const ofGradients = ({ kernels }: ProgramPlan): boolean =>
  kernels.some(({ nodes }) => nodes.some((node) => /vjp|cotangent|sum/.test(node)));
const dtypeOf = (result: TypedArray): string => result.constructor.name;
const isSingle = (result: TypedArray): boolean => result instanceof Float32Array;
const put = (result: TypedArray, at: number, change: (value: number) => number): void => {
  const value = result[at];
  if (value !== undefined) result[at] = change(value);
};
const plus =
  (part: number) =>
  (value: number): number =>
    value * (1 + part);
const values =
  (spoil: Spoil): Spoil =>
  (result, plan, run) => {
    if (!ofGradients(plan)) spoil(result, plan, run);
  };

interface Planted {
  readonly mistake: string;
  readonly backends: readonly Backend[];
  readonly seenBy: readonly string[];
  readonly inSamples?: readonly string[];
}

const right = backendWith(() => undefined);

const planted: readonly Planted[] = [
  {
    mistake: "a value is off by 1e-4",
    backends: [backendWith(values((result) => put(result, 3, plus(1e-4))))],
    seenBy: ["backend dtypes", "backend values"],
  },
  {
    mistake: "a value is NaN",
    backends: [backendWith(values((result) => put(result, 3, () => Number.NaN)))],
    seenBy: ["backend dtypes", "backend values"],
  },
  {
    mistake: "a gradient is off by 1e-4",
    backends: [
      backendWith((result, plan) => {
        if (ofGradients(plan)) put(result, 0, plus(1e-4));
      }),
    ],
    seenBy: ["backend gradients"],
  },
  {
    mistake: "the last elements are left out where their number is no multiple of 4",
    backends: [
      backendWith(
        values((result) => {
          if (result.length % 4 !== 0) result.fill(0, result.length - (result.length % 4));
        }),
      ),
    ],
    seenBy: ["backend dtypes", "backend values"],
    inSamples: ["seven"],
  },
  {
    mistake: "operands that broadcast are read wrong",
    backends: [
      backendWith(
        values((result, { buffers }) => {
          if (buffers.some(({ shape }) => shape.join() === "2,4")) put(result, 7, plus(0.1));
        }),
      ),
    ],
    seenBy: ["backend dtypes", "backend values"],
    inSamples: ["a row"],
  },
  {
    mistake: "what is empty is refused",
    backends: [
      {
        ...right,
        prepare: async (plan, options) => {
          if (plan.buffers.some(({ shape }) => shape.includes(0))) throw new RangeError("nothing to compute");
          return await right.prepare(plan, options);
        },
      },
    ],
    seenBy: ["backend dtypes", "backend gradients", "backend values"],
    inSamples: ["nothing"],
  },
  {
    mistake: "it is wrong where kernels are not fused",
    backends: [
      backendWith(
        values((result, { kernels }) => {
          if (kernels.length > 1) put(result, 1, plus(1e-3));
        }),
      ),
    ],
    seenBy: ["backend values"],
  },
  {
    mistake: "doubles lose digits",
    backends: [
      backendWith(
        values((result, { precision }) => {
          if (precision === "f64") put(result, 1, plus(1e-7));
        }),
      ),
    ],
    seenBy: ["backend values"],
  },
  {
    mistake: "it is wrong for inputs of f64",
    backends: [
      backendWith(
        values((result, { precision }) => {
          if (precision === "f32" && dtypeOf(result) === "Float64Array") put(result, 1, plus(1e-7));
        }),
      ),
    ],
    seenBy: ["backend dtypes"],
  },
  {
    mistake: "it is wrong for integers by 1",
    backends: [
      backendWith(
        values((result) => {
          if (dtypeOf(result) === "Int32Array") put(result, 1, (value) => value + 1);
        }),
      ),
    ],
    seenBy: ["backend dtypes"],
  },
  {
    mistake: "it is wrong with two threads",
    backends: [
      right,
      backendWith(
        values((result) => put(result, 5, plus(1e-3))),
        2,
      ),
    ],
    seenBy: ["threads"],
  },
  {
    mistake: "it has another last bit with three threads",
    backends: [
      right,
      backendWith(() => undefined, 2),
      backendWith(
        values((result) => {
          if (isSingle(result)) put(result, 5, (value) => Math.fround(value * (1 + 2 ** -23)));
        }),
        3,
      ),
    ],
    seenBy: ["threads"],
  },
  {
    mistake: "gradients have another last bit with two threads",
    backends: [
      right,
      backendWith((result, plan) => {
        if (ofGradients(plan)) put(result, 0, (value) => Math.fround(value * (1 + 2 ** -23)));
      }, 2),
    ],
    seenBy: ["threads"],
  },
  {
    mistake: "a later run is off by a last bit",
    backends: [
      backendWith(
        values((result, _, run) => {
          if (run > 1 && isSingle(result)) put(result, 5, (value) => Math.fround(value * (1 + 2 ** -23)));
        }),
      ),
    ],
    seenBy: ["backend repeats"],
  },
  {
    mistake: "a later run with two threads is off",
    backends: [
      right,
      backendWith(
        values((result, _, run) => {
          if (run > 1) put(result, 5, plus(1e-3));
        }),
        2,
      ),
    ],
    seenBy: ["backend repeats"],
  },
  { mistake: "there is no backend", backends: [], seenBy: ["backend"] },
];

async function findingsOf(groups: readonly BackendGroup[]) {
  const findings = [];
  for (const sample of samples.samples) findings.push(...(await checkBackend(new Subject(samples, sample), groups)));
  return findings;
}

describe("the checks of backends", () => {
  it.each(planted)("see that $mistake: $seenBy", async ({ backends, seenBy, inSamples }) => {
    const findings = await findingsOf([{ name: "planted", backends }]);
    const names = [...new Set(findings.map(({ check }) => check))].sort();
    expect(names, findings.map(findingText).join("\n")).toEqual(seenBy);
    for (const { sample, found, expected } of findings) {
      expect(found).not.toBe(expected);
      if (inSamples !== undefined) expect(inSamples).toContain(sample);
    }
  });

  it("find nothing in JavaScript, emitted and interpreted, with any number of threads", async () => {
    const backends = [1, 2, 3].map((threads) => backendWith(() => undefined, threads));
    const groups = [
      { name: "emitted", backends },
      { name: "interpreted", backends: [jsBackend({ mode: "interpret" })] },
    ];
    expect((await findingsOf(groups)).map(findingText)).toEqual([]);
  });

  it("see that one group of several is empty", async () => {
    const findings = await findingsOf([
      { name: "good", backends: [right] },
      { name: "none", backends: [] },
    ]);
    expect(new Set(findings.map(({ where }) => where))).toEqual(new Set(["the backends"]));
  });

  it("see that there is no group", async () => {
    const findings = await findingsOf([]);
    expect(new Set(findings.map(({ check }) => check))).toEqual(new Set(["backend"]));
  });

  it("say which group, with how many threads, is wrong in what", async () => {
    const wrong = backendWith(
      values((result) => put(result, 5, plus(1e-3))),
      2,
    );
    const findings = await findingsOf([
      { name: "good", backends: [right] },
      { name: "bad", backends: [right, wrong] },
    ]);
    expect(findings[0]?.where).toBe("element 5 of the values, bad, 2 threads against 1");
  });
});
