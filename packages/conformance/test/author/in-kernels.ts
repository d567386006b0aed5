/** Mistakes in kernels that plugins bring: for no backend, no function, and functions that are wrong. */
import type { HostTensor, KernelOverride } from "@rensa/core";
import { plugin, type Mistakes, type Work } from "./src/work.ts";

const cubes = ([x]: readonly HostTensor[], [y]: readonly HostTensor[]): void => {
  x?.data.forEach((value, at) => y && (y.data[at] = value ** 3));
};
const kernel = (run: KernelOverride): Work => ({ kernel: run, reference: (x: number) => x ** 3 });
let kept: HostTensor["data"] | undefined;
let count = 0;

export const inKernels: Mistakes = {
  "a kernel for a backend that is misspelled": [
    'PLUGIN_INVALID for the backend "wasn", which would never use it; write "wasm"',
    { plugin: (op) => plugin(op, { backends: { wasn: { planted: cubes } } }) },
  ],
  "a kernel for a backend in capitals": [
    'PLUGIN_INVALID write "js"',
    { plugin: (op) => plugin(op, { backends: { JS: { planted: cubes } } }) },
  ],
  "a kernel for a backend that nobody has": [
    'plugin: the backend of the kernels for "gpu" is none of them',
    { plugin: (op) => plugin(op, { backends: { gpu: { planted: cubes } } }), reference: (x: number) => x ** 3 },
  ],
  "a kernel of an op of another plugin": [
    "PLUGIN_INVALID is for none of its ops, which are planted",
    { plugin: (op) => plugin(op, { backends: { js: { square: cubes } } }) },
  ],
  "a kernel of a prototype": [
    "PLUGIN_INVALID is for none of its ops",
    { plugin: (op) => plugin(op, { backends: { js: { toString: cubes } } }) },
  ],
  "a kernel that is null": [
    "PLUGIN_INVALID is no function that fills the outputs",
    { plugin: (op) => plugin(op, { backends: { js: { planted: null } } }) },
  ],
  "a kernel that waits": [
    'PLUGIN_INVALID give one without "async"',
    { plugin: (op) => plugin(op, { backends: { js: { planted: async () => await Promise.resolve() } } }) },
  ],
  "kernels that are a function": [
    'ARGUMENT_INVALID the kernels for "js" of "planted" is a function; give a record',
    { plugin: (op) => plugin(op, { backends: { js: cubes } }) },
  ],
  "kernels that are null": [
    'ARGUMENT_INVALID the kernels for "js" of "planted" is null; give a record',
    { plugin: (op) => plugin(op, { backends: { js: null } }) },
  ],
  "backends that are a list": [
    'ARGUMENT_INVALID backends of "planted" is [a record]; give a record',
    { plugin: (op) => plugin(op, { backends: [{ planted: cubes }] }) },
  ],
  "a kernel that throws": [
    'HOST_OP_FAILED planted: its kernel of "planted" threw: oh',
    {
      kernel: () => {
        throw new TypeError("oh");
      },
    },
  ],
  "a kernel that returns a promise": [
    'OP_INVALID planted: its kernel of "planted" returned a promise',
    { plugin: (op) => plugin(op, { backends: { js: { planted: () => Promise.resolve() } } }) },
  ],
  "a kernel that does nothing": ["kernels: leaves elements", kernel(() => undefined)],
  "a kernel that returns its values": [
    "OP_INVALID fill the outputs: y.data.set(...)",
    {
      plugin: (op) =>
        plugin(op, {
          backends: { js: { planted: ([x]: readonly HostTensor[]) => x?.data.map((value) => value ** 3) } },
        }),
      reference: (x: number) => x ** 3,
    },
  ],
  "a kernel that leaves out an element": [
    "kernels: leaves elements",
    kernel(([x], [y]) => {
      x.data.forEach((value, at) => {
        if (at > 0) y.data[at] = value ** 3;
      });
    }),
  ],
  "a kernel that writes into its input": [
    "kernels: writes into input 0",
    kernel(([x], [y]) => {
      cubes([x], [y]);
      x.data.fill(0);
    }),
  ],
  "a kernel that replaces its output": [
    "OP_INVALID puts another array in place of an output's; fill the one that is there",
    {
      plugin: (op) =>
        plugin(op, {
          backends: {
            js: {
              planted: ([x]: readonly HostTensor[], [y]: readonly HostTensor[]) =>
                void Object.assign(y ?? {}, { data: x?.data.slice() }),
            },
          },
        }),
      reference: (x: number) => x ** 3,
    },
  ],
  "a kernel that keeps its input": [
    "kernels: in a batch",
    kernel(([x], [y]) => {
      kept ??= x.data;
      kept.forEach((value, at) => (y.data[at] = value ** 3));
    }),
  ],
  "a kernel by chance": [
    "kernels: other values",
    kernel(([x], [y]) => {
      x.data.forEach((value, at) => (y.data[at] = value ** 3 + 1e-3 * count++));
    }),
  ],
  "a kernel that computes another op": [
    "kernels: against the op's own form",
    kernel(([x], [y]) => {
      x.data.forEach((value, at) => (y.data[at] = value ** 2));
    }),
  ],
  "a kernel that is off by 1e-4": [
    "kernels: against the oracle",
    kernel(([x], [y]) => {
      x.data.forEach((value, at) => (y.data[at] = value ** 3 * 1.0001));
    }),
  ],
  "a kernel that reads beyond its input": [
    "kernels: against the oracle",
    kernel(([x], [y]) => {
      y.data.forEach((_, at) => (y.data[at] = (x.data[at + 1] ?? Number.NaN) ** 3));
    }),
  ],
};
