/** Compiling gives way: what is done between two turns does not grow with the graph, and what others do there does no harm. */
import { planningBackend } from "@rensa/core/compiler";
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { matmul, mul, tanh } from "@rensa/ops";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  createEngine,
  defineOp,
  f32,
  RensaError,
  rule,
  scan,
  simplifyWith,
  trace,
  type Backend,
  type Tensor,
} from "../src/index.ts";

/** Tasks so far. */
let turns = 0;
/** What is done in each task. */
let works = new Map<number, number>();
/** Called when a task begins. */
let begin: (turn: number) => void = () => undefined;

function work(): void {
  works.set(turns, (works.get(turns) ?? 0) + 1);
}

beforeEach(() => {
  let now = 0;
  // It is always time to give way.
  vi.spyOn(performance, "now").mockImplementation(() => (now += 1000));
  turns = 0;
  works = new Map();
  begin = () => undefined;
  const soon = setImmediate;
  vi.stubGlobal("setImmediate", (task: () => void) =>
    soon(() => {
      turns++;
      begin(turns);
      task();
    }),
  );
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const counted = defineOp({
  name: "counted",
  forward: {
    scalar: ([x]) => {
      work();
      return x.mul(2).add(1);
    },
  },
});
const counting = rule("counted(x) -> counted(x)", { op: counted, inputs: ["x"] }, () => {
  work();
  return null;
});

const chain = (x: Tensor<readonly [2], "f32">, length: number): Tensor<readonly [2], "f32"> => {
  let last = x;
  for (let at = 0; at < length; at++) last = counted(last);
  return last;
};

const noBackend = planningBackend();

/** The most that is done in a task, and the tasks, where a chain is compiled, or a loop around one. */
async function compiled(length: number, inLoop: boolean, backend: Backend) {
  const traced = trace({ x: f32(2), xs: f32(3, 2) }, ({ x, xs }) =>
    inLoop ? scan(x, xs, (carry) => [chain(carry, length), carry])[0] : chain(x, length),
  );
  [turns, works] = [0, new Map()];
  const { stages } = await createEngine({ backend }).compile(traced, {
    fuse: false,
    passes: [simplifyWith([counting])],
  });
  return { most: Math.max(...works.values()), turns, kernels: stages.kernels.length };
}

describe("compiling", () => {
  it.each([
    ["a graph", false],
    ["the body of a loop", true],
  ])("does as much between two turns for %s of any size", async (_name, inLoop) => {
    const [few, many] = [await compiled(20, inLoop, noBackend), await compiled(80, inLoop, noBackend)];
    expect(many.most).toBe(few.most);
    // Expansion, rules, facts, fusion, grouping, lowering and the sharing of storage each take a turn for a node.
    expect(many.turns - few.turns).toBeGreaterThanOrEqual(7 * 60);
  });

  it.each([
    ["JavaScript", () => jsBackend()],
    ["WebAssembly", () => wasmBackend({ threads: 1 })],
  ])("gives way between the kernels of %s", async (_name, make) => {
    // They differ, so that no two kernels are one function.
    const traced = trace({ x: f32(4) }, ({ x }) =>
      Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`y${String(at)}`, mul(x, at + 0.5)])),
    );
    const turnsOn = async (backend: Backend): Promise<number> => {
      turns = 0;
      await createEngine({ backend }).compile(traced, { fuse: false });
      return turns;
    };
    const planned = await turnsOn(noBackend);
    expect((await turnsOn(make())) - planned).toBeGreaterThanOrEqual(30);
  });

  it("in Node takes a turn only every 50 ms", async () => {
    vi.spyOn(performance, "now").mockReturnValue(0);
    await compiled(80, false, noBackend);
    expect(turns).toBe(0);
  });

  it("ends with an error or a program that says so where its backend is closed meanwhile, whenever that is", async () => {
    const traced = trace({ x: f32(64, 64) }, ({ x }) => tanh(matmul(x, x)));
    const compileOn = (backend: Backend) => createEngine({ backend }).compile(traced);
    turns = 0;
    const undisturbed = wasmBackend({ threads: 2, grain: 0 });
    await compileOn(undisturbed);
    await undisturbed.close();
    const all = turns;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: all }), async (at) => {
        const backend = wasmBackend({ threads: 2, grain: 0 });
        let closing: Promise<void> | undefined;
        turns = 0;
        begin = (turn) => {
          if (turn === at) closing = backend.close();
        };
        try {
          const program = await compileOn(backend);
          await closing;
          program.run({ x: new Float32Array(64 * 64) });
          expect.unreachable("the threads are gone");
        } catch (error) {
          expect(error).toBeInstanceOf(RensaError);
          expect((error as RensaError).code).toBe("THREAD_LOST");
        }
        begin = () => undefined;
        await closing;
        expect(backend.cache?.size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 10 },
    );
  });
});
