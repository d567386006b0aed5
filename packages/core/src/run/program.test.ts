/** What programs are given: what they refuse leaves their state as it was. */
import { describe, expect, it } from "vitest";
import { hostTensor } from "../graph/host-tensor.ts";
import { f32 } from "../graph/tensor-type.ts";
import { defineOp } from "../op/define-op.ts";
import { compile } from "./compile.ts";
import { trace } from "../trace/trace.ts";
import { interpretingBackend } from "../../test/interpreting-backend.ts";
import { expectRefusal } from "../../test/refusal.ts";

const twice = defineOp({
  name: "twice",
  inputs: ["a"],
  attributes: { by: 2 },
  forward: { scalar: ([a], { by }) => a.mul(by) },
});
const plus = defineOp({ name: "plus", inputs: ["a", "b"], forward: { scalar: ([a, b]) => a.add(b) } });

describe("a program refuses", () => {
  const traced = trace({ count: f32(), deep: { w: f32(2, 3) }, x: f32(2) }, ({ count, deep, x }) => ({
    count: plus(count, 1),
    deep: { w: plus(deep.w, count) },
    y: twice(x),
  }));
  const made = () => compile(traced, { backend: interpretingBackend(), state: ["count", "deep"] });
  type Made = Awaited<ReturnType<typeof made>>;

  it.each<readonly [string, string, (program: Made) => unknown]>([
    [
      "nothing for an input",
      'INPUT_MISSING run: the input "x" (f32[2]) is missing',
      (program) => program.run({} as never),
    ],
    ["another shape", 'INPUT_MISMATCH run: the input "x"', (program) => program.run({ x: [1, 2, 3] })],
    [
      "a state that it has not",
      'INPUT_MISMATCH write: the store has no "x"; it has count, deep',
      (program) => {
        program.store.write({ x: hostTensor([1, 2]) } as never);
      },
    ],
    [
      "a state of no name",
      'INPUT_MISMATCH writeByPath: the store has no "z"',
      (program) => {
        program.store.writeByPath(new Map([["z", hostTensor(1)]]));
      },
    ],
    [
      "a state of another shape",
      'INPUT_MISMATCH write: the value "deep.w"',
      (program) => {
        program.store.write({ deep: { w: hostTensor([1, 2]) } });
      },
    ],
    [
      "no record as its state",
      "ARGUMENT_INVALID write: the values",
      (program) => {
        program.store.write(null as never);
      },
    ],
    [
      "a number as its state",
      "ARGUMENT_INVALID write: the values",
      (program) => {
        program.store.write(3 as never);
      },
    ],
    [
      "a number where its state has names",
      'INPUT_MISMATCH The data of "deep" is',
      (program) => {
        program.store.write({ count: 5, deep: 3 } as never);
      },
    ],
  ])("%s", async (_name, words, call) => {
    const program = await made();
    const before = program.store.readNow();
    expectRefusal(words, () => call(program));
    expect(program.store.readNow()).toEqual(before);
  });

  it("nothing else, and keeps its state from run to run", async () => {
    const program = await made();
    program.store.write({ count: 2 });
    program.store.writeByPath(
      new Map([
        [
          "deep.w",
          hostTensor([
            [1, 2, 3],
            [4, 5, 6],
          ]),
        ],
      ]),
    );
    expect(program.run({ x: [1, 2] })).toEqual({ y: hostTensor([2, 4]) });
    program.run({ x: new Float32Array(2) });
    expect([...(await program.store.readByPath())].map(([name, { data }]) => [name, [...data]])).toEqual([
      ["count", [4]],
      ["deep.w", [6, 7, 8, 9, 10, 11]],
    ]);
  });

  it("a state that is no output", async () => {
    const compiled = compile(
      trace({ x: f32(2) }, ({ x }) => ({ y: twice(x) })),
      { backend: interpretingBackend(), state: ["x"] as never },
    );
    await expect(compiled).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
      message: expect.stringContaining('the state "x" is an input and not an output') as string,
    });
  });
});
