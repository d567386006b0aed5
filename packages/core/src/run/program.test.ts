/** What programs are given: what they refuse leaves their state as it was. */
import { describe, expect, it } from "vitest";
import { hostTensor } from "../graph/host-tensor.ts";
import { f32 } from "../graph/tensor-type.ts";
import { defineOp } from "../op/define-op.ts";
import { compile } from "./compile.ts";
import { trace, type Traced } from "../trace/trace.ts";
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
  const traced: Traced<never, never> = trace(
    { count: f32(), deep: { w: f32(2, 3) }, x: f32(2) },
    ({ count, deep, x }) => ({
      count: plus(count, 1),
      deep: { w: plus(deep.w, count) },
      y: twice(x),
    }),
  ) as never;
  const made = () =>
    compile<never, never>(traced, { backend: interpretingBackend(), state: ["count", "deep"] as never[] });
  type Made = Awaited<ReturnType<typeof made>>;

  it.each<readonly [string, string, (program: Made) => unknown]>([
    ["nothing for an input", 'INPUT_MISSING run: the input "x" (f32[2]) is missing', (program) => program.run({})],
    ["another shape", 'INPUT_MISMATCH run: the input "x"', (program) => program.run({ x: [1, 2, 3] } as never)],
    [
      "a state that it has not",
      'INPUT_MISMATCH writeState: the program has no state "x"; it has count, deep.w',
      (program) => {
        program.writeState({ x: hostTensor([1, 2]) });
      },
    ],
    [
      "a state of no name",
      'INPUT_MISMATCH the program has no state "z"',
      (program) => {
        program.writeState(new Map([["z", hostTensor(1)]]));
      },
    ],
    [
      "a state of another shape",
      'INPUT_MISMATCH writeState: the state "deep.w"',
      (program) => {
        program.writeState({ "deep.w": hostTensor([1, 2]) });
      },
    ],
    [
      "no record as its state",
      "INPUT_MISMATCH pass a map or an object",
      (program) => {
        program.writeState(null as never);
      },
    ],
    [
      "a number as its state",
      "INPUT_MISMATCH pass a map or an object",
      (program) => {
        program.writeState(3 as never);
      },
    ],
  ])("%s", async (_name, words, call) => {
    const program = await made();
    const before = program.readState();
    expectRefusal(words, () => call(program));
    expect(program.readState()).toEqual(before);
  });

  it("nothing else, and keeps its state from run to run", async () => {
    const program = await made();
    program.writeState({ count: hostTensor(2) });
    program.writeState(
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
    expect(program.run({ x: [1, 2] } as never)).toEqual({ y: hostTensor([2, 4]) });
    program.run({ x: new Float32Array(2) } as never);
    expect([...program.readState()].map(([name, { data }]) => [name, [...data]])).toEqual([
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
