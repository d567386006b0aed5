/** What an author of a plugin gets wrong, and TypeScript did not see, is refused by a sentence with op, line and cure. */
import { defineOp, definePlugin, f32, gradientsOf, RensaError, trace, type OpRecord, type Tensor } from "@rensa/core";
import { sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";

/** An op whose definition TypeScript does not look at. */
const opOf = (fields: object): ((x: Tensor) => Tensor) =>
  defineOp({
    name: "planted",
    call: (apply: never) => (x: Tensor) => (apply as Apply)([x])[0],
    ...fields,
  } as never) as never;
type Apply = (inputs: readonly Tensor[]) => readonly Tensor[];

const traceOp = (op: (x: Tensor) => Tensor) => trace({ x: f32(2, 3) }, ({ x }) => op(x as Tensor));
const traceGradient = (op: (x: Tensor) => Tensor) =>
  trace({ x: f32(2, 3) }, ({ x }) => gradientsOf(sum(op(x as Tensor)) as Tensor, [x as Tensor]));

const right = { scalar: ([x]: readonly [{ mul: (y: number) => unknown }]) => x.mul(2) };
const host = (fields: object) => ({ host: { types: (inputs: unknown) => inputs, run: () => undefined, ...fields } });

/** By mistake: the fields of the op, and what the error says. Those of the vjp show when a gradient is asked for. */
const atDefinition: Readonly<Record<string, readonly [object, RegExp]>> = {
  "two forms at once": [
    { forward: { ...right, loops: () => ({ shape: [], element: () => 0 }) } },
    /the forward of planted is \{ scalar, loops \}; give one form/,
  ],
  "no form": [{ forward: {} }, /the forward of planted is an object; give one form/],
  "a function as the form": [{ forward: right.scalar }, /the forward of planted is a function; give one form/],
  "an asynchronous formula": [
    { forward: { scalar: async () => await Promise.resolve() } },
    /scalar of planted is asynchronous.*drop "async"/,
  ],
  "an asynchronous host function": [
    { forward: host({ run: async () => await Promise.resolve() }) },
    /host\.run of planted is asynchronous/,
  ],
  "a host op without types": [
    { forward: host({ types: undefined }) },
    /host\.types of planted is undefined; give a function/,
  ],
  "a vjp that is a list": [{ forward: right, vjp: [] }, /vjp of planted is a list of 0; give a function/],
  "two inputs of one name": [{ forward: right, inputs: ["x", "x"] }, /planted has two inputs "x"; rename one/],
};

const atTheCall: Readonly<Record<string, readonly [object, RegExp]>> = {
  "types of no output": [
    { forward: host({ types: () => [] }) },
    /host\.types form returned a list of 0; return a list with the type of each output/,
  ],
  "types that are none": [{ forward: host({ types: () => [[2, 3]] }) }, /host\.types form returned a list of 1/],
  "a formula that returns a number": [
    { forward: { scalar: () => 2 } },
    /scalar form returned the number 2; return an expression/,
  ],
  "a formula that returns a promise": [
    { forward: { scalar: () => Promise.resolve(2) } },
    /scalar form returned a promise/,
  ],
  "inputs without names": [
    {
      forward: {
        loops: ([x, y]: readonly { at: () => unknown; shape: unknown }[]) => ({
          shape: x?.shape,
          element: () => y!.at(),
        }),
      },
    },
    /loops form threw TypeError.*its inputs are x: name in "inputs" all that it reads/,
  ],
  "loops without elements": [
    { forward: { loops: () => ({ shape: [2] }) } },
    /loops form returned an object; return \{ shape, element \}/,
  ],
  "elements that are numbers": [
    { forward: { loops: () => ({ shape: [2], element: () => 1 }) } },
    /loops form returned the number 1/,
  ],
  "a composite that returns a number": [{ forward: { composite: () => 2 } }, /planted.*the number 2/],
};

const atTheGradient: Readonly<Record<string, readonly [object, RegExp]>> = {
  "a gradient in place of a thunk": [
    { forward: right, vjp: ({ gradient }: { gradient: unknown }) => [gradient] },
    /its vjp returned a tensor f32\[2, ?3\] for input 0; return a function/,
  ],
  "a thunk that returns a number": [
    { forward: right, vjp: () => [() => 2] },
    /thunk for input 0 returned the number 2; return a tensor/,
  ],
  "too few thunks": [{ forward: right, vjp: () => [] }, /returned 0 thunks for 1 inputs/],
  "a gradient of another shape": [
    { forward: right, vjp: ({ gradient }: { gradient: Tensor }) => [() => sum(gradient, 0)] },
    /its vjp returned f32\[3\] for input 0, which is f32\[2, ?3\]/,
  ],
};

function caught(run: () => unknown): RensaError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(RensaError);
    return error as RensaError;
  }
  throw new TypeError("It was not refused.");
}

describe("defineOp refuses", () => {
  it.each(Object.entries(atDefinition))("%s", (_, [fields, says]) => {
    const error = caught(() => opOf(fields));
    expect([error.code, error.sentence]).toEqual(["OP_INVALID", expect.stringMatching(says)]);
  });
});

describe("a call of an op refuses, with its line,", () => {
  it.each(Object.entries(atTheCall))("%s", (_, [fields, says]) => {
    const op = opOf(fields);
    const error = caught(() => traceOp(op));
    expect([error.code, error.op, error.sentence]).toEqual(["OP_INVALID", "planted", expect.stringMatching(says)]);
    expect(error.origin?.file).toMatch(/author-mistakes\.test\.ts$/);
  });
});

describe("a gradient refuses, with the line of the call,", () => {
  it.each(Object.entries(atTheGradient))("%s", (_, [fields, says]) => {
    const op = opOf(fields);
    const error = caught(() => traceGradient(op));
    expect([error.code, error.op, error.sentence]).toEqual(["OP_INVALID", "planted", expect.stringMatching(says)]);
    expect(error.origin?.file).toMatch(/author-mistakes\.test\.ts$/);
  });
});

describe("definePlugin refuses", () => {
  const cube = defineOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });
  const pluginOf = (ops: object, kernels: object = {}) =>
    definePlugin({ name: "planted", version: "1.0.0", ops: ops as OpRecord, backends: { js: kernels } });
  it.each([
    [
      "what is no op",
      () => pluginOf({ cube, other: () => 2 }),
      /"other" of "planted" is no op; give what defineOp returned/,
    ],
    [
      "a kernel of another op",
      () => pluginOf({ cube }, { square: () => undefined }),
      /is for none of its ops, which are cube/,
    ],
    [
      "an asynchronous kernel",
      () => pluginOf({ cube }, { cube: async () => await Promise.resolve() }),
      /give one without "async"/,
    ],
    ["a kernel that is no function", () => pluginOf({ cube }, { cube: 3 }), /is no function/],
  ])("%s", (_, make, says) => {
    const error = caught(make);
    expect([error.code, error.sentence]).toEqual(["PLUGIN_INVALID", expect.stringMatching(says)]);
  });
});
