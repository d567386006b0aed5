/** Definitions of ops and calls of them that are refused, and what is accepted beside them. */
import { describe, expect, it } from "vitest";
import { f32, i32, u8 } from "../graph/tensor-type.ts";
import { defineOp } from "./define-op.ts";
import { describeValue } from "./describe-value.ts";
import { accumulate, full } from "./structural.ts";
import type { Tensor } from "./tensor.ts";
import { definePlugin } from "../run/define-plugin.ts";
import { trace } from "../trace/trace.ts";
import { refusal, refuses } from "../../test/refusal.ts";

const scalar = { scalar: ([x]: readonly { abs(): never }[]) => x?.abs() as never };
const define = (config: object) => () => defineOp({ name: "wrong", forward: scalar, ...config } as never);
const twice = defineOp({
  name: "twice",
  inputs: ["a"],
  attributes: { by: 2 },
  forward: { scalar: ([a], { by }) => a.mul(by) },
});
const plus = defineOp({ name: "plus", inputs: ["a", "b"], forward: { scalar: ([a, b]) => a.add(b) } });
const both = defineOp({ name: "both", inputs: ["a", "b"], forward: { scalar: ([a, b]) => a.and(b) } });

describe("a host function", () => {
  it("may return a part of its output, which it has filled", () => {
    const { form } = defineOp({
      name: "zeros",
      forward: { host: { types: ([x]) => [x], run: (_inputs, [y]) => y?.data.subarray(1).fill(0) } },
      nonDifferentiable: "it is a test",
      call: (apply) => (x: never) => apply([x]),
    }).definition;
    const y = { shape: [3], dtype: "f32" as const, data: Float32Array.of(1, 2, 3) };
    if ("host" in form) form.host.run([y], [y], {});
    expect([...y.data]).toEqual([1, 0, 0]);
  });
});

describe("an op is refused whose definition", () => {
  refuses({
    "has a name of another kind": ['OP_INVALID "Wrong" is not an op name', define({ name: "Wrong" })],
    "begins its name with a number": ['OP_INVALID "2d" is not an op name', define({ name: "2d" })],
    "has no form": ["OP_INVALID the forward of wrong is an object; give one form", define({ forward: {} })],
    "has a list in place of a form": ["OP_INVALID the forward of wrong is a list of 0", define({ forward: [] })],
    "has null in place of a form": ["OP_INVALID the forward of wrong is null", define({ forward: null })],
    "has two forms": [
      "OP_INVALID the forward of wrong is { scalar, composite }",
      define({ forward: { ...scalar, composite: () => [] } }),
    ],
    "has a form that is no function": [
      "OP_INVALID scalar of wrong is the number 1; give a function",
      define({ forward: { scalar: 1 } }),
    ],
    "has a form that is asynchronous": [
      "OP_INVALID scalar of wrong is asynchronous",
      define({ forward: { scalar: async () => await Promise.resolve() } }),
    ],
    "has half a host form": [
      "OP_INVALID host.run of wrong is undefined",
      define({ forward: { host: { types: () => [] } } }),
    ],
    "has a host form that is nothing": [
      "OP_INVALID host.types of wrong is undefined",
      define({ forward: { host: null } }),
    ],
    "has a vjp that is no function": ["OP_INVALID vjp of wrong is the boolean true", define({ vjp: true })],
    "has a vjp and says that it has none": [
      "OP_INVALID has a vjp and says that it has none",
      define({ vjp: () => [], nonDifferentiable: "no" }),
    ],
    "names an input twice": ['OP_INVALID two inputs "a"', define({ inputs: ["a", "b", "a"] })],
    "has an attribute of no name": ['OP_INVALID an attribute "1st"', define({ attributes: { by: 1, "1st": 2 } })],
  });

  it("is read while it is called, and says what was wrong with that", () => {
    const broken = (inputs: readonly string[]) =>
      defineOp({
        name: "broken",
        inputs,
        forward: {
          scalar: () => {
            throw new TypeError("oh");
          },
        },
        call: (apply) => (x?: Tensor) => apply(inputs.length === 0 ? [] : [x as Tensor]),
      });
    const called = (inputs: readonly string[]) =>
      refusal(() => trace({ x: f32(2) }, ({ x }) => broken(inputs)(x as never)));
    expect(called(["a"])).toContain("OP_INVALID broken: its scalar form threw TypeError: oh; its inputs are a: name");
    expect(called([])).toContain("its inputs are none");
    const any = defineOp({
      name: "any",
      variadic: true,
      forward: {
        scalar: () => {
          throw new TypeError("oh");
        },
      },
    });
    expect(refusal(() => trace({ x: f32(2) }, ({ x }) => any(x)))).toContain("it takes any number of inputs");
    const odd = defineOp({ name: "odd", forward: { scalar: () => 5 as never } });
    expect(refusal(() => trace({ x: f32(2) }, ({ x }) => odd(x)))).toContain(
      "OP_INVALID odd: its scalar form returned the number 5",
    );
  });
});

describe("a call is refused that", () => {
  const called =
    (
      call: (x: Tensor<readonly [2], "f32">, n: Tensor<readonly [2], "i32">, b: Tensor<readonly [2], "u8">) => unknown,
    ) =>
    () =>
      trace({ x: f32(2), n: i32(2), b: u8(2) }, ({ x, n, b }) => call(x, n, b) as Tensor);
  refuses({
    "has an operand too few": [
      "ARGUMENT_INVALID plus: b is missing",
      called((x) => (plus as never as (x: Tensor) => Tensor)(x)),
    ],
    "has an operand of no kind": [
      "ARGUMENT_INVALID plus: b is a string, not a tensor or a number; write constant([1, 2])",
      called((x) => plus(x, "1" as never)),
    ],
    "has an argument too many": [
      "ARGUMENT_INVALID twice: the number 3 is one argument too many",
      called((x) => (twice as never as (...of: unknown[]) => Tensor)(x, {}, 3)),
    ],
    "has a list for its options": [
      "ARGUMENT_INVALID its options are a list of 1",
      called((x) => twice(x, [1] as never)),
    ],
    "has an option of another name": [
      'ATTRIBUTE_INVALID twice: has no attribute "bye"; it has by.',
      called((x) => twice(x, { bye: 1 } as never)),
    ],
    "has a fraction beside integers": [
      "DTYPE_MISMATCH 0.5 is not an integer and the tensor beside it is i32",
      called((_x, n) => plus(n, 0.5)),
    ],
    "has a number that is too large": [
      "DTYPE_MISMATCH 256 is not from 0 to 255, as numbers beside a tensor of u8",
      called((_x, _n, b) => plus(b, 256)),
    ],
    "has a number that is too small": ["DTYPE_MISMATCH -1 is not from 0 to 255", called((_x, _n, b) => plus(b, -1))],
    "mixes dtypes": ["DTYPE_MISMATCH f32", called((x, n) => plus(x, n as never))],
    "wants bits of floats": ["DTYPE_MISMATCH", called((x) => both(x, x))],
    "mixes shapes": [
      "SHAPE_MISMATCH [2] and [3] do not broadcast",
      () => trace({ x: f32(2), y: f32(3) }, ({ x, y }) => plus(x, y as never)),
    ],
    "is made outside of a trace": ["NOT_TRACING", () => plus(1 as never, 2 as never)],
    "has a tensor of another trace": [
      "TRACE_MIXED plus: a belongs to another trace",
      () => {
        let kept: Tensor | undefined;
        trace({ x: f32(2) }, ({ x }) => (kept = x));
        trace({ x: f32(2) }, ({ x }) => plus(kept as never, x as never));
      },
    ],
    "uses two ops of one name": [
      "OP_DUPLICATE twice: two different ops of this name",
      called((x) => plus(twice(x), defineOp({ name: "twice", forward: { scalar: ([a]) => a.add(a) } })(x))),
    ],
    "takes a number for what is no dtype's": [
      "ATTRIBUTE_INVALID full: 0.5 is no i32",
      called(() => full([], 0.5, "i32")),
    ],
  });

  it("accepts what each limit allows", () => {
    expect(refusal(called((_x, _n, b) => plus(b, 255)))).toBe("accepted");
    expect(refusal(called((_x, n) => plus(n, -2147483648)))).toBe("accepted");
    expect(refusal(called((x) => twice(x, { by: undefined } as never)))).toBe("accepted");
    expect(refusal(called((x) => plus(x, 0.5)))).toBe("accepted");
  });
});

describe("a plugin is refused", () => {
  const plugin = (config: object) => () =>
    definePlugin({ name: "sample", version: "1.0.0", requires: ">=0.0.0", ops: { twice }, ...config } as never);
  refuses({
    "whose op is none": ['PLUGIN_INVALID "odd" of "sample" is no op', plugin({ ops: { odd: () => 1 } })],
    "with two ops of one name": [
      'OP_DUPLICATE "twice" and "other" of "sample" are both the op "twice"',
      plugin({ ops: { twice, other: defineOp({ name: "twice", forward: { scalar: ([x]) => x } }) } }),
    ],
    "of no version": ['PLUGIN_INVALID the version of "sample" is "one"', plugin({ version: "one" })],
  });
});

describe("describeValue", () => {
  it("says what a value is", () => {
    const values = [
      null,
      undefined,
      2,
      true,
      [1, 2],
      Promise.resolve(),
      { then: 1 },
      "text",
      3n,
      () => 1,
      { then: () => 1 },
    ];
    expect(values.map(describeValue)).toEqual([
      "null",
      "undefined",
      "the number 2",
      "the boolean true",
      "a list of 2",
      "a promise (no function of a trace may be async)",
      "an object",
      "a string",
      "a bigint",
      "a function",
      "a promise (no function of a trace may be async)",
    ]);
    trace({ x: f32(2) }, ({ x }) => {
      expect(describeValue(x)).toBe("a tensor f32[2]");
      return accumulate(x);
    });
  });
});
