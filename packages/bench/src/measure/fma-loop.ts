/**
 * The peak of the engine: a WebAssembly loop of nothing but fused multiply-adds on vectors in registers, with no memory
 * traffic. Where relaxed SIMD is missing, a multiplication and an addition.
 *
 *     (loop (local.set $c0 (f32x4.relaxed_madd (local.get $a) (local.get $b) (local.get $c0))) ... (br_if 0 ...))
 */
import { timeOutputs, type BuiltWorkload } from "../peers/engine.ts";

/** Eight, those of a 4 x 8 block, just cover the latency of a multiply-add and lose a tenth of the peak to it. */
const accumulators = 12;
const unrolled = 8;
/** Of one turn of the loop: a multiplication and an addition in each of four lanes. */
const flopsPerTurn = accumulators * unrolled * 4 * 2;

const op = { loop: 0x03, branchIf: 0x0d, end: 0x0b, get: 0x20, set: 0x21, tee: 0x22, constant: 0x41, subtract: 0x6b };
const [f32, i32, v128] = [0x7d, 0x7f, 0x7b];
const splat = [0xfd, 0x13];
const multiply = [0xfd, 0xe6, 0x01];
const add = [0xfd, 0xe4, 0x01];
const relaxedMadd = [0xfd, 0x85, 0x02];
const firstLane = [0xfd, 0x1f, 0x00];

// Locals: 0 the turns, 1 and 2 the scalars, 3 and 4 their vectors, then the accumulators.
const [turns, scalarA, scalarB, a, b, first] = [0, 1, 2, 3, 4, 5];

/** The module; `run(turns, a, b)` returns a sum, so that nothing can be left out. */
export function fmaLoopModule(relaxed: boolean): Uint8Array<ArrayBuffer> {
  const indices = Array.from({ length: accumulators }, (_, at) => first + at);
  const turn = Array.from({ length: unrolled }, () =>
    indices.flatMap((c) =>
      relaxed
        ? [op.get, a, op.get, b, op.get, c, ...relaxedMadd, op.set, c]
        : // The product must depend on the accumulator, or the engine takes it out of the loop.
          [op.get, c, op.get, a, ...multiply, op.get, b, ...add, op.set, c],
    ),
  ).flat();
  const body = [
    ...[op.get, scalarA, ...splat, op.set, a, op.get, scalarB, ...splat, op.set, b],
    ...[op.loop, 0x40, ...turn, op.get, turns, op.constant, 1, op.subtract, op.tee, turns, op.branchIf, 0, op.end],
    ...indices.flatMap((c, at) => [op.get, c, ...(at === 0 ? [] : add)]),
    ...[...firstLane, op.end],
  ];
  const code = [1, ...unsigned(accumulators + 2), v128, ...body];
  const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 3, i32, f32, f32, 1, f32]),
    ...section(3, [1, 0]),
    ...section(7, [1, 3, ..."run".split("").map((letter) => letter.charCodeAt(0)), 0x00, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}

/** The loop as a workload of so many FLOPs a step. */
export function fmaLoop(relaxed: boolean, flops: number): BuiltWorkload {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(fmaLoopModule(relaxed)));
  const run = exports["run"] as (turns: number, a: number, b: number) => number;
  const turnsPerStep = Math.max(1, Math.round(flops / flopsPerTurn));
  let sum = 0;
  return {
    run: (steps) =>
      timeOutputs(
        steps,
        () => {
          sum += run(turnsPerStep, 0.5, 0.001);
        },
        () => (Number.isNaN(sum) ? [sum] : []),
      ),
    dispose: () => undefined,
  };
}

/** LEB128 of a number that is not negative. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
