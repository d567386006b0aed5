/** Every op against PyTorch: the answers in `reference/`, which `reference/make.ts` asked for. */
import { afterAll, describe, expect, it } from "vitest";
// By their paths: this package depends on no backend, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import { wasmBackend } from "../../backend-wasm/src/index.ts";
import { differencesFromTorch, doubleTolerance, singleTolerance } from "../reference/check.ts";
import { collectSamples } from "../reference/collect.ts";
import { readFixture } from "../reference/fixture.ts";
import { digestOf, questionOf, torchOf } from "../reference/question.ts";

const { families, broken } = await collectSamples();
const oracle = { backend: jsBackend(), precision: "f64" } as const;
const fast = { backend: wasmBackend({ threads: 1 }) };
afterAll(() => fast.backend.close());

/** Every sample, with what PyTorch was asked and what it answered. */
const all = families.flatMap(({ name: family, ops }) => {
  const fixture = readFixture(family);
  return ops.flatMap((samples) =>
    samples.samples.map((sample) => {
      const op = samples.op.definition.name;
      const answer = fixture?.ops[op]?.[sample.name];
      const name = `${family}/${op}, "${sample.name}"`;
      return { name, family, op, samples, sample, answer, question: questionOf(samples, sample) };
    }),
  );
});
const asked = all.flatMap((each) => (each.question === null ? [] : [{ ...each, question: each.question }]));
const answered = asked.flatMap((each) =>
  each.answer?.digest === digestOf(each.question) ? [{ ...each, answer: each.answer }] : [],
);

describe("the values and gradients of PyTorch", () => {
  it.each(answered)("are those of $name", async ({ samples, sample, question, answer }) => {
    const single = singleTolerance(samples.tolerance);
    expect({
      "JavaScript, float64": await differencesFromTorch(question, sample, answer, oracle, doubleTolerance),
      "WebAssembly, float32": await differencesFromTorch(question, sample, answer, fast, single),
    }).toEqual({ "JavaScript, float64": [], "WebAssembly, float32": [] });
  });
});

describe("the package", () => {
  it("has a reference in PyTorch or a reason for every op", () => {
    const missing = all
      .filter(({ samples, sample }) => torchOf(samples, sample) === undefined)
      .map(({ name }) => `${name} says nothing of PyTorch; give it or its op torch: "<Python>"`);
    expect([...broken, ...missing]).toEqual([]);
  });

  it("has an answer of PyTorch to every sample as it is now", () => {
    const fresh = new Set(answered.map(({ name }) => name));
    const stale = asked.filter(({ name }) => !fresh.has(name));
    const ops = [...new Set(stale.map(({ op }) => op))].join(",");
    expect(
      stale.map(({ name, answer }) => (answer === undefined ? `${name} is new` : `${name} has changed`)),
      `Run npx tsx packages/ops/reference/make.ts --python <one that has torch> --only ${ops}`,
    ).toEqual([]);
  });

  it("has no answer that no sample asked for", () => {
    const names = new Set(asked.map(({ name }) => name));
    const left = families.flatMap(({ name: family }) =>
      Object.entries(readFixture(family)?.ops ?? {}).flatMap(([op, answers]) =>
        Object.keys(answers).map((sample) => `${family}/${op}, "${sample}"`),
      ),
    );
    expect(
      left.filter((name) => !names.has(name)),
      "Run npx tsx packages/ops/reference/make.ts --python <one that has torch>",
    ).toEqual([]);
  });
});
