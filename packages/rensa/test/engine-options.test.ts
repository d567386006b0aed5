/** The passes and the options of an engine, and of one program on it. */
import { mul } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import {
  compile,
  createEngine,
  createTrainer,
  defaultBackend,
  defaultPasses,
  f32,
  gridSearch,
  hostTensor,
  jsBackend,
  predictor,
  rule,
  search,
  simplifyWith,
  trace,
  train,
  withoutPasses,
  type Engine,
} from "../src/index.ts";
import { shareCommon } from "@rensa/core/compiler";
import { answer, question, plugin, engine, training } from "./engine-plugin.ts";

describe("the passes of an engine", () => {
  const traced = trace({ x: f32(3) }, ({ x }) => mul(question(x), 1));
  const opsOn = async (made: Engine) =>
    Object.values((await made.compile(traced)).stages.graph.nodes).map(({ op }) => op);

  it("are taken away by name, the plugins' rules among the others", async () => {
    const backend = jsBackend();
    const without = (names: readonly string[]) =>
      createEngine({ backend, plugins: [plugin], passes: (standard) => withoutPasses(names, standard) });
    expect(await opsOn(without([]))).toEqual(["input", "answer"]);
    expect(await opsOn(without(["share common subexpressions"]))).toEqual(["input", "answer"]);
    expect(await opsOn(without(["simplify"]))).toContain("question");
    expect(() => without(["simplifie"])).toThrow(/no pass is named "simplifie"/);
  });

  it("are added to", async () => {
    const back = rule("answer(x) -> question(x)", { op: answer, inputs: ["x"] }, ({ x }) => question(x));
    const made = createEngine({ plugins: [plugin], passes: (standard) => [...standard, simplifyWith([back])] });
    expect(await opsOn(made)).toEqual(["input", "question"]);
  });

  it("are those of a list, and of one program where it says so", async () => {
    const made = createEngine({ plugins: [plugin], passes: [shareCommon] });
    expect(await opsOn(made)).toContain("question");
    const program = await engine.compile(traced, { passes: [] });
    expect(Object.values(program.stages.graph.nodes).map(({ op }) => op)).toContain("mul");
  });

  it("must be a list, or a function that gives one", () => {
    for (const passes of [1, "simplify", () => 1, () => undefined, [1], { simplify: false }]) {
      expect(() => createEngine({ passes: passes as never })).toThrow(
        expect.objectContaining({ code: "ARGUMENT_INVALID" }),
      );
    }
  });
});

describe("an option", () => {
  const traced = trace({ x: f32(2) }, ({ x }) => mul(x, x));

  it("of an engine counts for each of its programs, unless one says otherwise", async () => {
    const strict = createEngine({ backend: jsBackend(), checkFinite: true });
    const infinite = { x: [Number.POSITIVE_INFINITY, 1] };
    const program = await strict.compile(traced);
    expect(() => program.run(infinite)).toThrow(expect.objectContaining({ code: "NON_FINITE" }));
    const lenient = await strict.compile(traced, { checkFinite: false });
    expect([...lenient.run(infinite).data]).toEqual([Number.POSITIVE_INFINITY, 1]);
    const oracle = createEngine({ backend: jsBackend(), precision: "f64" });
    expect((await oracle.compile(traced)).run({ x: [0.1, 1] }).data[0]).toBe(0.1 * 0.1);
  });

  it("that is undefined is one left out", async () => {
    const program = await engine.compile(traced, { passes: undefined, precision: undefined } as never);
    expect(program.stages.diffs.length).toBeGreaterThan(2);
    const made = createEngine({ backend: undefined, plugins: undefined, passes: undefined } as never);
    expect(made).toMatchObject({ backend: defaultBackend(), passes: defaultPasses });
  });

  it("of what the engine says for all programs is refused for one", async () => {
    for (const options of [{ backend: jsBackend() }, { plugins: [plugin] }, { engine }]) {
      await expect(compile(traced, options as never)).rejects.toMatchObject({ code: "ARGUMENT_INVALID" });
      await expect(engine.compile(traced, options as never)).rejects.toMatchObject({ code: "ARGUMENT_INVALID" });
    }
    for (const option of ["backend", "passes", "plugins", "checkFinite"]) {
      expect(() => train({ ...training, [option]: undefined as never })).not.toThrow();
      expect(() => train({ ...training, [option]: [] as never })).toThrow(`has no option "${option}"`);
    }
  });

  it("that is no engine is refused by a sentence", () => {
    for (const wrong of [1, "js", jsBackend(), {}, null]) {
      const given = { ...training, engine: wrong as never };
      const parameters = new Map([["weights", hostTensor([0])]]);
      const calls = [
        () => train(given),
        () => createTrainer(given),
        () => predictor({ model: training.model, parameters, example: f32(), engine: wrong as never }),
        () => search({ space: {}, strategy: gridSearch({ points: 1 }), trial: () => training, engine: wrong as never }),
      ];
      // Nobody is an engine: null is as good as none.
      if (wrong === null) continue;
      for (const call of calls) expect(call).toThrow(/the engine is .*; give what has backend, compile/);
    }
  });
});
