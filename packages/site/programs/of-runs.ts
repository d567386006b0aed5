/** Programs that fail when a traced function is compiled, or when it runs. */
import { add, cholesky, div, softmaxCrossEntropy, sum, take, tanh } from "@rensa/ops";
import {
  compile,
  createEngine,
  defineOp,
  f32,
  i32,
  passesWith,
  rule,
  simplifyWith,
  trace,
  wasmBackend,
  type Tensor,
} from "rensa";
import type { FailingPrograms } from "./program-table.ts";

export const ofRuns = {
  INPUT_MISSING: async () => {
    const program = await compile(trace({ x: f32(2) }, ({ x }) => sum(x)));
    // @ts-expect-error TypeScript refuses it too.
    program.run({});
  },
  INPUT_MISMATCH: async () => {
    const program = await compile(trace({ x: f32(2) }, ({ x }) => sum(x)));
    program.run({ x: [1, 2, 3] });
  },
  NON_FINITE: async () => {
    const inverse = trace({ x: f32(2) }, ({ x }) => div(1, x));
    const program = await compile(inverse, { checkFinite: true });
    program.run({ x: [1, 0] });
  },
  PASS_CHANGED_VALUES: async () => {
    const wrong = rule("tanh(x) -> x", { op: tanh, inputs: ["x"] }, ({ x }) => x);
    const traced = trace({ x: f32(2) }, ({ x }) => add(tanh(x), 1));
    const passes = [simplifyWith([wrong]), ...passesWith([])];
    await compile(traced, { passes, checkPasses: { data: { x: [1, 2] } } });
  },
  HOST_OP_FAILED: async () => {
    const program = await compile(trace({ a: f32(2, 2) }, ({ a }) => cholesky(a)));
    program.run({
      a: [
        [1, 2],
        [2, 1],
      ],
    });
  },
  BACKEND_UNSUPPORTED: async () => {
    const traced = trace({ x: f32(2 ** 20, 2 ** 20) }, ({ x }) => tanh(x));
    await compile(traced);
  },
  THREAD_LOST: async () => {
    const backend = wasmBackend({ threads: 2, grain: 0 });
    await backend.close();
    await createEngine({ backend }).compile(trace({ x: f32(64, 64) }, ({ x }) => tanh(x)));
  },
  LABEL_OUT_OF_RANGE: async () => {
    const loss = trace({ scores: f32(2, 3), labels: i32(2) }, ({ scores, labels }) =>
      softmaxCrossEntropy(scores, labels),
    );
    const program = await compile(loss);
    program.run({
      scores: [
        [1, 0, 0],
        [0, 1, 0],
      ],
      labels: [0, 3],
    });
  },
  INDEX_OUT_OF_RANGE: async () => {
    const rows = trace({ table: f32(3, 2), which: i32(2) }, ({ table, which }) => take(table, which));
    const program = await compile(rows, { checkIndices: true });
    program.run({
      table: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      which: [0, 3],
    });
  },
  PROGRAM_BUSY: async () => {
    let runAgain = (): void => undefined;
    const nested = defineOp({
      name: "nested",
      forward: {
        host: {
          types: ([x]) => [x],
          run: () => {
            runAgain();
          },
        },
      },
      nonDifferentiable: "it computes nothing",
      call: (apply) => (x: Tensor) => apply([x], {}),
    });
    const program = await compile(trace({ x: f32(2) }, ({ x }) => nested(x)));
    runAgain = () => {
      program.run({ x: [1, 2] });
    };
    program.run({ x: [1, 2] });
  },
  PROGRAM_RELEASED: async () => {
    const program = await compile(trace({ x: f32(2) }, ({ x }) => sum(x)));
    program.release();
    program.run({ x: [1, 2] });
  },
} satisfies Partial<FailingPrograms>;
