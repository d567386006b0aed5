/** What emitted code asks the host for: results for arguments of every size, whatever their neighbors are, on every thread. */
import { compile, hostTensor, trace, type DType, type HostTensor, type Tensor } from "@rensa/core";
import { jsBackend } from "@rensa/backend-js";
import { cos, remainder, sin, tan } from "@rensa/ops";
import { runInThisContext } from "node:vm";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { hostFunctionNames, hostFunctions } from "../src/functions/host-functions.ts";
import { hostFunctionsSource } from "../src/threads/host-functions-source.ts";
import { wasmBackend } from "../src/index.ts";

const length = 67;
const backends = [1, 2].flatMap((threads) =>
  (["fast", "strict"] as const).map((numerics) => wasmBackend({ threads, numerics, grain: 0 })),
);
afterAll(() => Promise.all(backends.map((backend) => backend.close())));

const functions = ["sin", "cos", "tan", "rem"] as const;
const calls: Readonly<Record<(typeof functions)[number], (a: Tensor, b: Tensor) => Tensor>> = {
  sin: (a) => sin(a),
  cos: (a) => cos(a),
  tan: (a) => tan(a),
  rem: (a, b) => remainder(a, b),
};

function tracedOf(name: (typeof functions)[number], dtype: DType) {
  const type = { shape: [length], dtype } as const;
  return trace({ a: type, b: type }, ({ a, b }) => calls[name](a, b));
}

/** Bit patterns of all exponents, beside numbers of usual sizes. */
const lanesOf = (dtype: "f32" | "f64"): fc.Arbitrary<readonly number[]> => {
  const any = dtype === "f32" ? fc.float() : fc.double();
  const usual = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  return fc.array(fc.oneof(any, usual), { minLength: length, maxLength: length });
};

describe.each(["f32", "f64"] as const)("of %s", (dtype) => {
  it.each(functions)("%s is right for arguments of every size", async (name) => {
    const traced = tracedOf(name, dtype);
    const exact = await compile(traced, { backend: jsBackend() });
    const programs = await Promise.all(backends.map((backend) => compile(traced, { backend })));
    const units = (dtype === "f32" ? 2 ** -23 : 2 ** -52) * 5;
    const smallest = dtype === "f32" ? 2 ** -149 : 2 ** -1074;
    const agrees = (wanted: number, found: number): boolean =>
      Object.is(wanted, found) || Math.abs(wanted - found) <= Math.max(Math.abs(wanted) * units, smallest);
    fc.assert(
      fc.property(lanesOf(dtype), lanesOf(dtype), (first, second) => {
        const inputs = { a: hostTensor([...first], [length], dtype), b: hostTensor([...second], [length], dtype) };
        const wanted: HostTensor = exact.run(inputs);
        for (const program of programs) {
          const { data } = program.run(inputs);
          wanted.data.forEach((value, at) => {
            const found = data[at] ?? Number.NaN;
            expect(
              agrees(value, found),
              `${String(first[at])}, ${String(second[at])}: ${String(value)} ${String(found)}`,
            ).toBe(true);
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(functions)("%s has bits that no neighbor changes", async (name) => {
    const traced = tracedOf(name, dtype);
    for (const backend of backends) {
      const program = await compile(traced, { backend });
      const run = (a: readonly number[]): HostTensor =>
        program.run({
          a: hostTensor([...a], [length], dtype),
          b: hostTensor(new Array<number>(length).fill(0.7), [length], dtype),
        });
      const usual = Array.from({ length }, (_, at) => Math.sin(at * 7) * 90);
      const alone = run(usual);
      const beside = run(usual.map((value, at) => (at % 3 === 0 ? 1e30 : value)));
      alone.data.forEach((value, at) => {
        if (at % 3 !== 0) expect(beside.data[at]).toBe(value);
      });
    }
  });
});

it("workers have the functions of the host", () => {
  // What a worker runs as its source.
  const ofWorkers = runInThisContext(`(${hostFunctionsSource})`) as typeof hostFunctions;
  expect(Object.keys(ofWorkers)).toEqual(hostFunctionNames);
  fc.assert(
    fc.property(fc.constantFrom(...hostFunctionNames), fc.double(), fc.double(), (name, a, b) => {
      expect(ofWorkers[name](a, b)).toBe(hostFunctions[name](a, b));
    }),
    { numRuns: 1000 },
  );
});
