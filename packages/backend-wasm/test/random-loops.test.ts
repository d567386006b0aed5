/** Random loops: bodies of any values that carry and return any of them, beside the same written out. */
import { jsBackend } from "@rensa/backend-js";
import { compile, f32, sampleTensor, traceTree, type Backend, type HostTensor, type Tensor } from "@rensa/core";
import { difference } from "@rensa/core/compiler";
import { add, matmul, mul, relu, softmax, sub, sum, tanh, transpose } from "@rensa/ops";
import fc from "fast-check";
import { defaultPasses } from "rensa";
import { afterAll, describe, expect, it } from "vitest";
import { wasmBackend } from "../src/index.ts";
import { looped, unrolled, type Style } from "./loops.ts";

const size = 13;
const type = f32(size, size);
type Tensors = Readonly<Record<string, Tensor>>;

/** Functions of two square matrices whose values stay small. */
const functions: readonly ((x: Tensor, y: Tensor) => Tensor)[] = [
  (x, y) => tanh(add(x, y)),
  (x, y) => tanh(sub(x, y)),
  (x, y) => tanh(mul(x, y)),
  (x, y) => tanh(matmul(x, y as never)),
  (x, y) => add(x, tanh(matmul(x, y as never, { transposeA: true }))),
  (x) => transpose(x),
  (x) => relu(x),
  (x) => softmax(x),
  (x, y) => tanh(add(x, sum(y, 0, { keepDims: true }))),
];

const line = fc.record({ which: fc.nat(functions.length - 1), left: fc.nat(99), right: fc.nat(99) });
const loop = fc.record({
  carried: fc.integer({ min: 1, max: 3 }),
  sequences: fc.nat(2),
  constants: fc.nat(2),
  lines: fc.array(line, { maxLength: 6 }),
  outputs: fc.array(fc.nat(99), { minLength: 6, maxLength: 6 }),
  results: fc.nat(3),
  length: fc.integer({ min: 1, max: 3 }),
  reverse: fc.boolean(),
  /** Which of the values another loop in the body starts from, if there is one. */
  inner: fc.option(fc.record({ start: fc.nat(99), constant: fc.nat(99) })),
});
type Loop = typeof loop extends fc.Arbitrary<infer T> ? T : never;

const halve = tracedOf(["a", "b"], ({ a, b }) => {
  const next = tanh(add(a as Tensor, b as Tensor));
  return [next, mul(next, 0.5)];
});

function tracedOf(names: readonly string[], body: (inputs: Tensors) => readonly Tensor[]) {
  const spec = Object.fromEntries(names.map((name) => [name, type]));
  return traceTree<typeof spec, readonly Tensor[]>(spec, body);
}

function numbered(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${name}${String(at)}`);
}

/** The function that runs a loop; some of what it returns is read by something else too. */
function program(given: Loop, style: Style) {
  const { carried, sequences, constants, length, reverse } = given;
  const names = {
    carried: numbered("carry", carried),
    sequences: numbered("element", sequences),
    constants: numbered("constant", constants),
  };
  const body = tracedOf(Object.values(names).flat(), (inputs) => {
    const values = Object.values(inputs);
    const at = (position: number): Tensor => values[position % values.length] as Tensor;
    for (const { which, left, right } of given.lines) {
      const value = functions[which]?.(at(left), at(right));
      if (value !== undefined) values.push(value);
    }
    if (given.inner !== null) {
      const { start, constant } = given.inner;
      const [last, stacked] = style.scan({ carried: [at(start)], constants: [at(constant)] }, halve, { length: 2 });
      values.push(last as Tensor, sum(stacked as Tensor, 0));
    }
    return given.outputs.slice(0, carried + given.results).map(at);
  });
  const spec = {
    ...Object.fromEntries([...names.carried, ...names.constants].map((name) => [name, type])),
    ...Object.fromEntries(names.sequences.map((name) => [name, f32(length, size, size)])),
  };
  const tensors = (inputs: Tensors, some: readonly string[]): Tensor[] => some.map((name) => inputs[name] as Tensor);
  return traceTree<typeof spec, readonly Tensor[]>(spec, (inputs: Tensors) => {
    const starts = tensors(inputs, names.carried).map((start, at) => (at === 0 ? mul(start, 0.5) : start));
    const outputs = style.scan(
      { carried: starts, sequences: tensors(inputs, names.sequences), constants: tensors(inputs, names.constants) },
      body,
      { length, reverse },
    );
    // The last carried value may be read by nobody.
    return [...outputs.slice(carried > 1 ? 1 : 0), tanh(starts[0] as Tensor)];
  });
}

const threaded = [1, 2, 3].map((threads) => wasmBackend({ threads, grain: 0 }));
afterAll(async () => {
  await Promise.all(threaded.map((backend) => backend.close()));
});

describe("a random loop", () => {
  it("computes what it computes written out, on every backend and for any number of threads", async () => {
    await fc.assert(
      fc.asyncProperty(loop, async (given) => {
        const traced = program(given, looped);
        const inputs = Object.fromEntries(
          Object.entries(traced.spec).map(([name, { shape }], at) => [name, sampleTensor(shape, -0.9, 1.1 - at / 50)]),
        );
        const run = async (
          each: typeof traced,
          backend: Backend,
          options: object = {},
        ): Promise<readonly HostTensor[]> => {
          const compiled = await compile(each, { backend, ...options });
          compiled.run(inputs);
          return compiled.run(inputs) as readonly HostTensor[];
        };
        const wanted = await run(program(given, unrolled), jsBackend(), { precision: "f64" });
        const compare = (found: readonly HostTensor[], tolerance: number): void => {
          wanted.forEach(({ data }, at) => {
            expect(difference(found[at]?.data ?? [], data, tolerance)).toBeNull();
          });
        };
        for (const options of [{ passes: defaultPasses }, { fuse: false }]) {
          compare(await run(traced, jsBackend(), { ...options, precision: "f64" }), 1e-10);
          const [first, ...others] = await Promise.all(threaded.map((backend) => run(traced, backend, options)));
          compare(first ?? [], 1e-3);
          for (const other of others) expect(other).toEqual(first);
        }
      }),
      { numRuns: 40, seed: 11 },
    );
  });
});
