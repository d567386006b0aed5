/** What `describeOp` and `describeBackend` say to vitest: a test for everything that is to be checked. */
import { jsBackend } from "@rensa/backend-js";
import { defineOp, RensaError, sampleTensor, type OpSamples } from "@rensa/core";
import { afterEach, assert, beforeEach, describe, expect, it, vi } from "vitest";
import type * as conformance from "../src/index.ts";

const square = defineOp({
  name: "described_square",
  forward: { scalar: ([x]) => x.mul(x) },
});
const samples: OpSamples = {
  op: square,
  samples: ["first", "second"].map((name) => ({
    name,
    inputs: [sampleTensor([3])],
    apply: (x) => square(x),
  })),
  reference: (x) => x * x,
  errors: [
    {
      name: "a number that is refused",
      inputs: [],
      code: "ARGUMENT_INVALID",
      apply: () => {
        throw new RensaError("ARGUMENT_INVALID", "it is refused");
      },
    },
  ],
};

/** A test, as vitest gets it. */
interface DescribedTest {
  readonly name: string;
  readonly body: () => void | Promise<void>;
  /** Milliseconds. */
  readonly timeout: number | undefined;
}

/** The names of the tests that a function describes, one after another. */
async function testsOf(describing: (from: typeof conformance) => void): Promise<readonly string[]> {
  return (await described(describing)).map(({ name }) => name);
}

async function described(describing: (from: typeof conformance) => void): Promise<readonly DescribedTest[]> {
  const tests: DescribedTest[] = [];
  const within: string[] = [];
  vi.doMock("vitest", () => ({
    describe: (name: string, body: () => void) => {
      within.push(name);
      body();
      within.pop();
    },
    it: (name: string, body: DescribedTest["body"], timeout?: number) =>
      tests.push({ name: [...within, name].join(" "), body, timeout }),
    expect,
    assert,
  }));
  describing(await import("../src/index.ts"));
  return tests;
}

describe("what is described", () => {
  beforeEach(() => {
    vi.resetModules();
  });
  afterEach(() => {
    vi.doUnmock("vitest");
  });

  it("fails with each finding as a sentence, after any time that a busy machine takes", async () => {
    const wrong: OpSamples = { ...samples, reference: (x) => x * x + 1e-4, errors: [] };
    const tests = await described(({ describeOp }) => {
      describeOp(wrong);
    });
    const failing = tests.find(({ name }) => name === "described_square of first has the values of its reference");
    await expect(failing?.body()).rejects.toThrow(/^described_square of first, reference: .* instead of /s);
    for (const { timeout } of tests) expect(timeout).toBeGreaterThanOrEqual(60_000);
  });

  it("is every sample on every group of backends, and the stores of each group once", async () => {
    const groups = ["alone", "together"].map((name) => ({ name, backends: [jsBackend()] }));
    const names = await testsOf(({ describeBackend }) => {
      describeBackend(samples, groups);
      describeBackend(samples, groups);
    });
    for (const sample of ["first", "second"]) {
      for (const group of ["alone", "together"]) {
        expect(names).toContain(`described_square of ${sample} has the values and gradients of the oracle (${group})`);
      }
    }
    expect(names).toHaveLength(12);
    const stores = names.filter((name) => name.includes("keep state"));
    expect(stores.map((name) => name.replace(/.*\(/, "("))).toEqual(["(alone)", "(together)"]);
  });

  it("is every check that has something to say, and every error", async () => {
    const names = await testsOf(({ describeOp }) => {
      describeOp(samples);
    });
    expect(names).toContain("described_square of second has the values of its reference");
    expect(names).not.toContain("described_square of second has the values that are written down");
    expect(names.at(-1)).toBe(
      "described_square refuses a number that is refused with ARGUMENT_INVALID and the line of the call",
    );
    expect(names[0]).toBe("described_square has samples, each with a name of its own");
  });
});
