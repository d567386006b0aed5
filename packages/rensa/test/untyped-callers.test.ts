/** What callers without types may do with what stands for a value: JavaScript would make nonsense of it without a word. */
import {
  checkpoint,
  cond,
  customVjp,
  defineOp,
  f32,
  full,
  gradientsOf,
  scan,
  trace,
  whileLoop,
  type Scalar,
  type Tensor,
} from "@rensa/core";
import { add, greater, square } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { compile } from "../src/index.ts";
import { caught } from "./caught.ts";

// A plain caller's mistakes, which TypeScript refuses.
const mistakes: Readonly<Record<string, (value: number) => unknown>> = {
  "+": (x) => x + 1,
  "-": (x) => x - 1,
  "*": (x) => 2 * x,
  "unary -": (x) => -x,
  "%": (x) => x % 2,
  "**": (x) => x ** 2,
  "bit operators": (x) => x | 0,
  ">": (x) => x > 0,
  "<=": (x) => x <= 0,
  "== a number": (x) => x == 0,
  "Math.exp": (x) => Math.exp(x),
  "Math.max": (x) => Math.max(x, 0),
  parseInt: (x) => parseInt(x as never),
  parseFloat: (x) => parseFloat(x as never),
  String: (x) => String(x),
  "a position in a list": (x) => [1, 2, 3][x],
  "text + x": (x) => "loss: " + String(x),
};

describe.each(Object.keys(mistakes))("%s", (name) => {
  const mistake = mistakes[name];

  it("of a tensor is refused, with the line", () => {
    const error = caught(() => trace({ x: f32() }, ({ x }) => add(x, mistake?.(x as never) as number)));
    expect(error).toMatchObject({ code: "ARGUMENT_INVALID" });
    expect(error.sentence).toContain("write add(x, 1)");
    expect(error.origin?.file).toContain("untyped-callers.test.ts");
  });

  it("of a scalar of an op is refused", () => {
    const op = defineOp({ name: "mistaken", forward: { scalar: ([x]) => mistake?.(x as never) as Scalar } });
    expect(caught(() => trace({ x: f32() }, ({ x }) => op(x)))).toMatchObject({
      code: "ARGUMENT_INVALID",
      op: "mistaken",
    });
  });

  it("of an index is refused", () => {
    const op = defineOp({
      name: "mistaken",
      forward: {
        loops: ([x]) => ({ shape: x.shape, element: (i) => x.at(mistake?.(i as never) as never) }),
      },
      call: (apply) => (x: Tensor) => apply([x]),
    });
    expect(caught(() => trace({ x: f32(3) }, ({ x }) => op(x)))).toMatchObject({
      code: "ARGUMENT_INVALID",
      op: "mistaken",
    });
  });
});

describe("an async function is refused", () => {
  const asynchronous = <T>(value: T): T => Promise.resolve(value) as never;
  const forms = { scalar: "scalar", composite: "composite", loops: "loops" } as const;
  const refusals: Readonly<Record<string, (x: Tensor<readonly [], "f32">) => unknown>> = {
    "in trace": (x) => asynchronous(x),
    "in trace, in a tree": (x) => ({ y: asynchronous(x) }),
    "as an operand": (x) => add(x, asynchronous(x)),
    "as a loss": (x) => gradientsOf(asynchronous(square(x)), x),
    "in checkpoint": (x) => checkpoint(() => asynchronous(x)),
    "in scan": (x) => scan(x, {}, (c) => asynchronous([c, {}] as const), { length: 1 }),
    "in scan's carry": (x) => scan(x, {}, (c) => [asynchronous(c), {}], { length: 1 }),
    "in cond": (x) =>
      cond(
        greater(x, 0),
        () => asynchronous(x),
        () => x,
      ),
    "as a predicate": (x) =>
      cond(
        asynchronous(greater(x, 0)),
        () => x,
        () => x,
      ),
    "in whileLoop's condition": (x) =>
      whileLoop(
        x,
        (c) => asynchronous(greater(c, 0)),
        (c) => c,
      ),
    "in whileLoop's body": (x) =>
      whileLoop(
        x,
        (c) => greater(c, 0),
        (c) => asynchronous(c),
      ),
    "in customVjp": (x) =>
      customVjp({ name: "late", inputs: ["x"], forward: (y: Tensor) => asynchronous(y), vjp: () => [null] })(x),
    ...Object.fromEntries(
      Object.keys(forms).map((form) => [
        `as a ${form} forward`,
        (x: Tensor) =>
          defineOp({
            name: "late",
            forward: { [form]: () => Promise.resolve(1) } as never,
            call: (apply) => () => apply([x]),
          })(),
      ]),
    ),
    "as an element": (x) =>
      defineOp({
        name: "late",
        forward: { loops: ([y]) => ({ shape: y.shape, element: () => asynchronous(y.at()) }) },
        call: (apply) => () => apply([x]),
      })(),
  };

  it.each(Object.keys(refusals))("%s", (name) => {
    const error = caught(() => trace({ x: f32() }, ({ x }) => refusals[name]?.(x) as Tensor));
    expect(["ARGUMENT_INVALID", "OP_INVALID"]).toContain(error.code);
    expect(error.sentence).toMatch(/promise/);
  });

  it("as a host op, when it runs", async () => {
    const late = defineOp({
      name: "late",
      // The mistake that is tried.
      // eslint-disable-next-line @typescript-eslint/no-misused-promises
      forward: { host: { types: ([x]) => [x], run: () => Promise.resolve() } },
      call: (apply) => (x: Tensor) => apply([x]),
    });
    const program = await compile(trace({ x: f32() }, ({ x }) => late(x)));
    const error = caught(() => program.run({ x: 1 }));
    expect(error.message).toMatch(/late.*promise/s);
  });
});

describe("a tree", () => {
  it.each([
    ["a Map", new Map()],
    ["a date", new Date(0)],
    ["a function", () => 0],
    ["text", "x"],
    ["nothing", undefined],
    ["null", null],
  ])("of %s is refused", (_, value) => {
    expect(caught(() => trace({}, () => value as never))).toMatchObject({ code: "ARGUMENT_INVALID" });
    expect(caught(() => trace({}, () => ({ y: full([], 1), nested: [value] }) as never))).toMatchObject({
      code: "ARGUMENT_INVALID",
    });
  });
});
