/** Mistakes in plugins, and in how they are put together. */
import { jsBackend } from "@rensa/backend-js";
import { compile, f32, trace } from "@rensa/core";
import { graphFromJson, graphToJson, loadGraph, registry } from "@rensa/core/graph";
import { define, plugin, type AnyOp, type Mistakes } from "./src/work.ts";

const fail = (): never => {
  throw new TypeError("oh");
};
const traced = (op: AnyOp) => trace({ x: f32(2) }, ({ x }) => op(x));
const saved = (op: AnyOp) => graphFromJson(graphToJson(traced(op).graph));
export const inPlugins: Mistakes = {
  "a plugin without a name": [
    "PLUGIN_INVALID missing is not a plugin name",
    { plugin: (op) => plugin(op, { name: undefined }) },
  ],
  "a plugin with a number as its name": [
    "PLUGIN_INVALID 3 is not a plugin name",
    { plugin: (op) => plugin(op, { name: 3 }) },
  ],
  "a plugin that is named as npm would not": [
    'PLUGIN_INVALID "My Plugin" is not a plugin name',
    { plugin: (op) => plugin(op, { name: "My Plugin" }) },
  ],
  "a plugin without a version": [
    "PLUGIN_INVALID is missing; write one such as",
    { plugin: (op) => plugin(op, { version: undefined }) },
  ],
  "a plugin with a number as its version": [
    "PLUGIN_INVALID is 1; write one such as",
    { plugin: (op) => plugin(op, { version: 1 }) },
  ],
  "a plugin without ops": [
    'ARGUMENT_INVALID ops of "planted" is missing; give a record',
    { plugin: (op) => plugin(op, { ops: undefined }) },
  ],
  "a plugin with a list of ops": ["ARGUMENT_INVALID give a record", { plugin: (op) => plugin(op, { ops: [op] }) }],
  "a plugin with an op that is null": [
    'PLUGIN_INVALID "planted" of "planted" is no op',
    { plugin: (op) => plugin(op, { ops: { planted: null } }) },
  ],
  "a plugin with an op that is a function": [
    "PLUGIN_INVALID is no op; give what defineOp returned",
    { plugin: (op) => plugin(op, { ops: { planted: fail } }) },
  ],
  "a plugin with an op that is a definition": [
    "PLUGIN_INVALID is no op",
    { plugin: (op) => plugin(op, { ops: { planted: op.definition } }) },
  ],
  "a plugin with an op of a prototype": [
    "PLUGIN_INVALID is no op",
    { plugin: (op) => plugin(op, { ops: JSON.parse('{ "__proto__": 1 }') as object }) },
  ],
  "a plugin with two ops of one name": [
    'OP_DUPLICATE are both the op "planted"; rename',
    { plugin: (op) => plugin(op, { ops: { op, other: define({ scalar: ([x]) => x.mul(2) }) } }) },
  ],
  "a plugin that requires a text": [
    "ARGUMENT_INVALID give a record of rensa",
    { plugin: (op) => plugin(op, { requires: "^0.1" }) },
  ],
  "a plugin that requires what is misspelled": [
    "ARGUMENT_INVALID did you mean rensa?",
    { plugin: (op) => plugin(op, { requires: { rena: "^0.1" } }) },
  ],
  "a plugin that requires a number": [
    "ARGUMENT_INVALID the range is 1; give a text",
    { plugin: (op) => plugin(op, { requires: { rensa: 1 } }) },
  ],
  "a plugin that requires another Rensa": [
    "PLUGIN_INVALID requires rensa ^99",
    { plugin: (op) => plugin(op, { requires: { rensa: "^99" } }) },
  ],
  "a misspelled field of a plugin": [
    'ARGUMENT_INVALID has no option "rules"; it has name',
    { plugin: (op) => plugin(op, { rules: [] }) },
  ],
  "two plugins with an op of one name": [
    'OP_DUPLICATE "planted" and "another" both define an op "planted"',
    { afterwards: (_, made) => registry(made, plugin(define({ scalar: ([x]) => x.mul(2) }), { name: "another" })) },
  ],
  "a plugin in two versions": [
    'OP_DUPLICATE The plugin "planted" is there twice',
    { afterwards: (_, made) => registry(made, plugin(define({ scalar: ([x]) => x.mul(2) }), { version: "2.0.0" })) },
  ],
  "an op with the name of a standard one": [
    'OP_DUPLICATE "@rensa/core" and "planted" both define an op "full"',
    { afterwards: () => registry(plugin(define({ scalar: ([x]) => x.mul(2), name: "full" }))) },
  ],
  "a program with two ops of one name": [
    "OP_DUPLICATE",
    { afterwards: (op) => trace({ x: f32(2) }, ({ x }) => define({ scalar: ([x]) => x.mul(2) })(op(x))) },
  ],
  "a program with another version's op": [
    "OP_DUPLICATE the graph has another op of that name",
    {
      op: () => define({ scalar: ([x]) => x }),
      afterwards: async (_, made) =>
        await compile(traced(define({ scalar: ([x]) => x.mul(2) })), { backend: jsBackend(), plugins: [made] }),
    },
  ],
  "a graph without its plugin": ["OP_UNKNOWN planted", { afterwards: (op) => loadGraph(saved(op), registry()) }],
  "a graph of another version": [
    'PLUGIN_MISMATCH "planted 1.0.0"',
    {
      afterwards: (op) =>
        loadGraph(saved(op), registry(plugin(define({ scalar: ([x]) => x.mul(2) }), { version: "2.0.0" }))),
    },
  ],
  "a plugin that is given alone": [
    "ARGUMENT_INVALID the plugins is a record; give a list",
    { afterwards: async (op, made) => await compile(traced(op), { backend: jsBackend(), plugins: made as never }) },
  ],
  "an op in place of a plugin": [
    "ARGUMENT_INVALID compile: a plugin is a function",
    { afterwards: async (op) => await compile(traced(op), { backend: jsBackend(), plugins: [op] as never }) },
  ],
};
